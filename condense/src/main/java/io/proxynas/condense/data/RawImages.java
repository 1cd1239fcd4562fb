package io.proxynas.condense.data;

import io.proxynas.engine.architecture.ImageShape;

/**
 * Labelled images as a file holds them, not yet standardised.
 *
 * @param shape of every image
 * @param pixels (N, C, H, W) unsigned bytes; not copied, so the owner must not write to it
 *     afterwards
 * @param labels the class of each image; length N, at least 1
 */
public record RawImages(ImageShape shape, byte[] pixels, int[] labels) {

  public RawImages {
    if (labels.length < 1) {
      throw new IllegalArgumentException("there must be at least 1 image, but there are none");
    }
    if (pixels.length != (long) labels.length * shape.size()) {
      throw new IllegalArgumentException(
          "%d images of %s have %d bytes, but there are %d"
              .formatted(labels.length, shape, (long) labels.length * shape.size(), pixels.length));
    }
  }

  /** The number of images N. */
  public int count() {
    return labels.length;
  }
}
