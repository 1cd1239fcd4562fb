package io.proxynas.condense.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.condense.Condenser;
import io.proxynas.condense.Method;
import io.proxynas.condense.Sets;
import io.proxynas.condense.augment.SiameseAugmentation;
import io.proxynas.condense.data.LabelledImages;
import io.proxynas.condense.match.LearningRate;
import io.proxynas.condense.match.RandomNetworks;
import io.proxynas.condense.match.RealBatches;
import io.proxynas.engine.Progress;
import io.proxynas.engine.Seed;
import io.proxynas.engine.Sgd;
import io.proxynas.engine.architecture.ConvNet;
import io.proxynas.engine.architecture.ImageShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every method of condensation keeps to. */
class CondenserContractTest {

  private static final LabelledImages REAL =
      Sets.random(new ImageShape(1, 12, 12), 50, "coat", "bag", "shirt");
  private static final ConvNet NETWORK =
      new ConvNet(
          2, 8, ConvNet.Activation.RELU, ConvNet.Normalization.INSTANCE, ConvNet.Pooling.AVERAGE);

  private static Condenser condenser(Method method, int workers) {
    return switch (method) {
      case DM -> new DistributionMatching(distributionMatching(), SiameseAugmentation.ALL, workers);
      case DC -> new GradientMatching(gradientMatching(), Optional.empty(), workers);
      case DSA ->
          new GradientMatching(gradientMatching(), Optional.of(SiameseAugmentation.ALL), workers);
      case RANDOM -> new RandomSelection();
    };
  }

  private static DistributionMatching.Settings distributionMatching() {
    return new DistributionMatching.Settings(
        3,
        1,
        LearningRate.of(1),
        0.5,
        Initialization.REAL,
        RandomNetworks.of(NETWORK),
        RealBatches.RANDOM,
        10);
  }

  private static GradientMatching.Settings gradientMatching() {
    return new GradientMatching.Settings(
        2, new Loops(2, 2), 10, 5, new Sgd(0.1, 0.5, 0), new Sgd(0.01, 0.5, 0), NETWORK);
  }

  private static float[] pixels(Method method, int workers, long seed) throws InterruptedException {
    return Sets.pixels(condenser(method, workers).condense(REAL, 2, new Seed(seed), Progress.NONE));
  }

  @AfterEach
  void clearInterrupt() {
    Thread.interrupted();
  }

  @ParameterizedTest
  @EnumSource
  void condense_sameSeed_givesSameBitsAtAnyNumberOfWorkers(Method method)
      throws InterruptedException {
    float[] one = pixels(method, 1, 7);

    assertThat(pixels(method, 1, 7)).isEqualTo(one);
    assertThat(pixels(method, 2, 7)).isEqualTo(one);
    assertThat(pixels(method, 5, 7)).isEqualTo(one); // more workers than classes
    assertThat(pixels(method, 1, 8)).isNotEqualTo(one);
  }

  @ParameterizedTest
  @EnumSource
  void condense_result_hasTheShapeAndIsOrderedByClass(Method method) throws InterruptedException {
    List<Long> heard = new ArrayList<>();
    LabelledImages set =
        condenser(method, 2)
            .condense(REAL, 2, new Seed(7), (done, total) -> heard.add(total - done));

    assertThat(set.labels()).containsExactly(0, 0, 1, 1, 2, 2);
    assertThat(set.shape()).isEqualTo(REAL.shape());
    assertThat(set.classNames()).isEqualTo(REAL.classNames());
    for (float pixel : Sets.pixels(set)) {
      assertThat(pixel).isFinite();
    }
    assertThat(heard).endsWith(0L).isSortedAccordingTo((a, b) -> Long.compare(b, a));
  }

  @ParameterizedTest
  @EnumSource
  void condense_realImages_areLeftAlone(Method method) throws InterruptedException {
    float[] before = Sets.pixels(REAL);

    pixels(method, 2, 7);

    assertThat(Sets.pixels(REAL)).isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource
  void condense_interrupted_stops(Method method) {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> pixels(method, 2, 7)).isInstanceOf(InterruptedException.class);
  }

  @ParameterizedTest
  @EnumSource
  void condense_moreThanAClassHas_isRejected(Method method) {
    assertThatThrownBy(() -> condenser(method, 1).condense(REAL, 18, new Seed(1), Progress.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("images per class must be in [1, 17] for class \"coat\", but was 18");
  }

  @ParameterizedTest
  @EnumSource
  void configuration_anyWorkers_isThatOfTheMethod(Method method) {
    Condenser condenser = condenser(method, 1);
    Map<String, String> configuration = condenser.configuration();

    assertThat(condenser.method()).isEqualTo(method);
    assertThat(condenser(method, 2).configuration()).isEqualTo(configuration);
    assertThat(configuration).allSatisfy((name, value) -> assertThat(value).isNotBlank());
  }
}
