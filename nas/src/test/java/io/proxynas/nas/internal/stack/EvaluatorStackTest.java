package io.proxynas.nas.internal.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.candidate.CandidateTrainer;
import io.proxynas.nas.candidate.Fidelity;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.candidate.RungTraining;
import io.proxynas.nas.evaluate.CandidateEvaluator;
import io.proxynas.nas.evaluate.CandidateEvaluatorContract;
import io.proxynas.nas.evaluate.FakeTrainer;
import io.proxynas.nas.evaluate.LocalEvaluator;
import io.proxynas.nas.evaluate.TrainingJob;
import io.proxynas.nas.evaluate.Workplace;
import io.proxynas.nas.evaluate.WorkplaceContract;
import io.proxynas.nas.journal.Journal;
import io.proxynas.nas.journal.TrainingKey;
import io.proxynas.nas.journal.TrainingStore;
import io.proxynas.nas.ranking.Ranking;
import io.proxynas.train.file.Host;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stack keeps the contract of every evaluator, and its parts stand in their order. */
class EvaluatorStackTest extends CandidateEvaluatorContract {

  private static final Map<String, ?> CONFIGURATION = Map.of("seed", 1);

  @TempDir Path folder;
  private final List<String> started = new ArrayList<>();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final FakeTrainer trainer = new FakeTrainer();
  private Journal journal;

  @BeforeEach
  void open() throws IOException {
    journal = Journal.create(folder.resolve("run"), CONFIGURATION);
  }

  @AfterEach
  void release() throws IOException {
    journal.close();
  }

  private Workplace workplace(CandidateTrainer of, int workers) {
    return new Workplace() {
      @Override
      public int workers() {
        return workers;
      }

      @Override
      public Evaluator evaluator(TrainingJob job, Witness witness) {
        LocalEvaluator inner =
            new LocalEvaluator(
                architecture -> {
                  witness.starts(architecture);
                  return of.train(Ladders.candidate(architecture));
                },
                workers);
        return new Evaluator() {
          @Override
          public List<Outcome> evaluate(List<Architecture> candidates, Observer observer)
              throws InterruptedException {
            return inner.evaluate(candidates, observer);
          }

          @Override
          public void close() {
            inner.close();
            closed.set(true);
          }
        };
      }

      @Override
      public void close() {}
    };
  }

  private static TrainingJob job(int rungs, ToLongFunction<Architecture> cost) {
    return new TrainingJob(
        WorkplaceContract.SPACE,
        Collections.nCopies(rungs, Fidelity.of(WorkplaceContract.scorer(1, 1))),
        cost);
  }

  private EvaluatorStack.Builder stack() {
    return EvaluatorStack.of(job(1, architecture -> 0), journal);
  }

  /** On one worker, who notes whom it starts. */
  private EvaluatorStack on(EvaluatorStack.Builder builder, CandidateTrainer of) {
    return closedLater(
        builder.on(workplace(of, 1), architecture -> started.add(architecture.id())));
  }

  @Override
  protected CandidateEvaluator evaluator(CandidateTrainer of) {
    return closedLater(stack().on(workplace(of, WORKERS), architecture -> {}));
  }

  private List<String> journalled() throws IOException {
    return Journal.outcomes(folder.resolve("run"), WorkplaceContract.SPACE::parse, w -> {}).stream()
        .map(outcome -> outcome.architecture().id())
        .toList();
  }

  @Test
  void evaluate_batch_startsTheCostliestFirstAndTrainsEachOnce() throws Exception {
    List<Architecture> two = FakeTrainer.candidates(2);
    List<Architecture> batch = List.of(two.get(0), two.get(1), two.get(0));

    List<Outcome> outcomes =
        on(EvaluatorStack.of(job(1, two::indexOf), journal), trainer).evaluate(batch);

    assertThat(started).containsExactly(two.get(1).id(), two.get(0).id());
    assertThat(outcomes).extracting(Outcome::architecture).isEqualTo(batch);
  }

  @Test
  void evaluate_outcomesOfTheJournal_areNotTrainedAgain() throws Exception {
    List<Architecture> batch = WorkplaceContract.SPACE.architectures().limit(4).toList();
    on(stack(), trainer).evaluate(batch.subList(0, 3));
    journal.close();
    journal =
        Journal.resume(
            folder.resolve("run"), CONFIGURATION, WorkplaceContract.SPACE::parse, w -> {});
    started.clear();

    on(stack(), trainer).evaluate(batch);

    assertThat(started).containsExactly(batch.get(3).id());
    assertThat(journalled()).hasSize(4);
  }

  @Test
  void sharedThrough_aStore_journalsWhatAnotherRunTrained() throws Exception {
    List<Architecture> batch = WorkplaceContract.SPACE.architectures().limit(3).toList();
    Host host = new Host(Map.of(), "a test", 1, Clock.systemUTC());
    TrainingStore store =
        new TrainingStore(
            folder.resolve("store"),
            host,
            warning -> {
              throw new AssertionError(warning);
            });
    store.keep(key(batch.get(0)), (Outcome.Trained) on(stack(), trainer).evaluate(batch).get(0));
    journal.close();
    journal = Journal.create(folder.resolve("other"), CONFIGURATION);
    started.clear();

    on(stack().sharedThrough(store, EvaluatorStackTest::key), trainer).evaluate(batch);

    assertThat(started).doesNotContain(batch.get(0).id()).hasSize(2);
    assertThat(Journal.outcomes(folder.resolve("other"), WorkplaceContract.SPACE::parse, w -> {}))
        .hasSize(3);
  }

  private static TrainingKey key(Architecture architecture) {
    return new TrainingKey(Map.of("architecture", architecture.id()));
  }

  @Test
  void halvedBy_two_trainsTheBetterHalfOnTheNextRung() throws Exception {
    List<Outcome> trainings = new ArrayList<>();
    EvaluatorStack halved =
        on(
            EvaluatorStack.of(job(2, architecture -> 0), journal)
                .trainingsHeardBy(trainings::add)
                .halvedBy(2, candidates -> Ranking.of(candidates).trained()),
            trainer);

    List<Outcome> outcomes = halved.evaluate(FakeTrainer.candidates(4));

    assertThat(outcomes).hasSize(4).noneMatch(o -> o.architecture() instanceof RungTraining);
    assertThat(trainings).hasSize(6).allMatch(o -> o.architecture() instanceof RungTraining);
    assertThat(trainings).filteredOn(o -> ((RungTraining) o.architecture()).rung() == 1).hasSize(2);
  }

  @Test
  void close_closesTheWorkersAndNotTheJournal() throws Exception {
    EvaluatorStack stack = stack().on(workplace(trainer, 1), architecture -> {});
    stack.evaluate(FakeTrainer.candidates(1));

    stack.close();

    assertThat(closed).isTrue();
    journal.append(new Outcome.Failed(FakeTrainer.candidates(2).get(1), "why", Duration.ZERO));
  }
}
