/**
 * Between the images and every network: the six differentiable augmentations of distribution
 * matching, applied alike to real and synthetic images, each with the exact adjoint of its
 * derivative.
 */
@NullMarked
package io.proxynas.train.augment;

import org.jspecify.annotations.NullMarked;
