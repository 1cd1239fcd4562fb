package io.proxynas.train.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.ImageShape;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A data set of a program's own arrays. */
class DataSetTest {

  private static final ImageShape SHAPE = new ImageShape(2, 1, 2);
  private static final List<String> CLASSES = List.of("a", "b");

  /** The first channel has mean 3 and deviation 1, the second is the same everywhere. */
  private static final float[][] TRAIN = {{2, 4, 7, 7}, {4, 2, 7, 7}};

  private static final float[][] TEST = {{3, 5, 7, 8}};

  private static LabelledImages train() {
    return LabelledImages.of(SHAPE, CLASSES, TRAIN, new int[] {0, 1});
  }

  private static LabelledImages test() {
    return LabelledImages.of(SHAPE, CLASSES, TEST, new int[] {1});
  }

  private static float[] image(LabelledImages images, int index) {
    float[] image = new float[images.shape().size()];
    images.pixels().copy(index, image, 0);
    return image;
  }

  @Test
  void of_arrays_standardisesBothPartsByTheTrainingImages() {
    DataSet data = DataSet.of("mine", train(), test(), false);

    assertThat(image(data.train(), 0)).containsExactly(-1, 1, 0, 0);
    assertThat(image(data.train(), 1)).containsExactly(1, -1, 0, 0);
    assertThat(image(data.test(), 0)).containsExactly(0, 2, 0, 1);
    assertThat(data.test().labels()).containsExactly(1);
    assertThat(data.statistics().mean()).containsExactly(3, 7);
    assertThat(data.classNames()).containsExactly("a", "b");
  }

  /** Bytes 51 and 204 are 0.2 and 0.8. */
  @Test
  void standardizedBy_bytes_areAnotherSetOnAnotherScale() {
    ImageShape pixel = new ImageShape(1, 1, 1);
    RawImages raw = new RawImages(pixel, new byte[] {51, (byte) 204}, new int[] {0, 1});
    DataSet data = DataSet.of("mine", CLASSES, raw, raw, false, List.of()).withSource("here");
    ChannelStatistics other = new ChannelStatistics(new float[] {0.5f}, new float[] {0.1f});

    DataSet anew = data.standardizedBy(other);

    assertThat(image(data.train(), 0)).containsExactly(new float[] {-1}, within(1e-5f));
    assertThat(image(anew.train(), 0)).containsExactly(new float[] {-3}, within(1e-5f));
    assertThat(image(anew.test(), 1)).containsExactly(new float[] {3}, within(1e-5f));
    assertThat(anew.statistics()).isSameAs(other);
    assertThat(anew.source()).isEqualTo("here");
    assertThat(anew.fingerprint())
        .hasSize(64)
        .isNotEqualTo(data.fingerprint())
        .isEqualTo(data.standardizedBy(other).fingerprint());
  }

