package io.proxynas.condense.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.condense.course.Course;
import io.proxynas.condense.set.Sets;
import io.proxynas.engine.Seed;
import io.proxynas.engine.Sgd;
import io.proxynas.engine.architecture.ConvNet;
import io.proxynas.engine.architecture.ConvNet.Normalization;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.train.augment.Augmentation;
import io.proxynas.train.augment.KindDraw;
import io.proxynas.train.augment.SiameseAugmentation;
import io.proxynas.train.data.LabelledImages;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GradientMatchingTest {

  private static final LabelledImages REAL =
      Sets.random(new ImageShape(1, 12, 12), 90, "coat", "bag", "shirt");
  private static final ConvNet NETWORK = network(Normalization.INSTANCE);
  private static final Sgd PIXELS = new Sgd(0.1, 0.5, 0);
  private static final Sgd TRAINING = new Sgd(0.01, 0, 0);

  private static GradientMatching.Settings settings(int iterations, MatchingLoops limit) {
    return settings(iterations, limit, 30, 64, PIXELS, TRAINING, NETWORK);
  }

  private static GradientMatching.Settings settings(
      int iterations,
      MatchingLoops limit,
      int realBatch,
      int trainingBatch,
      Sgd pixels,
      Sgd training,
      ConvNet network) {
    return new GradientMatching.Settings(
        iterations, limit, realBatch, trainingBatch, pixels, training, KindDraw.IMAGE, network);
  }

  private static ConvNet network(Normalization normalization) {
    return new ConvNet(2, 8, ConvNet.Activation.RELU, normalization, ConvNet.Pooling.AVERAGE);
  }

  private static Map<String, String> configuration(
      GradientMatching.Settings settings, Optional<SiameseAugmentation> augmentation) {
    return new GradientMatching(settings, augmentation, 1).configuration();
  }

  @Test
  void condense_moreIterations_matchesBetter() throws InterruptedException {
    int size = REAL.shape().size();
    float[] pixels = new float[3 * 4 * size];
    for (int label = 0; label < 3; label++) {
      float[] its = new float[4 * size];
      REAL.copy(REAL.indicesOf(label), 0, 4, its);
      System.arraycopy(its, 0, pixels, label * its.length, its.length);
    }
    List<Double> distances = new ArrayList<>();
    try (GradientMatchers matchers =
        new GradientMatchers(
            settings(100, new MatchingLoops(1, 1), 30, 64, new Sgd(5, 0.5, 0), TRAINING, NETWORK),
            Optional.empty(),
            REAL,
            pixels,
            new Seed(7),
            2)) {
      for (int iteration = 0; iteration < 100; iteration++) {
        distances.add(matchers.step(iteration));
      }
    }
    assertThat(mean(distances.subList(90, 100))).isLessThan(0.95 * mean(distances.subList(0, 10)));
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }

  @Test
  void condense_oneImageAClass_takesOneStepANetwork() throws InterruptedException {
    GradientMatching.Settings unlimited = settings(1, new MatchingLoops(99, 99));
    GradientMatching.Settings limited = settings(1, new MatchingLoops(1, 1));

    assertThat(condense(unlimited, 1)).isEqualTo(condense(limited, 1));
    assertThat(condense(settings(1, new MatchingLoops(2, 1)), 2))
        .isNotEqualTo(condense(limited, 2));
  }

  @Test
  void condense_trainedNetwork_givesOtherImagesThanAFreshOne() throws InterruptedException {
    MatchingLoops loops = new MatchingLoops(2, 3);

    assertThat(condense(settings(1, loops, 30, 64, PIXELS, TRAINING, NETWORK), 2))
        .isNotEqualTo(condense(settings(1, loops, 30, 64, PIXELS, new Sgd(0, 0, 0), NETWORK), 2))
        .isNotEqualTo(condense(settings(1, loops, 30, 4, PIXELS, TRAINING, NETWORK), 2));
  }

  private static float[] condense(GradientMatching.Settings settings, int imagesPerClass)
      throws InterruptedException {
    return Sets.pixels(
        new GradientMatching(settings, Optional.empty(), 2)
            .condense(REAL, imagesPerClass, new Seed(7), Course.of(Course.Listener.NONE)));
  }

  /** Under one kind it is the same; under two, of which a batch has both or one, another. */
  @Test
  void condense_oneKindABatch_isTheNetworksTraining() throws InterruptedException {
    GradientMatching.Settings each = settings(1, new MatchingLoops(2, 3));
    GradientMatching.Settings batch = each.withKindDraw(KindDraw.BATCH);
    SiameseAugmentation one = SiameseAugmentation.of(new Augmentation.Flip(0.5));
    SiameseAugmentation two =
        new SiameseAugmentation(List.of(new Augmentation.Flip(1), new Augmentation.Cutout(0.5)));

    assertThat(condense(batch, one)).isEqualTo(condense(each, one));
    assertThat(condense(batch, two)).isNotEqualTo(condense(each, two));
    assertThat(configuration(batch, Optional.of(two)))
        .containsEntry("kindDraw", "batch")
        .isNotEqualTo(configuration(each, Optional.of(two)));
    assertThat(configuration(batch, Optional.empty()))
        .isEqualTo(configuration(each, Optional.empty()));
  }

  private static float[] condense(GradientMatching.Settings settings, SiameseAugmentation kinds)
      throws InterruptedException {
    return Sets.pixels(
        new GradientMatching(settings, Optional.of(kinds), 2)
            .condense(REAL, 2, new Seed(7), Course.of(Course.Listener.NONE)));
  }

  @Test
  void configuration_anySettingChanged_isAnother() {
    MatchingLoops limit = new MatchingLoops(2, 2);
    Optional<SiameseAugmentation> none = Optional.empty();
    List<Map<String, String>> all =
        Stream.concat(
                Stream.of(
                        settings(2, limit),
                        settings(3, limit),
                        settings(2, new MatchingLoops(3, 2)),
                        settings(2, limit, 31, 64, PIXELS, TRAINING, NETWORK),
                        settings(2, limit, 30, 65, PIXELS, TRAINING, NETWORK),
                        settings(2, limit, 30, 64, TRAINING, TRAINING, NETWORK),
                        settings(2, limit, 30, 64, PIXELS, PIXELS, NETWORK),
                        settings(2, limit, 30, 64, PIXELS, TRAINING, network(Normalization.NONE)))
                    .map(settings -> configuration(settings, none)),
                Stream.of(SiameseAugmentation.ALL, SiameseAugmentation.WITHOUT_FLIP)
                    .map(kinds -> configuration(settings(2, limit), Optional.of(kinds))))
            .collect(Collectors.toList());

    assertThat(all).doesNotHaveDuplicates();
  }

  @Test
  void condense_batchNormalization_isRejected() {
    GradientMatching.Settings batch =
        settings(
            1, new MatchingLoops(1, 1), 30, 64, PIXELS, TRAINING, network(Normalization.BATCH));

    assertThatThrownBy(() -> condense(batch, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "the network of gradient matching must not normalise over the batch, which holds one"
                + " class only, but was ");
  }

  @Test
  void condense_interruptedInItsCourse_stops() {
    GradientMatching matching =
        new GradientMatching(settings(1000, new MatchingLoops(2, 2)), Optional.empty(), 2);

    assertThatThrownBy(
            () ->
                matching.condense(
                    REAL,
                    2,
                    new Seed(1),
                    Course.of((done, total, loss) -> Thread.currentThread().interrupt())))
        .isInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void settingsBySize_takesMoreNetworksForSingleImages() {
    GradientMatching.SettingsBySize cpu = GradientMatching.SettingsBySize.CPU;

    assertThat(List.of(1, 4, 5, 29, 30, 1250))
        .extracting(cpu::at)
        .containsExactly(
            cpu.few(), cpu.few(), cpu.several(), cpu.several(), cpu.several(), cpu.several());
    assertThat(cpu.at(1).iterations()).isGreaterThan(cpu.at(10).iterations());
    assertThat(cpu.withIterations(7))
        .extracting(
            s -> s.at(1).iterations(), s -> s.at(10).iterations(), s -> s.at(50).iterations())
        .containsExactly(7, 7, 7);
    assertThat(GradientMatching.SettingsBySize.PAPER.at(1)).isEqualTo(settingsOfThePaper());
  }

  private static GradientMatching.Settings settingsOfThePaper() {
    return new GradientMatching.Settings(
        1000,
        new MatchingLoops(Integer.MAX_VALUE, Integer.MAX_VALUE),
        256,
        256,
        PIXELS,
        TRAINING,
        KindDraw.BATCH,
        new ConvNet(
            3, 128, ConvNet.Activation.RELU, Normalization.INSTANCE, ConvNet.Pooling.AVERAGE));
  }

  @Test
  void new_badSettings_areRejected() {
    MatchingLoops limit = new MatchingLoops(1, 1);
    assertThatThrownBy(() -> settings(0, limit))
        .hasMessage("iterations must be at least 1, but was 0");
    assertThatThrownBy(() -> settings(Integer.MAX_VALUE, limit))
        .hasMessage("iterations must be at most 1000000, but was 2147483647");
    assertThatThrownBy(() -> settings(1, limit, 0, 1, PIXELS, TRAINING, NETWORK))
        .hasMessage("the batch of real images must be at least 1, but was 0");
    assertThatThrownBy(() -> settings(1, limit, 1, 0, PIXELS, TRAINING, NETWORK))
        .hasMessage("the training batch must be at least 1, but was 0");
    assertThatThrownBy(() -> new GradientMatching(settings(1, limit), Optional.empty(), 0))
        .hasMessage("workers must be at least 1, but was 0");
  }
}
