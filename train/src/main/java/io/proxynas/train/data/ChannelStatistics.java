package io.proxynas.train.data;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Mean and standard deviation of each channel over the training data, in units of pixel / 255.
 *
 * @param mean of each channel, in [0, 1] when computed from bytes
 * @param deviation of each channel (over the population, not the sample), above 0; 1 for a channel
 *     that is the same everywhere
 */
public record ChannelStatistics(float[] mean, float[] deviation) {

  private static final int VALUES = 256;

  public ChannelStatistics {
    if (mean.length < 1 || mean.length != deviation.length) {
      throw new IllegalArgumentException(
          "there must be one mean and one deviation a channel, but there are %d and %d"
              .formatted(mean.length, deviation.length));
    }
    for (float d : deviation) {
      if (!(d > 0)) {
        throw new IllegalArgumentException("a deviation must be above 0, but was " + d);
      }
    }
    mean = mean.clone();
    deviation = deviation.clone();
  }

  /** Equal where all means and deviations are. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ChannelStatistics its
        && Arrays.equals(mean, its.mean)
        && Arrays.equals(deviation, its.deviation);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(mean) + Arrays.hashCode(deviation);
  }

  /** The number of channels. */
  public int channels() {
    return mean.length;
  }

  /** The standardised value of an unsigned byte. */
  public float standardize(int channel, int value) {
    return (float) ((value / 255.0 - mean[channel]) / deviation[channel]);
  }

  /** The unsigned byte whose standardised value is nearest to the given one. */
  public int byteOf(int channel, float standardized) {
    double value = 255.0 * (standardized * (double) deviation[channel] + mean[channel]);
    return (int) Math.max(0, Math.min(255, Math.round(value)));
  }

  /**
   * Of all the images given. Exact up to the last rounding, whatever the order of the images: bytes
   * are counted per value, and the sums taken over the 256 counts.
   */
  public static ChannelStatistics of(RawImages images) {
    int channels = images.shape().channels();
    long[][] counts = countValues(images);
    long n = (long) images.count() * images.shape().height() * images.shape().width();
    float[] mean = new float[channels];
    float[] deviation = new float[channels];
    for (int c = 0; c < channels; c++) {
      double m = mean(counts[c], n);
      double d = Math.sqrt(variance(counts[c], n, m));
      mean[c] = (float) (m / 255);
      deviation[c] = d == 0 ? 1 : (float) (d / 255);
    }
    return new ChannelStatistics(mean, deviation);
  }

  private static long[][] countValues(RawImages images) {
    int plane = images.shape().height() * images.shape().width();
    long[][] counts = new long[images.shape().channels()][VALUES];
    byte[] image = new byte[images.shape().size()];
    for (int i = 0; i < images.count(); i++) {
      images.pixels().copy(i, image);
      for (int c = 0; c < counts.length; c++) {
        long[] channelCounts = counts[c];
        for (int p = c * plane; p < (c + 1) * plane; p++) {
          channelCounts[image[p] & 0xff]++;
        }
      }
    }
    return counts;
  }

  private static double mean(long[] counts, long n) {
    long sum = 0;
    for (int v = 0; v < VALUES; v++) {
      sum += v * counts[v];
    }
    return (double) sum / n;
  }

  private static double variance(long[] counts, long n, double mean) {
    double sum = 0;
    for (int v = 0; v < VALUES; v++) {
      sum += counts[v] * (v - mean) * (v - mean);
    }
    return sum / n;
  }
}
