/**
 * Programs that measure: resident size over many candidates, and what a second worker brings. They
 * print to standard output.
 */
@NullMarked
package io.proxynas.benchmarks;

import org.jspecify.annotations.NullMarked;
