/**
 * After the training module in the flow: real images in, a proxy set out. {@link ProxySets} is the
 * front door: it finds the set of a name in the store, or has a method make it.
 */
@NullMarked
package io.proxynas.condense;

import org.jspecify.annotations.NullMarked;
