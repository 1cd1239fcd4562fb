package io.proxynas.condense.match;

import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.train.check.Require;
import java.util.Arrays;

/**
 * Turns stored images into the images that are trained on: a linear map with its adjoint. Each
 * stored image is a mosaic of factor² small ones, each of which is enlarged bilinearly to the full
 * size: the multi-formation of Kim et al., "Dataset Condensation via Efficient Synthetic-Data
 * Parameterization", ICML 2022, arXiv 2205.14959, section 4.1. With factor 1 images stay as they
 * are.
 *
 * <p>Tiles are ⌈size / factor⌉ wide and high; where the factor does not divide the size, the last
 * ones overlap their neighbours so that they end at the image's edge. (The authors pad the image.)
 *
 * @param factor tiles a side, at least 1
 */
public record Decoder(int factor) {

  /** Stored images are trained on as they are. */
  public static final Decoder IDENTITY = new Decoder(1);

  public Decoder {
    Require.atLeastOne("the mosaic's factor", factor);
  }

  /** Training images made of one stored image. */
  public int imagesEach() {
    return factor * factor;
  }

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
  public void decode(
      float[] stored, int from, int count, ImageShape shape, float[] into, int intoFrom) {
    if (factor == 1) {
      copy(stored, from, count, shape, into, intoFrom);
      return;
    }
    Bilinear enlarge = new Bilinear(tile(shape), whole(shape));
    int planes = count * shape.channels();
    for (int plane = 0; plane < planes; plane++) {
      for (int tile = 0; tile < imagesEach(); tile++) {
        enlarge.apply(
            stored,
            from * shape.size() + tileStart(plane, tile, shape),
            into,
            intoFrom * shape.size() + decodedStart(plane, tile, shape));
      }
    }
  }

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
  public void adjoint(
      float[] gradient, int from, int count, ImageShape shape, float[] into, int intoFrom) {
    if (factor == 1) {
      copy(gradient, from, count, shape, into, intoFrom);
      return;
    }
    Bilinear enlarge = new Bilinear(tile(shape), whole(shape));
    int first = intoFrom * shape.size();
    Arrays.fill(into, first, first + count * shape.size(), 0);
    int planes = count * shape.channels();
    for (int plane = 0; plane < planes; plane++) {
      for (int tile = 0; tile < imagesEach(); tile++) {
        enlarge.addAdjoint(
            gradient,
            from * shape.size() + decodedStart(plane, tile, shape),
            into,
            first + tileStart(plane, tile, shape));
      }
    }
  }

  private static void copy(
      float[] images, int from, int count, ImageShape shape, float[] into, int intoFrom) {
    int size = shape.size();
    System.arraycopy(images, from * size, into, intoFrom * size, count * size);
  }

  /**
   * Writes one part of stored images, so that decoding gives back an approximation of an image.
   *
   * @param images (count, C, H, W)
   * @param part which of the {@link #imagesEach} training images of each stored image they become
   * @param count stored images
   * @param shape of images and of stored images
   * @param into receives the parts, from its start; the others stay
   */
  public void encode(float[] images, int part, int count, ImageShape shape, float[] into) {
    Bilinear shrink = new Bilinear(whole(shape), tile(shape));
    for (int plane = 0; plane < count * shape.channels(); plane++) {
      shrink.apply(
          images, plane * shape.height() * shape.width(), into, tileStart(plane, part, shape));
    }
  }

  private static Bilinear.Plane whole(ImageShape shape) {
    return new Bilinear.Plane(shape.height(), shape.width(), shape.width());
  }

  private Bilinear.Plane tile(ImageShape shape) {
    return new Bilinear.Plane(side(shape.height()), side(shape.width()), shape.width());
  }

  private int side(int size) {
    return (size + factor - 1) / factor;
  }

  /** The first value of a tile, from the first stored image on; planes go through all images. */
  private int tileStart(int plane, int tile, ImageShape shape) {
    int y = corner(tile / factor, shape.height());
    int x = corner(tile % factor, shape.width());
    return (plane * shape.height() + y) * shape.width() + x;
  }

  private int corner(int index, int size) {
    return Math.min(index * side(size), size - side(size));
  }

  /** The first value of a tile's plane in its own image, from the first decoded image on. */
  private int decodedStart(int plane, int tile, ImageShape shape) {
    int image = plane / shape.channels() * imagesEach() + tile;
    int channel = plane % shape.channels();
    return (image * shape.channels() + channel) * shape.height() * shape.width();
  }
}