  @Test
  void standardizedBy_whatDoesNotFit_isRefused() {
    ChannelStatistics other = new ChannelStatistics(new float[] {0.5f}, new float[] {0.1f});
    RawImages raw = new RawImages(SHAPE, new byte[8], new int[] {0, 1});
    DataSet floats = DataSet.of("mine", train(), test(), false);
    DataSet bytes = DataSet.of("mine", CLASSES, raw, raw, false, List.of());

    assertThatThrownBy(() -> floats.standardizedBy(other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "images that are standardised anew must be bytes of 1 channels, but mine are floats of"
                + " 2x1x2");
    assertThatThrownBy(() -> bytes.standardizedBy(other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("must be bytes of 1 channels, but mine are bytes of 2x1x2");
  }

  @Test
  void of_arrays_fingerprintIsThatOfTheContent() {
    DataSet data = DataSet.of("mine", train(), test(), false);
    LabelledImages relabelled = LabelledImages.of(SHAPE, CLASSES, TEST, new int[] {0});

    assertThat(data.fingerprint())
        .hasSize(64)
        .isEqualTo(DataSet.of("yours", train(), test(), false).fingerprint())
        .isNotEqualTo(DataSet.of("mine", train(), test(), true).fingerprint())
        .isNotEqualTo(DataSet.of("mine", train(), relabelled, false).fingerprint());
  }

  @Test
  void labelledImagesOf_isACopy() {
    float[][] images = {{1, 2, 3, 4}};
    int[] labels = {1};
    LabelledImages copy = LabelledImages.of(SHAPE, CLASSES, images, labels);
    images[0][0] = 9;
    labels[0] = 0;

    assertThat(image(copy, 0)).containsExactly(1, 2, 3, 4);
    assertThat(copy.labels()).containsExactly(1);
  }

  static List<Arguments> wrongArrays() {
    return List.of(
        Arguments.of(
            new float[0][], new int[0], "there must be at least 1 image, but there are none"),
        Arguments.of(
            new float[][] {{1, 2, 3, 4}, {1, 2, 3}},
            new int[] {0, 1},
            "an image of 2x1x2 has 4 values, but image 1 has 3"),
        Arguments.of(
            new float[][] {{1, 2, Float.NaN, 4}},
            new int[] {0},
            "the values of an image must be finite, but image 0 has NaN"),
        Arguments.of(
            TRAIN,
            new int[] {0},
            "there must be one label an image, but there are 1 labels and 2 images"),
        Arguments.of(TRAIN, new int[] {0, 2}, "a label must be in [0, 2), but label 1 was 2"));
  }

  @ParameterizedTest
  @MethodSource("wrongArrays")
  void labelledImagesOf_wrongArrays_areRefused(float[][] images, int[] labels, String message) {
    assertThatThrownBy(() -> LabelledImages.of(SHAPE, CLASSES, images, labels))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void of_oneClass_isRefused() {
    LabelledImages one = LabelledImages.of(SHAPE, List.of("a"), TEST, new int[] {0});

    assertThatThrownBy(() -> DataSet.of("mine", one, one, false))
        .isInstanceOf(DataException.class)
        .hasMessage("a data set must have at least 2 classes, but mine has [a]");
  }

  @Test
  void new_validationOfOtherClasses_isRefused() {
    DataSet data = DataSet.of("mine", train(), test(), false);
    LabelledImages other = LabelledImages.of(SHAPE, List.of("a", "c"), TEST, new int[] {0});

    assertThatThrownBy(() -> withValidation(data, other))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "training and validation images of mine must have the same classes, but have [a, b] and"
                + " [a, c]");
  }

  private static DataSet withValidation(DataSet data, LabelledImages validation) {
    return new DataSet(
        data.name(),
        data.source(),
        data.splitSeed(),
        data.train(),
        Optional.of(validation),
        data.test(),
        data.statistics(),
        data.mirrorable(),
        data.fingerprint(),
        List.of());
  }

  @Test
  void validationSplit_validationImages_areNotCutOffTheTrainingImages() {
    DataSet data = DataSet.of("mine", train(), test(), false);
    DataSet own = withValidation(data, data.test());

    Split split = ValidationSplit.of(own, new Seed(1));

    assertThat(split.train()).isSameAs(own.train());
    assertThat(split.validation()).isSameAs(own.validation().orElseThrow());
    assertThat(ValidationSplit.trainingImages(own)).isEqualTo(2);
    assertThat(ValidationSplit.fingerprint(own, new Seed(1)))
        .isEqualTo(own.fingerprint() + ", with validation images of its own")
        .isEqualTo(ValidationSplit.fingerprint(own, new Seed(2)));
  }

  @Test
  void of_otherShape_isRefused() {
    ImageShape flat = new ImageShape(1, 2, 2);
    LabelledImages other = LabelledImages.of(flat, CLASSES, TEST, new int[] {0});

    assertThatThrownBy(() -> DataSet.of("mine", train(), other, false))
        .hasMessage(
            "training and test images of mine must have one shape, but have 2x1x2 and 1x2x2");
  }
}
