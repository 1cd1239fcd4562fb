package io.proxynas.arbiter.data;

import io.proxynas.model.PixelScale;
import io.proxynas.model.TrainedOn;
import io.proxynas.train.data.ChannelStatistics;
import io.proxynas.train.data.LabelledImages;
import java.util.Arrays;
import java.util.Optional;

/**
 * The scale of a user's images, as far as their values tell: the least of each channel, and how far
 * it is from there to the greatest.
 *
 * @param least value of each channel
 * @param range of each channel, at least 0
 * @param isOfBytes whether all values are whole numbers in [0, 255]
 */
record UserScale(float[] least, float[] range, boolean isOfBytes) {

  private static final float BYTE = 255;

  /** How far from a whole number a byte may be, after a user's arithmetic in float32. */
  private static final double TOLERANCE = 0.01;

  static UserScale of(LabelledImages images) {
    int channels = images.shape().channels();
    int plane = images.shape().size() / channels;
    float[] least = new float[channels];
    float[] most = new float[channels];
    Arrays.fill(least, Float.POSITIVE_INFINITY);
    Arrays.fill(most, Float.NEGATIVE_INFINITY);
    boolean bytes = true;
    float[] image = new float[images.shape().size()];
    for (int n = 0; n < images.size(); n++) {
      images.pixels().copy(n, image, 0);
      for (int i = 0; i < image.length; i++) {
        least[i / plane] = Math.min(least[i / plane], image[i]);
        most[i / plane] = Math.max(most[i / plane], image[i]);
        bytes &= image[i] >= 0 && image[i] <= BYTE && image[i] == Math.rint(image[i]);
      }
    }
    for (int c = 0; c < channels; c++) {
      most[c] -= least[c];
    }
    return new UserScale(least, most, bytes);
  }

  /**
   * An image as bytes, if these are 0 where the channel has its least value, 255 at its greatest.
   */
  Optional<byte[]> bytes(float[] image) {
    int plane = image.length / least.length;
    byte[] bytes = new byte[image.length];
    for (int i = 0; i < image.length; i++) {
      int c = i / plane;
      double value = range[c] == 0 ? 0 : BYTE * ((double) image[i] - least[c]) / range[c];
      if (Math.abs(value - Math.rint(value)) > TOLERANCE) {
        return Optional.empty();
      }
      bytes[i] = (byte) (int) Math.rint(value);
    }
    return Optional.of(bytes);
  }

  /** What brings bytes / 255 to this scale, where 0 is the least and 1 the greatest value. */
  ChannelStatistics ofUnit() {
    float[] mean = new float[least.length];
    float[] deviation = new float[least.length];
    for (int c = 0; c < least.length; c++) {
      mean[c] = -least[c] / range[c];
      deviation[c] = 1 / range[c];
    }
    return new ChannelStatistics(mean, deviation);
  }

  /**
   * What a model that was trained on such images takes: images of [0, 1] where the values are those
   * of [0, 1] or bytes, and otherwise what the user's program gives.
   */
  TrainedOn trainedOn(String dataset, LabelledImages images) {
    float[] mean = new float[least.length];
    float[] deviation = new float[least.length];
    Arrays.fill(deviation, 1);
    boolean unit = true;
    for (int c = 0; c < least.length; c++) {
      unit &= least[c] >= 0 && least[c] + range[c] <= 1;
    }
    if (isOfBytes && !unit) {
      Arrays.fill(deviation, 1 / BYTE);
    }
    return TrainedOn.given(
        dataset,
        unit || isOfBytes ? PixelScale.UNIT : PixelScale.GIVEN,
        new ChannelStatistics(mean, deviation),
        images.classNames());
  }
}
