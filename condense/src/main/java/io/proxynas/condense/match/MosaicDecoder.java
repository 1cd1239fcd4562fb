package io.proxynas.condense.match;

import io.proxynas.engine.architecture.ImageShape;
import java.util.Arrays;

/**
 * Each stored image is a mosaic of factor² small ones, each of which is enlarged bilinearly to the
 * full size: the multi-formation of Kim et al., "Dataset Condensation via Efficient Synthetic-Data
 * Parameterization", ICML 2022, arXiv 2205.14959, section 4.1.
 *
 * <p>Tiles are ⌈size / factor⌉ wide and high; where the factor does not divide the size, the last
 * ones overlap their neighbours so that they end at the image's edge. (The authors pad the image.)
 *
 * @param factor tiles a side, at least 1
 */
record MosaicDecoder(int factor) implements Decoder {

  public MosaicDecoder {
    if (factor < 1) {
      throw new IllegalArgumentException(
          "the mosaic's factor must be at least 1, but was " + factor);
    }
  }

  @Override
  public int imagesEach() {
    return factor * factor;
  }

  @Override
  public void decode(
      float[] stored, int from, int count, ImageShape shape, float[] into, int intoFrom) {
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

  @Override
  public void adjoint(
      float[] gradient, int from, int count, ImageShape shape, float[] into, int intoFrom) {
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

  @Override
  public void encode(
      float[] images, int part, int count, ImageShape shape, float[] into, int intoFrom) {
    Bilinear shrink = new Bilinear(whole(shape), tile(shape));
    for (int plane = 0; plane < count * shape.channels(); plane++) {
      shrink.apply(
          images,
          plane * shape.height() * shape.width(),
          into,
          intoFrom * shape.size() + tileStart(plane, part, shape));
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
