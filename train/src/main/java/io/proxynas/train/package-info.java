/**
 * Trains an architecture by a recipe on labelled images, real or condensed, and measures the
 * trained network.
 */
@NullMarked
package io.proxynas.train;

import org.jspecify.annotations.NullMarked;
