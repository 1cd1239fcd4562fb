package io.proxynas.train.data.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.train.data.DataSet;
import io.proxynas.train.data.RawImages;
import java.util.List;
import org.junit.jupiter.api.Test;

class PublishedStatisticsTest {

  private static DataSet data(int channels, String source) {
    ImageShape pixel = new ImageShape(channels, 1, 1);
    byte[] values = new byte[2 * channels];
    values[0] = (byte) 255;
    RawImages raw = new RawImages(pixel, values, new int[] {0, 1});
    return DataSet.of("any", List.of("a", "b"), raw, raw, true, List.of()).withSource(source);
  }

  /** By hand: (1 − 0.4914) / 0.2023 and (0 − 0.4822) / 0.1994. */
  @Test
  void standardized_cifar10_isOnTheScaleOfThePapers() {
    DataSet data = PublishedStatistics.standardized(data(3, "cifar10"));

    float[] image = new float[3];
    data.test().pixels().copy(0, image, 0);
    assertThat(image[0]).isCloseTo(2.514088f, within(1e-5f));
    assertThat(image[1]).isCloseTo(-2.418255f, within(1e-5f));
    assertThat(data.statistics().deviation()).containsExactly(0.2023f, 0.1994f, 0.2010f);
  }

  @Test
  void standardized_otherImages_areAsTheyWere() {
    DataSet data = data(1, "/photos/mnist");

    assertThat(PublishedStatistics.standardized(data)).isSameAs(data);
  }
}
