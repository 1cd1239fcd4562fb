/** An Arbiter search before and after, and what the one line changes. */
@NullMarked
package io.proxynas.examples.arbiter;

import org.jspecify.annotations.NullMarked;
