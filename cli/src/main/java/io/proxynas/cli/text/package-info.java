/**
 * What the commands print when they end, and what stands around their options in the help. Values
 * in, text out: nothing is printed here.
 */
@NullMarked
package io.proxynas.cli.text;

import org.jspecify.annotations.NullMarked;
