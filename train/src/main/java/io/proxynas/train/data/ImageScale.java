package io.proxynas.train.data;

import io.proxynas.engine.architecture.ImageShape;

/**
 * Between the user's scale and the standardised one that everything is trained on: mean 0 and
 * deviation 1 of each channel.
 *
 * @param statistics of the training images, on the user's scale
 */
public record ImageScale(ChannelStatistics statistics) {

  /** That of training images. */
  public static ImageScale of(LabelledImages images) {
    ImageShape shape = images.shape();
    int plane = shape.height() * shape.width();
    double[] sums = new double[shape.channels()];
    double[] squares = new double[shape.channels()];
    float[] image = new float[shape.size()];
    for (int n = 0; n < images.size(); n++) {
      images.pixels().copy(n, image, 0);
      for (int i = 0; i < image.length; i++) {
        sums[i / plane] += image[i];
        squares[i / plane] += (double) image[i] * image[i];
      }
    }
    float[] mean = new float[sums.length];
    float[] deviation = new float[sums.length];
    double count = (double) images.size() * plane;
    for (int c = 0; c < sums.length; c++) {
      double m = sums[c] / count;
      double variance = squares[c] / count - m * m;
      mean[c] = (float) m;
      // A channel that is the same everywhere, up to rounding, stays as it is.
      deviation[c] = variance > 1e-12 * (1 + m * m) ? (float) Math.sqrt(variance) : 1;
    }
    return new ImageScale(new ChannelStatistics(mean, deviation));
  }

  /** Images of the user's scale, standardised, as a view. */
  public LabelledImages standardized(LabelledImages images) {
    ImageShape shape = images.shape();
    return new LabelledImages(
        shape,
        images.classNames(),
        new Standardized(images.pixels(), statistics, shape.height() * shape.width()),
        images.labels());
  }

  /** Standardised images on the user's scale, copied. */
  public LabelledImages restored(LabelledImages standardized) {
    ImageShape shape = standardized.shape();
    int plane = shape.height() * shape.width();
    float[] values = new float[standardized.size() * shape.size()];
    for (int n = 0; n < standardized.size(); n++) {
      standardized.pixels().copy(n, values, n * shape.size());
    }
    for (int i = 0; i < values.length; i++) {
      int channel = i / plane % shape.channels();
      values[i] = values[i] * statistics.deviation()[channel] + statistics.mean()[channel];
    }
    return new LabelledImages(shape, standardized.classNames(), values, standardized.labels());
  }

  private record Standardized(Pixels raw, ChannelStatistics statistics, int plane)
      implements Pixels {
    @Override
    public int count() {
      return raw.count();
    }

    @Override
    public int imageSize() {
      return raw.imageSize();
    }

    @Override
    public void copy(int index, float[] into, int offset) {
      raw.copy(index, into, offset);
      for (int i = 0; i < imageSize(); i++) {
        int channel = i / plane;
        into[offset + i] =
            (into[offset + i] - statistics.mean()[channel]) / statistics.deviation()[channel];
      }
    }
  }
}
