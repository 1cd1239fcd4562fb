/**
 * Trains and evaluates a network on any labelled images, real or synthetic: one trainer for both.
 */
@NullMarked
package io.proxynas.condense.train;

import org.jspecify.annotations.NullMarked;
