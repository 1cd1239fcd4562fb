/**
 * Between the images and every network: the six differentiable augmentations of distribution
 * matching, applied alike to real and synthetic images.
 *
 * <p>{@link SiameseAugmentation} draws one of its kinds of {@link Augmentation}, whose parameters
 * then make a {@link Transform}: an affine map of the pixels, with the exact adjoint of its
 * derivative, by which a gradient goes back to the image.
 */
@NullMarked
package io.proxynas.train.augment;

import org.jspecify.annotations.NullMarked;
