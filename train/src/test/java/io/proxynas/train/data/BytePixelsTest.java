package io.proxynas.train.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.proxynas.engine.architecture.ImageShape;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BytePixelsTest {

  private static final ImageShape TWO_CHANNELS = new ImageShape(2, 1, 2);

  @Test
  void statistics_byHand() {
    // Channel 0: 0, 255, 0, 255; channel 1: 51 everywhere.
    RawImages images =
        new RawImages(
            TWO_CHANNELS, TestFiles.bytes(0, 255, 51, 51, 0, 255, 51, 51), new int[] {0, 1});

    ChannelStatistics statistics = ChannelStatistics.of(images);

    assertThat(statistics.mean()).containsExactly(0.5f, 0.2f);
    assertThat(statistics.deviation()).containsExactly(0.5f, 1f); // 1 stands for 0
  }

  @Test
  void byteOf_standardizedBytes_areThoseBytes() {
    ChannelStatistics statistics =
        new ChannelStatistics(new float[] {0.286f, 0.49f}, new float[] {0.353f, 0.01f});
    for (int channel = 0; channel < 2; channel++) {
      for (int value = 0; value < 256; value++) {
        assertThat(statistics.byteOf(channel, statistics.standardize(channel, value)))
            .isEqualTo(value);
      }
      assertThat(statistics.byteOf(channel, 1e9f)).isEqualTo(255);
      assertThat(statistics.byteOf(channel, -1e9f)).isZero();
    }
    // By hand: 255 (0.353 · 1 + 0.286) = 162.9.
    assertThat(statistics.byteOf(0, 1)).isEqualTo(163);
  }

  @Test
  void copy_standardizesEachChannel() {
    ChannelStatistics statistics =
        new ChannelStatistics(new float[] {0.5f, 0.2f}, new float[] {0.5f, 0.1f});
    BytePixels pixels =
        new BytePixels(TWO_CHANNELS, TestFiles.bytes(9, 9, 9, 9, 0, 255, 51, 102), statistics);
    float[] into = new float[6];

    pixels.copy(1, into, 1);

    assertThat(pixels.count()).isEqualTo(2);
    assertThat(pixels.imageSize()).isEqualTo(4);
    assertThat(into).containsExactly(new float[] {0, -1, 1, 0, 2, 0}, within(1e-6f));
  }

  @Test
  void copy_ofAllTrainingImages_hasZeroMeanAndUnitDeviation() {
    ImageShape shape = new ImageShape(3, 5, 4);
    byte[] values = new byte[50 * shape.size()];
    SplittableRandom random = new SplittableRandom(1);
    random.nextBytes(values);
    ChannelStatistics statistics = ChannelStatistics.of(new RawImages(shape, values, new int[50]));
    BytePixels pixels = new BytePixels(shape, values, statistics);

    double[] sum = new double[3];
    double[] squares = new double[3];
    float[] image = new float[shape.size()];
    for (int n = 0; n < 50; n++) {
      pixels.copy(n, image, 0);
      for (int i = 0; i < image.length; i++) {
        sum[i / 20] += image[i];
        squares[i / 20] += image[i] * image[i];
      }
    }

    for (int c = 0; c < 3; c++) {
      assertThat(sum[c] / 1000).isCloseTo(0, within(1e-5));
      assertThat(squares[c] / 1000).isCloseTo(1, within(1e-5));
    }
  }

  @Test
  void new_withOtherSize_saysSo() {
    ChannelStatistics one = new ChannelStatistics(new float[1], new float[] {1});
    assertThatThrownBy(() -> new BytePixels(new ImageShape(1, 2, 2), new byte[5], one))
        .hasMessage("the number of bytes must be a multiple of the image size 4, but was 5");
    assertThatThrownBy(() -> new BytePixels(TWO_CHANNELS, new byte[4], one))
        .hasMessage("images of 2x1x2 need statistics of 2 channels, but they have 1");
  }

  @Test
  void newStatistics_withBadValues_saysSo() {
    assertThatThrownBy(() -> new ChannelStatistics(new float[2], new float[1]))
        .hasMessage("there must be one mean and one deviation a channel, but there are 2 and 1");
    assertThatThrownBy(() -> new ChannelStatistics(new float[1], new float[1]))
        .hasMessage("a deviation must be above 0, but was 0.0");
  }

  @Test
  void newRawImages_withBadValues_saysSo() {
    assertThatThrownBy(() -> new RawImages(TWO_CHANNELS, new byte[0], new int[0]))
        .hasMessage("there must be at least 1 image, but there are none");
    assertThatThrownBy(() -> new RawImages(TWO_CHANNELS, new byte[4], new int[2]))
        .hasMessage("2 images of 2x1x2 have 8 bytes, but there are 4");
  }
}
