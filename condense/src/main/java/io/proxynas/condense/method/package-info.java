/** The published ways to make a proxy set, one class each. */
@NullMarked
package io.proxynas.condense.method;

import org.jspecify.annotations.NullMarked;
