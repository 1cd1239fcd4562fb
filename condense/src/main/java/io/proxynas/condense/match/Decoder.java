package io.proxynas.condense.match;

import io.proxynas.engine.architecture.ImageShape;

/**
 * Turns stored images into the images that are trained on, one or more of each: a linear map with
 * its adjoint. Immutable, and so usable from several threads.
 */
public interface Decoder {

  /** Stored images are trained on as they are. */
  Decoder IDENTITY =
      new Decoder() {
        @Override
        public int imagesEach() {
          return 1;
        }

        @Override
        public void decode(
            float[] stored, int from, int count, ImageShape shape, float[] into, int intoFrom) {
          copy(stored, from, count, shape, into, intoFrom);
        }

        @Override
        public void adjoint(
            float[] gradient, int from, int count, ImageShape shape, float[] into, int intoFrom) {
          copy(gradient, from, count, shape, into, intoFrom);
        }

        @Override
        public void encode(
            float[] images, int part, int count, ImageShape shape, float[] into, int intoFrom) {
          copy(images, 0, count, shape, into, intoFrom);
        }

        private static void copy(
            float[] images, int from, int count, ImageShape shape, float[] into, int intoFrom) {
          int size = shape.size();
          System.arraycopy(images, from * size, into, intoFrom * size, count * size);
        }
      };

  /** Training images made of one stored image. */
  int imagesEach();

  /**
   * Decodes images.
   *
   * @param stored (any, C, H, W)
   * @param from the first of them to decode
   * @param count stored images
   * @param shape of stored and of decoded images
   * @param into receives (count · {@link #imagesEach}, C, H, W), those of one stored image together
   * @param intoFrom the first image to write
   */
  void decode(float[] stored, int from, int count, ImageShape shape, float[] into, int intoFrom);

  /**
   * Maps gradients with respect to decoded images to gradients with respect to stored ones.
   *
   * @param gradient (any, C, H, W)
   * @param from the first decoded image
   * @param count stored images; {@link #imagesEach} times as many gradients are read
   * @param shape of stored and of decoded images
   * @param into receives (count, C, H, W), overwritten
   * @param intoFrom the first image to write
   */
  void adjoint(float[] gradient, int from, int count, ImageShape shape, float[] into, int intoFrom);

  /**
   * Writes one part of stored images, so that decoding gives back an approximation of an image.
   *
   * @param images (count, C, H, W)
   * @param part which of the {@link #imagesEach} training images of each stored image they become
   * @param count stored images
   * @param shape of images and of stored images
   * @param into receives the parts; the others stay
   * @param intoFrom the first stored image
   */
  void encode(float[] images, int part, int count, ImageShape shape, float[] into, int intoFrom);
}
