package io.proxynas.engine;

import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.backend.Alteration;

/** What an {@link Alteration} means, pixel by pixel in double precision. */
public final class ArrayAlteration {

  private ArrayAlteration() {}

  /**
   * Alters one image.
   *
   * @param images (N, C, H, W)
   * @param image its index
   * @return (C, H, W)
   */
  public static float[] of(Alteration alteration, float[] images, int image, ImageShape shape) {
    double[] sampled = sampled(alteration.sampling(), images, image * shape.size(), shape);
    double[] mixed = mixed(alteration.mixing(), sampled, shape);
    float[] result = new float[mixed.length];
    Alteration.Rectangle zeros = alteration.zeros();
    for (int i = 0; i < result.length; i++) {
      int row = i / shape.width() % shape.height();
      int column = i % shape.width();
      boolean zero =
          row >= zeros.top()
              && row < zeros.bottom()
              && column >= zeros.left()
              && column < zeros.right();
      result[i] = zero ? 0 : (float) mixed[i];
    }
    return result;
  }

  private static double[] sampled(
      Alteration.Sampling map, float[] images, int offset, ImageShape shape) {
    int height = shape.height();
    int width = shape.width();
    double[] result = new double[shape.size()];
    for (int i = 0; i < result.length; i++) {
      double v = i / width % height - (height - 1) / 2.0;
      double u = i % width - (width - 1) / 2.0;
      double x = map.xx() * u + map.xy() * v + map.right() + (width - 1) / 2.0;
      double y = map.yx() * u + map.yy() * v + map.down() + (height - 1) / 2.0;
      int plane = offset + i / (height * width) * (height * width);
      for (int row = 0; row < height; row++) {
        double share = Math.max(0, 1 - Math.abs(y - row));
        for (int column = 0; share > 0 && column < width; column++) {
          double weight = share * Math.max(0, 1 - Math.abs(x - column));
          result[i] += weight * images[plane + row * width + column];
        }
      }
    }
    return result;
  }

  private static double[] mixed(Alteration.Mixing mixing, double[] image, ImageShape shape) {
    int plane = shape.height() * shape.width();
    double[] pixelMeans = new double[plane];
    double imageMean = 0;
    for (int i = 0; i < image.length; i++) {
      pixelMeans[i % plane] += image[i] / shape.channels();
      imageMean += image[i] / image.length;
    }
    double[] result = new double[image.length];
    for (int i = 0; i < image.length; i++) {
      result[i] =
          mixing.own() * image[i]
              + mixing.pixelMean() * pixelMeans[i % plane]
              + mixing.imageMean() * imageMean
              + mixing.added();
    }
    return result;
  }
}
