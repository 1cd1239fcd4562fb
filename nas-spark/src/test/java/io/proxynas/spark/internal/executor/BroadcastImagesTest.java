package io.proxynas.spark.internal.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.train.data.BytePixels;
import io.proxynas.train.data.ChannelStatistics;
import io.proxynas.train.data.FloatPixels;
import io.proxynas.train.data.LabelledImages;
import io.proxynas.train.data.Pixels;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class BroadcastImagesTest {

  private static final ImageShape SHAPE = new ImageShape(2, 3, 4);
  private static final List<String> NAMES = List.of("Kleid", "Hemd ♥");

  private static LabelledImages images(Pixels pixels) {
    int[] labels = new int[pixels.count()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = i % 2;
    }
    return new LabelledImages(SHAPE, NAMES, pixels, labels);
  }

  private static Pixels bytes(int count) {
    byte[] values = new byte[count * SHAPE.size()];
    RandomGenerator random = new Seed(1).generator();
    for (int i = 0; i < values.length; i++) {
      values[i] = (byte) random.nextInt(256);
    }
    return new BytePixels(
        SHAPE, values, new ChannelStatistics(new float[] {0.3f, 0.4f}, new float[] {0.2f, 0.1f}));
  }

  private static Pixels floats(int count) {
    float[] values = new float[count * SHAPE.size()];
    RandomGenerator random = new Seed(2).generator();
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return new FloatPixels(values, SHAPE.size());
  }

  private static void assertSame(LabelledImages actual, LabelledImages expected) {
    assertThat(actual.shape()).isEqualTo(expected.shape());
    assertThat(actual.classNames()).isEqualTo(expected.classNames());
    assertThat(actual.labels()).isEqualTo(expected.labels());
    float[] a = new float[SHAPE.size() + 1];
    float[] b = new float[SHAPE.size() + 1];
    for (int i = 0; i < expected.size(); i++) {
      actual.pixels().copy(i, a, 1);
      expected.pixels().copy(i, b, 1);
      assertThat(bits(a)).isEqualTo(bits(b));
    }
  }

  private static int[] bits(float[] values) {
    int[] bits = new int[values.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToRawIntBits(values[i]);
    }
    return bits;
  }

  @Test
  void read_ofImagesFromBytes_givesTheSameBitsAtAByteAPixel() {
    LabelledImages images = images(bytes(500)); // 6,000 values a channel: all 256 occur
    byte[] bytes = BroadcastImages.of(images);

    assertSame(BroadcastImages.read(bytes), images);
    assertThat(bytes.length).isBetween(500 * 24 + 500 * 4, 500 * 24 + 500 * 4 + 2 * 256 * 4 + 100);
  }

  @Test
  void read_ofFloats_givesTheSameBits() {
    LabelledImages images = images(floats(50)); // 600 values a channel: too many for a palette
    assertSame(BroadcastImages.read(BroadcastImages.of(images)), images);
  }

  @Test
  void read_ofSelectedImages_givesThoseAlone() {
    LabelledImages images = images(bytes(9)).select(new int[] {7, 2, 4});
    LabelledImages read = BroadcastImages.read(BroadcastImages.of(images));
    assertThat(read.size()).isEqualTo(3);
    assertSame(read, images);
  }

  @Test
  void read_ofZerosOfBothSigns_tellsThemApart() {
    float[] values = new float[SHAPE.size()];
    values[1] = -0.0f;
    values[2] = Float.NaN;
    LabelledImages images = images(new FloatPixels(values, SHAPE.size()));
    assertSame(BroadcastImages.read(BroadcastImages.of(images)), images);
  }

  @Test
  void of_moreThanAnArrayHolds_isRefusedWithTheSize() {
    ImageShape shape = new ImageShape(3, 224, 224);
    Pixels many = // of which no two values are the same: none is a palette
        new Pixels() {
          @Override
          public int count() {
            return 4000;
          }

          @Override
          public int imageSize() {
            return shape.size();
          }

          @Override
          public void copy(int index, float[] into, int offset) {
            for (int i = 0; i < imageSize(); i++) {
              into[offset + i] = i;
            }
          }
        };
    LabelledImages images = new LabelledImages(shape, NAMES, many, new int[4000]);
    assertThatThrownBy(() -> BroadcastImages.of(images))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("images that a cluster is sent must fit 2 GiB, but these 4000 take 2.2 GiB");
    assertThatThrownBy(() -> BroadcastImages.requireFit(images))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("images that a cluster is sent must fit 2 GiB, but these 4000 take 2.2 GiB");
  }
}
