package io.proxynas.nas.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.candidate.CandidateScores;
import io.proxynas.nas.candidate.CandidateTrainer;
import io.proxynas.nas.candidate.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LocalEvaluatorTest extends CandidateEvaluatorContract {

  @Override
  protected CandidateEvaluator evaluator(CandidateTrainer trainer) {
    return closedLater(new LocalEvaluator(trainer, WORKERS));
  }

  @Test
  void evaluate_withThreeWorkers_trainsThreeAtOnce() throws Exception {
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
  void evaluate_ofASource_startsTheNextWhileAnotherIsInTraining() throws Exception {
    List<Architecture> three = FakeTrainer.candidates(3);
    CountDownLatch lastIsThere = new CountDownLatch(1);
    CandidateTrainer trainer =
        architecture -> {
          if (architecture.equals(three.get(0))) {
            lastIsThere.await(); // would wait for ever if the last had to wait for the first
          } else if (architecture.equals(three.get(2))) {
            lastIsThere.countDown();
          }
          return new CandidateScores(0.5, 1, 1, 1, 1);
        };
    Iterator<List<Architecture>> offers =
        List.of(three.subList(0, 2), three.subList(2, 3)).iterator();
    List<Architecture> heard = new ArrayList<>();
    evaluator(trainer)
        .evaluate(
            () -> offers.hasNext() ? offers.next() : List.of(),
            outcome -> heard.add(outcome.architecture()));
    assertThat(heard).startsWith(three.get(1)).hasSize(3);
  }

  @Test
  void evaluate_duration_isTheProcessorTimeOfTheWorker_ofAFailureToo() throws Exception {
    AtomicLong worked = new AtomicLong();
    CandidateTrainer trainer =
        architecture -> {
          if (worked.get() > 0) {
            throw new IllegalArgumentException("too deep"); // costs nothing
          }
          worked.addAndGet(7_000_000_000L);
          return new CandidateScores(0.5, 1, 1, 1, 1);
        };
    List<Outcome> outcomes =
        closedLater(new LocalEvaluator(trainer, 1, worked::get))
            .evaluate(FakeTrainer.candidates(2));
    assertThat(outcomes)
        .extracting(Outcome::duration)
        .containsExactly(Duration.ofSeconds(7), Duration.ZERO);
  }

  @Test
  void evaluate_ofATrainerThatSaysInterrupted_isAFailure() throws Exception {
    CandidateTrainer trainer =
        architecture -> {
          throw new InterruptedException("by itself");
        };
    List<Outcome> outcomes = evaluator(trainer).evaluate(FakeTrainer.candidates(1));
    assertThat(((Outcome.Failed) outcomes.get(0)).reason())
        .isEqualTo("training ended with InterruptedException: by itself");
  }

  @Test
  void evaluate_withInterruptStatusSet_throwsBeforeTraining() {
    FakeTrainer trainer = new FakeTrainer();
    CandidateEvaluator evaluator = evaluator(trainer);
    List<Architecture> batch = FakeTrainer.candidates(3);
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> evaluator.evaluate(batch)).isInstanceOf(InterruptedException.class);
    assertThat(trainer.trainings()).isEmpty();
  }

  @Test
  void evaluate_afterClose_isRefused() {
    LocalEvaluator evaluator = new LocalEvaluator(new FakeTrainer(), 1);
    evaluator.close();
    evaluator.close();
    assertThatThrownBy(() -> evaluator.evaluate(FakeTrainer.candidates(1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the evaluator must be open, but was closed");
  }

  @Test
  void new_withBadWorkers_saysRuleAndValue() {
    assertThatThrownBy(() -> new LocalEvaluator(new FakeTrainer(), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("workers must be in [1, 1024], but was 0");
    assertThatThrownBy(() -> new LocalEvaluator(new FakeTrainer(), 1025))
        .hasMessage("workers must be in [1, 1024], but was 1025");
  }
}
