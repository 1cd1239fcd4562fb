package io.proxynas.condense.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.condense.Condenser;
import io.proxynas.condense.Method;
import io.proxynas.condense.Sets;
import io.proxynas.condense.augment.SiameseAugmentation;
import io.proxynas.condense.data.FloatPixels;
import io.proxynas.condense.data.LabelledImages;
import io.proxynas.condense.match.LearningRate;
import io.proxynas.condense.match.NetworkQueue;
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
      case DM -> new DistributionMatching(matching(), SiameseAugmentation.ALL, workers);
      case DMF -> new MultiFormationMatching(matching(), SiameseAugmentation.ALL, workers);
      case NCFM ->
          new CharacteristicFunctionMatching(
              new CharacteristicFunctionMatching.Settings(matching(), 16, 0.5),
              SiameseAugmentation.ALL,
              workers);
      case IDM ->
          new ImprovedDistributionMatching(
              matching()
                  .withEmbeddings(
                      new NetworkQueue(NETWORK, 5, 1, 2, 2, 8, new Sgd(0.01, 0.9, 5e-4), 1)),
              SiameseAugmentation.ALL,
              workers);
      case DC -> new GradientMatching(gradientMatching(), Optional.empty(), workers);
      case DSA ->
          new GradientMatching(gradientMatching(), Optional.of(SiameseAugmentation.ALL), workers);
      case RANDOM -> new RandomSelection();
      case HERDING -> new Herding(Coresets.NETWORK, workers);
      case K_CENTER -> new KCenterGreedy(Coresets.NETWORK, workers);
      case FORGETTING -> new Forgetting(Coresets.NETWORK);
    };
  }

  private static DistributionMatching.Settings matching() {
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
  void condense_moreThanAClassHas_namesClassAndCountBeforeAnyWork(Method method) {
    Progress inVain =
        (done, total) -> {
          throw new AssertionError("worked in vain");
        };
    assertThatThrownBy(() -> condenser(method, 1).condense(REAL, 17, new Seed(1), inVain))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("images per class must be in [1, 16] for class \"shirt\", but was 17");
    assertThatThrownBy(() -> condenser(method, 1).condense(REAL, 0, new Seed(1), inVain))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("images per class must be in [1, 17] for class \"coat\", but was 0");
  }

  @ParameterizedTest
  @EnumSource
  void condense_emptyClass_isNamed(Method method) {
    LabelledImages withoutBags =
        new LabelledImages(
            new ImageShape(1, 12, 12),
            List.of("coat", "bag"),
            new FloatPixels(new float[288], 144),
            new int[] {0, 0});

    assertThatThrownBy(
            () -> condenser(method, 1).condense(withoutBags, 1, new Seed(1), Progress.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("each class must have at least 1 image, but class \"bag\" has none");
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
