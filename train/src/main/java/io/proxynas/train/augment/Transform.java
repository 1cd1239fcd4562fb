package io.proxynas.train.augment;

import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.backend.Alteration;

/**
 * An augmentation with its parameters fixed: an affine map x ↦ Ax + b of one image, the same for
 * every image. Immutable, and so usable from several threads.
 *
 * <p>Since the derivative A does not depend on the image, the gradient with respect to the input is
 * {@code Aᵀg} of the gradient g with respect to the output: {@link #adjoint}.
 */
public sealed interface Transform permits ColourJitter, PlaneTransform {

  /** Changes nothing. */
  Transform IDENTITY = new Shift(0, 0);

  /**
   * Transforms the images {@code from} to {@code from + count - 1}; each result stands where its
   * image stood.
   *
   * @param images (N, C, H, W); not changed
   * @param from index of the first image
   * @param count number of images
   * @param shape of one image, the one that this transform was drawn for
   * @param result (N, C, H, W); another array than {@code images}. Only the images of the range are
   *     written.
   * @throws IllegalArgumentException if both arrays are one, or the shape is another
   */
  void apply(float[] images, int from, int count, ImageShape shape, float[] result);

  /**
   * Maps gradients with respect to the results to gradients with respect to the images.
   *
   * @param gradient (N, C, H, W) of a loss with respect to the results; not changed
   * @param from index of the first image
   * @param count number of images
   * @param shape of one image, the one that this transform was drawn for
   * @param result (N, C, H, W); another array than {@code gradient}. Only the images of the range
   *     are written (overwritten, not added to).
   * @throws IllegalArgumentException if both arrays are one, or the shape is another
   */
  void adjoint(float[] gradient, int from, int count, ImageShape shape, float[] result);

  /** The same transform in the numbers by which a back end applies it on its device. */
  Alteration alteration();
}
