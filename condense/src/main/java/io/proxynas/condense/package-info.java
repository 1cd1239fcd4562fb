/**
 * Real images in, a proxy set out. {@link io.proxynas.condense.ProxySets} is the front door: it
 * finds the set of a name in the store, or has a method make it.
 */
@NullMarked
package io.proxynas.condense;

import org.jspecify.annotations.NullMarked;
