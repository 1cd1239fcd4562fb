package io.proxynas.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.condense.augment.SiameseAugmentation;
import io.proxynas.condense.data.BytePixels;
import io.proxynas.condense.data.ChannelStatistics;
import io.proxynas.condense.data.LabelledImages;
import io.proxynas.condense.train.Recipe;
import io.proxynas.condense.train.Trainer;
import io.proxynas.engine.Cost;
import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.nas.evaluate.CandidateScorer;
import io.proxynas.nas.evaluate.LocalWorkplace;
import io.proxynas.nas.evaluate.MemoryLimit;
import io.proxynas.nas.evaluate.Outcome;
import io.proxynas.nas.evaluate.Scores;
import io.proxynas.nas.evaluate.TrainingJob;
import io.proxynas.nas.evaluate.Workplace;
import io.proxynas.nas.fidelity.LadderTrainer;
import io.proxynas.nas.fidelity.RungTraining;
import io.proxynas.nas.space.ConvNetSpace;
import io.proxynas.nas.space.Decisions;
import io.proxynas.nas.space.SearchSpace;
import io.proxynas.nas.space.Spaces;
import io.proxynas.nas.space.chain.ChainLayer;
import io.proxynas.nas.space.chain.ChainSpace;
import io.proxynas.nas.space.chain.Slot;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real trainings, on executors that are threads of this JVM. */
class SparkWorkplaceTest {

  private static final ConvNetSpace SPACE = new ConvNetSpace(List.of(1, 2), List.of(8));
  private static final ImageShape SHAPE = new ImageShape(1, 8, 8);

  private static Workplace spark;

  @BeforeAll
  static void start() {
    spark =
        new SparkWorkplace(
            new SparkConnection(
                SparkSettings.of(
                    new SparkConf(false), "local[2]", new Cost(1, 1, 64 << 20), List.of())));
  }

  @AfterAll
  static void stop() {
    spark.close();
  }

  private static LabelledImages images(long seed, int count) {
    RandomGenerator random = new Seed(seed).generator();
    byte[] values = new byte[count * SHAPE.size()];
    int[] labels = new int[count];
    for (int i = 0; i < values.length; i++) {
      int label = i / SHAPE.size() % 3;
      labels[i / SHAPE.size()] = label;
      values[i] = (byte) (50 * label + random.nextInt(100));
    }
    return new LabelledImages(
        SHAPE,
        List.of("a", "b", "c"),
        new BytePixels(
            SHAPE, values, new ChannelStatistics(new float[] {0.4f}, new float[] {0.2f})),
        labels);
  }

  private static CandidateScorer scorer(int epochs) {
    return new CandidateScorer(
        new Trainer(new Recipe(epochs, 16, 0.01, 0.9, 5e-4, Optional.of(SiameseAugmentation.ALL))),
        images(1, 60),
        images(2, 30),
        new Seed(3));
  }

  private static List<Scores> scores(
      Workplace workplace, TrainingJob job, List<? extends Architecture> candidates)
      throws InterruptedException {
    try (Workplace.Evaluator evaluator = workplace.evaluator(job, started -> {})) {
      return evaluator.evaluate(List.copyOf(candidates)).stream()
          .map(outcome -> ((Outcome.Trained) outcome).scores())
          .toList();
    }
  }

  private static void assertSameBits(TrainingJob job, List<? extends Architecture> candidates)
      throws InterruptedException {
    Workplace threads = new LocalWorkplace(new MemoryLimit(1L << 40, 1L << 40, 2));
    List<Scores> scores = scores(spark, job, candidates);
    assertThat(scores).isEqualTo(scores(threads, job, candidates));
    assertThat(scores).extracting(Scores::validationLoss).doesNotHaveDuplicates();
  }

  @Test
  void evaluate_ofRealTrainings_givesTheBitsOfWorkerThreads() throws InterruptedException {
    assertSameBits(TrainingJob.of(SPACE, scorer(2)), SPACE.architectures().limit(24).toList());
    assertThat(spark.workers()).isEqualTo(2);
  }

  @Test
  void evaluate_onTheRungsOfALadder_givesTheBitsOfWorkerThreads() throws InterruptedException {
    TrainingJob ladder =
        new TrainingJob(SPACE, List.of(scorer(1), scorer(3)), LadderTrainer.LADDER, candidate -> 0);
    assertSameBits(
        ladder,
        SPACE
            .architectures()
            .limit(5)
            .flatMap(a -> Stream.of(new RungTraining(a, 0), new RungTraining(a, 1)))
            .toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"convnet", "mlp", "nasbench201", "nasbench-macro", "nasbench201:cells=1"})
  void evaluator_ofASpaceOfTheProgram_isOpened(String name) {
    SearchSpace space = Spaces.named(name).orElseThrow();
    spark.evaluator(TrainingJob.of(space, scorer(1)), started -> {}).close();
  }

  @Test
  void evaluator_ofAUsersChain_isOpened() {
    ChainLayer layer = new ChainLayer.Residual(List.of(new ChainLayer.Convolution(8, 3, 1)));
    SearchSpace chain = new ChainSpace("mine", List.of(new Slot(Map.of("a", List.of(layer)))));
    spark.evaluator(TrainingJob.of(chain, scorer(1)), started -> {}).close();
  }

  @Test
  void evaluator_ofASpaceThatCannotBeSent_isRefused() {
    assertThatThrownBy(
            () -> spark.evaluator(TrainingJob.of(new Rooted(), scorer(1)), started -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "a search space for a cluster must be serialisable with all its parts, but rooted has"
                + " a java.lang.Object");
  }

  /** With a part that stays here. */
  private record Rooted(Object root) implements SearchSpace, Serializable {

    Rooted() {
      this(new Object());
    }

    @Override
    public String name() {
      return "rooted";
    }

    @Override
    public Decisions decisions() {
      return SPACE.decisions();
    }

    @Override
    public boolean contains(Architecture architecture) {
      return SPACE.contains(architecture);
    }

    @Override
    public Architecture parse(String id) {
      return SPACE.parse(id);
    }

    @Override
    public String toString() {
      return name();
    }
  }
}
