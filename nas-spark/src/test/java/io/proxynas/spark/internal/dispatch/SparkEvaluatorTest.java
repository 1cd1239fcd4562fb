package io.proxynas.spark.internal.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.engine.Demand;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.candidate.CandidateScores;
import io.proxynas.nas.candidate.CandidateTrainer;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.evaluate.CandidateEvaluator;
import io.proxynas.nas.evaluate.CandidateEvaluatorContract;
import io.proxynas.nas.evaluate.FakeTrainer;
import io.proxynas.nas.space.ConvNetSpace;
import io.proxynas.spark.internal.executor.TestTrainers;
import io.proxynas.spark.internal.executor.TrainerSource;
import io.proxynas.spark.internal.executor.TrainingTask;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The contract, on executors that are threads of this JVM. */
class SparkEvaluatorTest extends CandidateEvaluatorContract {

  private static SparkConnection spark;

  @BeforeAll
  static void start() throws InterruptedException {
    spark =
        new SparkConnection(
            SparkSettings.of(
                new SparkConf(false), "local[" + WORKERS + "]", new Demand(1, 1, 1), List.of()),
            warning -> {});
  }

  @AfterAll
  static void stop() {
    spark.close();
  }

  private static SparkEvaluator evaluator(CandidateTrainer trainer, BatchRule rule) {
    return new SparkEvaluator(
        spark,
        new TrainingTask(ConvNetSpace.CPU, false, TestTrainers.of(trainer)),
        candidate -> 1,
        rule,
        started -> {});
  }

  /** One candidate a task: what a test has in one is told of when the whole task is finished. */
  @Override
  protected CandidateEvaluator evaluator(CandidateTrainer trainer) {
    return evaluator(trainer, BatchRule.SINGLE);
  }

  @Test
  void evaluate_inLargerTasks_keepsTheOrderAndAnswersEach() throws Exception {
    List<Architecture> batch = FakeTrainer.candidates(200);
    FakeTrainer trainer = new FakeTrainer();
    List<Outcome> outcomes = evaluator(trainer, BatchRule.DEFAULT).evaluate(batch);

    assertThat(outcomes).extracting(Outcome::architecture).containsExactlyElementsOf(batch);
    assertThat(trainer.trainings()).hasSize(200).allSatisfy((id, n) -> assertThat(n).isOne());
  }

  @Test
  void evaluate_withThreeSlots_trainsThreeAtOnce() throws Exception {
    CyclicBarrier three = new CyclicBarrier(WORKERS); // passes only if three meet
    CandidateTrainer trainer =
        architecture -> {
          try {
            three.await();
          } catch (BrokenBarrierException e) {
            throw new IllegalStateException(e);
          }
          return new CandidateScores(0.5, 1, 1, 1, 1);
        };
    assertThat(evaluator(trainer).evaluate(FakeTrainer.candidates(9)))
        .hasSize(9)
        .allMatch(Outcome.Trained.class::isInstance);
  }

  @Test
  void evaluate_onAClusterThatEnds_saysSoAndFailsNoCandidate() throws Exception {
    stop();
    try {
      List<Outcome> heard = new ArrayList<>();
      CandidateEvaluator evaluator = evaluator(new FakeTrainer());
      assertThatThrownBy(() -> evaluator.evaluate(FakeTrainer.candidates(3), heard::add))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("the Spark cluster must stay up, but it ended: ")
          .hasMessageEndingWith("; what was finished is in the journal");
      assertThat(heard).isEmpty();
    } finally {
      start();
    }
  }

  @Test
  void evaluate_whoseTaskFails_throws() {
    TrainerSource broken =
        () -> {
          throw new IllegalStateException("no images");
        };
    SparkEvaluator evaluator =
        new SparkEvaluator(
            spark,
            new TrainingTask(ConvNetSpace.CPU, false, broken),
            candidate -> 1,
            BatchRule.SINGLE,
            started -> {});
    assertThatThrownBy(() -> evaluator.evaluate(FakeTrainer.candidates(3)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("a Spark task failed: ")
        .hasMessageContaining("no images");
  }
}
