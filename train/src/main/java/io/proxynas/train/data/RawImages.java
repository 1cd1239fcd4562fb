package io.proxynas.train.data;

import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.train.check.Require;

/**
 * Labelled images as a file holds them, not yet standardised.
 *
 * @param shape of every image
 * @param pixels N images
 * @param labels the class of each image; length N, at least 1
 */
public record RawImages(ImageShape shape, ImageBytes pixels, int[] labels) {

  public RawImages {
    Require.that(labels.length >= 1, "there must be at least 1 image, but there are none");
    Require.that(
        pixels.count() == labels.length && pixels.imageSize() == shape.size(),
        "%d images of %s have %d bytes, but there are %d",
        labels.length,
        shape,
        (long) labels.length * shape.size(),
        (long) pixels.count() * pixels.imageSize());
  }

  /**
   * Images on the heap.
   *
   * @param pixels (N, C, H, W) unsigned bytes; not copied, so the owner must not write to it
   *     afterwards
   */
  public RawImages(ImageShape shape, byte[] pixels, int[] labels) {
    this(shape, new HeapBytes(pixels, shape.size()), labels);
  }

  /** The number of images N. */
  public int count() {
    return labels.length;
  }
}
