/**
 * Real images in, a proxy set out: methods of condensation, and the store that keeps their sets.
 */
@NullMarked
package io.proxynas.condense;

import org.jspecify.annotations.NullMarked;
