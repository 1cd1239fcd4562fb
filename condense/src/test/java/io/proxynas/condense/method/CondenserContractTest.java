package io.proxynas.condense.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.condense.coreset.Coresets;
import io.proxynas.condense.coreset.Forgetting;
import io.proxynas.condense.coreset.Herding;
import io.proxynas.condense.coreset.KCenterGreedy;
import io.proxynas.condense.coreset.RandomSelection;
import io.proxynas.condense.course.CheckpointFile;
import io.proxynas.condense.course.Course;
import io.proxynas.condense.course.SharedFolder;
import io.proxynas.condense.embed.NetworkQueue;
import io.proxynas.condense.embed.RandomNetworks;
import io.proxynas.condense.match.LearningRate;
import io.proxynas.condense.match.RealBatches;
import io.proxynas.condense.set.Condenser;
import io.proxynas.condense.set.Method;
import io.proxynas.condense.set.ProxyKey;
import io.proxynas.condense.set.Sets;
import io.proxynas.engine.Seed;
import io.proxynas.engine.Sgd;
import io.proxynas.engine.architecture.ConvNet;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.train.augment.KindDraw;
import io.proxynas.train.augment.SiameseAugmentation;
import io.proxynas.train.data.FloatPixels;
import io.proxynas.train.data.LabelledImages;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
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
    return condenser(method, workers, 3);
  }

  private static Condenser condenser(Method method, int workers, int iterations) {
    return switch (method) {
      case DM -> new DistributionMatching(matching(iterations), SiameseAugmentation.ALL, workers);
      case DMF ->
          new MultiFormationMatching(matching(iterations), SiameseAugmentation.ALL, workers);
      case NCFM ->
          new CharacteristicFunctionMatching(
              new CharacteristicFunctionMatching.Settings(matching(iterations), 16, 0.5),
              SiameseAugmentation.ALL,
              workers);
      case IDM ->
          new ImprovedDistributionMatching(
              matching(iterations)
                  .withEmbeddings(
                      new NetworkQueue(NETWORK, 5, 1, 2, 2, 8, new Sgd(0.01, 0.9, 5e-4), 1)),
              SiameseAugmentation.ALL,
              workers);
      case DC -> new GradientMatching(gradientMatching(iterations), Optional.empty(), workers);
      case DSA ->
          new GradientMatching(
              gradientMatching(iterations), Optional.of(SiameseAugmentation.ALL), workers);
      case RANDOM -> new RandomSelection();
      case HERDING -> new Herding(Coresets.NETWORK, workers);
      case KCENTER -> new KCenterGreedy(Coresets.NETWORK, workers);
      case FORGETTING -> new Forgetting(Coresets.NETWORK);
    };
  }

  private static DistributionMatching.Settings matching(int iterations) {
    return new DistributionMatching.Settings(
        iterations,
        1,
        LearningRate.of(1),
        0.5,
        Initialization.REAL,
        RandomNetworks.of(NETWORK),
        RealBatches.RANDOM,
        10);
  }

  private static GradientMatching.Settings gradientMatching(int iterations) {
    return new GradientMatching.Settings(
        iterations,
        new MatchingLoops(2, 2),
        10,
        5,
        new Sgd(0.1, 0.5, 0),
        new Sgd(0.01, 0.5, 0),
        KindDraw.BATCH,
        NETWORK);
  }

  private static float[] pixels(Method method, int workers, long seed) throws InterruptedException {
    return Sets.pixels(
        condenser(method, workers)
            .condense(REAL, 2, new Seed(seed), Course.of(Course.Listener.NONE)));
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
            .condense(
                REAL, 2, new Seed(7), Course.of((done, total, loss) -> heard.add(total - done)));

    assertThat(set.labels()).containsExactly(0, 0, 1, 1, 2, 2);
    assertThat(set.shape()).isEqualTo(REAL.shape());
    assertThat(set.classNames()).isEqualTo(REAL.classNames());
    for (float pixel : Sets.pixels(set)) {
      assertThat(pixel).isFinite();
    }
    assertThat(heard).endsWith(0L).isSortedAccordingTo((a, b) -> Long.compare(b, a));
  }

  private static final Set<Method> ITERATIVE =
      EnumSet.of(Method.DM, Method.DMF, Method.NCFM, Method.IDM, Method.DC, Method.DSA);

  private static Course course(Path folder, Course.Listener listener, Optional<Duration> limit) {
    long[] now = {0};
    return new Course(
        (done, total, loss) -> {
          now[0] += 1_000_000_000; // so that a checkpoint is due after each iteration
          listener.at(done, total, loss);
        },
        Course.Limits.of(limit),
        new CheckpointFile(folder.resolve("checkpoint"), "key", CondenserContractTest::fail),
        new SharedFolder(folder, "images", false, CondenserContractTest::fail),
        () -> now[0],
        () -> 2 * now[0]);
  }

  private static void fail(String warning) {
    throw new AssertionError(warning);
  }

  @ParameterizedTest
  @EnumSource(names = {"DM", "DMF", "NCFM", "IDM", "DC", "DSA"}) // those that iterate
  void condense_killedAfterAnyIteration_goesOnToTheSameBits(Method method, @TempDir Path folder)
      throws Exception {
    float[] unbroken = pixels(method, 1, 7);
    for (int kill = 1; kill <= 3; kill++) {
      int last = kill;
      Course.Listener deadly =
          (done, total, loss) -> {
            if (done == last) {
              throw new IllegalStateException("killed");
            }
          };
      Files.deleteIfExists(folder.resolve("checkpoint"));
      assertThatThrownBy(
              () ->
                  condenser(method, 2)
                      .condense(REAL, 2, new Seed(7), course(folder, deadly, Optional.empty())))
          .hasMessage("killed");
      List<Long> heard = new ArrayList<>();
      LabelledImages set =
          condenser(method, kill) // other workers than before
              .condense(
                  REAL,
                  2,
                  new Seed(7),
                  course(folder, (done, total, loss) -> heard.add(done), Optional.empty()));

      assertThat(Sets.pixels(set)).as("killed after " + kill).isEqualTo(unbroken);
      assertThat(heard.get(0)).isEqualTo(Math.max(1, kill - 1));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"DM", "DMF", "NCFM", "IDM", "DC", "DSA"}) // those that iterate
  void condense_timeLimit_givesTheSetOfSoManyIterations(Method method, @TempDir Path folder)
      throws Exception {
    Course course = course(folder, Course.Listener.NONE, Optional.of(Duration.ZERO));
    LabelledImages set = condenser(method, 2).condense(REAL, 2, new Seed(7), course);

    assertThat(course.losses()).hasSize(1);
    assertThat(Sets.pixels(set))
        .isEqualTo(
            Sets.pixels(
                condenser(method, 1, 1)
                    .condense(REAL, 2, new Seed(7), Course.of(Course.Listener.NONE))))
        .isNotEqualTo(pixels(method, 1, 7));
    assertThat(condenser(method, 1, 1).configuration())
        .isEqualTo(
            ProxyKey.of("data", condenser(method, 1), 2, new Seed(7))
                .withIterations(1)
                .configuration());
  }

  @ParameterizedTest
  @EnumSource
  void condense_workerTime_hasTheWorkOfAllItsThreads(Method method) throws Exception {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadCpuTime();
    Course course = Course.of(Course.Listener.NONE);
    condenser(method, 2).condense(REAL, 2, new Seed(7), course);
    Duration worked = course.worked();
    Duration ofThisThread = Duration.ofNanos(threads.getCurrentThreadCpuTime() - start);

    if (ITERATIVE.contains(method)) {
      assertThat(worked).isGreaterThan(ofThisThread);
    } else {
      assertThat(worked).isPositive();
    }
  }

  /** Herding and k-centre choose by one network; forgetting watches a training of its own. */
  @ParameterizedTest
  @EnumSource(names = {"HERDING", "KCENTER", "FORGETTING"})
  void condense_networkThatAnotherSetHasTrained_isNotTrainedAgain(
      Method method, @TempDir Path folder) throws Exception {
    Method first = method == Method.KCENTER ? Method.HERDING : method;
    Course.Listener nobody = Course.Listener.NONE;
    Course before = course(folder, nobody, Optional.empty());
    condenser(first, 1).condense(REAL, 1, new Seed(7), before);
    List<Long> heard = new ArrayList<>();
    Course course = course(folder, (done, total, loss) -> heard.add(done), Optional.empty());
    LabelledImages set = condenser(method, 1).condense(REAL, 2, new Seed(7), course);

    assertThat(Sets.pixels(set)).isEqualTo(pixels(method, 1, 7));
    assertThat(heard).containsExactly(1L);
    assertThat(course.worked()).isGreaterThanOrEqualTo(before.worked());
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
    Course inVain =
        Course.of(
            (done, total, loss) -> {
              throw new AssertionError("worked in vain");
            });
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
            () ->
                condenser(method, 1)
                    .condense(withoutBags, 1, new Seed(1), Course.of(Course.Listener.NONE)))
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
