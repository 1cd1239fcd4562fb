package io.proxynas.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.engine.Demand;
import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.evaluate.TrainingJob;
import io.proxynas.nas.evaluate.Workplace;
import io.proxynas.nas.evaluate.WorkplaceContract;
import io.proxynas.nas.space.Decisions;
import io.proxynas.nas.space.SearchSpace;
import io.proxynas.nas.space.Spaces;
import io.proxynas.spark.internal.dispatch.SparkConnection;
import io.proxynas.spark.internal.dispatch.SparkSettings;
import io.proxynas.spark.internal.executor.ExecutorMemory;
import io.proxynas.spark.internal.executor.JobSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real trainings, on executors that are threads of this JVM. */
class SparkWorkplaceTest extends WorkplaceContract {

  private static SparkWorkplace spark;

  @BeforeAll
  static void start() throws InterruptedException {
    spark =
        new SparkWorkplace(
            new SparkConnection(
                SparkSettings.of(
                    new SparkConf(false), "local[2]", new Demand(1, 1, 1L << 30), List.of()),
                warning -> {}));
  }

  @AfterAll
  static void stop() {
    spark.close();
  }

  @Override
  protected Workplace workplace() {
    return spark;
  }

  @Test
  void workers_areTheCores() {
    assertThat(spark.workers()).isEqualTo(2);
  }

  @Test
  void evaluator_ofAJob_sendsSmallTasks() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(spark.source(job(everything())));
    }
    // Beside the images, which are broadcast; 60 of 8x8 pixels alone would be more.
    assertThat(bytes.size()).isLessThan(60 * 64 * Float.BYTES);
  }

  @Test
  void trainer_whoseScoringDoesNotFitTheExecutor_refuses() {
    Architecture net = SPACE.architectures().findFirst().orElseThrow();
    long scoring = heavyScore().demand(net).nativeBytes();
    assertThat(scoring).isGreaterThan(2 * scorer(1, 3).demand(net).nativeBytes());
    JobSource source = spark.source(job(heavyScore()));
    JobSource small =
        new JobSource(
            source.fidelities(),
            new ExecutorMemory(ExecutorMemory.JVM_BYTES + scoring, 1),
            source.limit());
    assertThatThrownBy(() -> small.trainer().train(net))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("a candidate must fit the memory once a worker, but " + net.id());
  }

  @ParameterizedTest
  @ValueSource(strings = {"convnet", "mlp", "nasbench201", "nasbench-macro", "nasbench201:cells=1"})
  void evaluate_inASpaceOfTheProgram_givesTheSameBits(String name) throws InterruptedException {
    SearchSpace space = Spaces.named(name).orElseThrow();
    assertSameBits(
        TrainingJob.of(space, scorer(1, 3)), List.of(space.random(new Seed(1).generator())));
  }

  @Test
  void evaluate_inAUsersChain_givesTheSameBits(@TempDir Path folder) throws Exception {
    String stem = "{'layer': 'convolution', 'filters': 8}";
    String block = "{'layer': 'residual', 'layers': [" + stem + "]}";
    String text =
        "{'space': 'chain', 'slots': [{'choices': {'stem': [%s]}}, {'choices': {'a': [%s], 'b': [%s, %s]}}]}"
            .formatted(stem, block, block, block);
    Path file = Files.writeString(folder.resolve("mine.json"), text.replace('\'', '"'));
    SearchSpace chain = Spaces.read(file);
    assertSameBits(TrainingJob.of(chain, scorer(1, 3)), chain.architectures().toList());
  }

  @Test
  void evaluator_ofASpaceThatCannotBeSent_isRefused() {
    assertThatThrownBy(
            () -> spark.evaluator(TrainingJob.of(new Rooted(), scorer(1, 3)), started -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "a search space for a cluster must be serialisable with all its parts, but rooted has"
                + " a java.lang.Object");
    assertThatThrownBy(() -> new SparkCluster("local[2]").require(new Rooted(), Optional.empty()))
        .as("before anything is made for it")
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("a search space for a cluster must be serialisable");
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
