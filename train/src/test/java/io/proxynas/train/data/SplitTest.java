package io.proxynas.train.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.ImageShape;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SplitTest {

  /** Image i is the number i; its class is 0, 1, 2, 0, 1, 2, … */
  private static LabelledImages images(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = i;
    }
    int[] labels = IntStream.range(0, count).map(i -> i % 3).toArray();
    return new LabelledImages(
        new ImageShape(1, 1, 1), List.of("a", "b", "c"), new FloatPixels(values, 1), labels);
  }

  private static double[] numbers(LabelledImages images) {
    return IntStream.range(0, images.size())
        .mapToDouble(i -> TestFiles.image(images, i)[0])
        .toArray();
  }

  @Test
  void of_isStratifiedAndComplete() {
    Split split = Split.of(images(90), 0.2, new Seed(1));

    for (int label = 0; label < 3; label++) {
      assertThat(split.validation().indicesOf(label)).hasSize(6);
      assertThat(split.train().indicesOf(label)).hasSize(24);
    }
    double[] all =
        DoubleStream.concat(
                DoubleStream.of(numbers(split.train())),
                DoubleStream.of(numbers(split.validation())))
            .sorted()
            .toArray();
    assertThat(all).containsExactly(numbers(images(90)));
    assertThat(numbers(split.train())).isSorted();
    assertThat(numbers(split.validation())).isSorted();
  }

  @Test
  void of_keepsEachImageWithItsLabel() {
    LabelledImages validation = Split.of(images(30), 0.5, new Seed(4)).validation();
    for (int i = 0; i < validation.size(); i++) {
      assertThat((int) TestFiles.image(validation, i)[0] % 3).isEqualTo(validation.labels()[i]);
    }
  }

  @Test
  void of_sameSeed_isTheSame_otherSeed_isNot() {
    double[] first = numbers(Split.of(images(90), 0.2, new Seed(1)).validation());
    assertThat(numbers(Split.of(images(90), 0.2, new Seed(1)).validation())).isEqualTo(first);
    assertThat(numbers(Split.of(images(90), 0.2, new Seed(2)).validation())).isNotEqualTo(first);
  }

  @Test
  void of_extremeFraction_leavesOneImageOfEachClassOnBothSides() {
    assertThat(Split.of(images(9), 0.001, new Seed(1)).validation().size()).isEqualTo(3);
    assertThat(Split.of(images(9), 0.999, new Seed(1)).train().size()).isEqualTo(3);
  }

  @Test
  void of_badFraction_saysSo() {
    for (double fraction : new double[] {0, 1, Double.NaN}) {
      assertThatThrownBy(() -> Split.of(images(9), fraction, new Seed(1)))
          .hasMessage("the validation fraction must be in (0, 1), but was " + fraction);
    }
  }

  @Test
  void of_classOfOneImage_saysSo() {
    assertThatThrownBy(() -> Split.of(images(5), 0.5, new Seed(1)))
        .isInstanceOf(DataException.class)
        .hasMessage("a validation split needs at least 2 images of each class, but class c has 1");
  }
}
