package io.proxynas.nas.internal.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.candidate.CandidateScores;
import io.proxynas.nas.candidate.CandidateTrainer;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.evaluate.CandidateEvaluator;
import io.proxynas.nas.evaluate.CandidateEvaluatorContract;
import io.proxynas.nas.evaluate.FakeTrainer;
import io.proxynas.nas.evaluate.LocalEvaluator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MemoizingEvaluatorTest extends CandidateEvaluatorContract {

  @Override
  protected MemoizingEvaluator evaluator(CandidateTrainer trainer) {
    return new MemoizingEvaluator(closedLater(new LocalEvaluator(trainer, WORKERS)));
  }

  @Test
  void evaluate_ofRepeatsInAndAfterABatch_trainsEachOnce() throws Exception {
    FakeTrainer trainer = new FakeTrainer();
    MemoizingEvaluator evaluator = evaluator(trainer);
    List<Architecture> five = FakeTrainer.candidates(5);
    List<Architecture> twice = new ArrayList<>(five);
    twice.addAll(five);

    List<Outcome> first = evaluator.evaluate(twice);
    List<Outcome> second = evaluator.evaluate(five);

    assertThat(first.subList(0, 5)).isEqualTo(first.subList(5, 10)).isEqualTo(second);
    assertThat(trainer.trainings()).hasSize(5).allSatisfy((id, times) -> assertThat(times).isOne());
  }

  @Test
  void evaluate_ofAFailure_remembersIt() throws Exception {
    int[] trainings = {0};
    MemoizingEvaluator evaluator =
        evaluator(
            architecture -> {
              trainings[0]++;
              throw new IllegalStateException("broken");
            });
    List<Architecture> one = FakeTrainer.candidates(1);
    assertThat(evaluator.evaluate(one)).isEqualTo(evaluator.evaluate(one));
    assertThat(trainings[0]).isOne();
  }

  @Test
  void evaluate_fromManyThreadsInMixedOrders_trainsEachOnce() throws Exception {
    FakeTrainer trainer = new FakeTrainer();
    MemoizingEvaluator evaluator = evaluator(trainer);
    ExecutorService callers = Executors.newFixedThreadPool(8);
    closedLater(callers::shutdownNow);
    List<Callable<List<Outcome>>> calls = new ArrayList<>();
    for (int caller = 0; caller < 8; caller++) {
      List<Architecture> batch = new ArrayList<>(FakeTrainer.candidates(40));
      Collections.shuffle(batch, new Random(caller));
      calls.add(
          () -> {
            List<Outcome> all = new ArrayList<>();
            for (int from = 0; from < 40; from += 10) {
              all.addAll(evaluator.evaluate(batch.subList(from, from + 10)));
            }
            return all;
          });
    }
    for (Future<List<Outcome>> answer : callers.invokeAll(calls)) {
      assertThat(answer.get()).hasSize(40);
    }
    assertThat(trainer.trainings())
        .hasSize(40)
        .allSatisfy((id, times) -> assertThat(times).isOne());
  }

  @Test
  void evaluate_waitingForACallerThatIsInterrupted_trainsItself() throws Exception {
    AtomicInteger trained = new AtomicInteger();
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    MemoizingEvaluator evaluator =
        evaluator(
            architecture -> {
              trained.incrementAndGet();
              started.countDown();
              released.await();
              return new CandidateScores(0.5, 1, 1, 1, 1);
            });
    List<Architecture> one = FakeTrainer.candidates(1);
    Thread first = new Thread(() -> swallowInterrupt(evaluator, one));
    first.start();
    started.await();
    FutureTask<List<Outcome>> second = new FutureTask<>(() -> evaluator.evaluate(one));
    Thread waiting = new Thread(second);
    waiting.start();
    while (waiting.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    first.interrupt();
    first.join(); // it has given up
    released.countDown();

    assertThat(second.get()).singleElement().isInstanceOf(Outcome.Trained.class);
    assertThat(trained).hasValue(2);
  }

  private static void swallowInterrupt(CandidateEvaluator evaluator, List<Architecture> batch) {
    try {
      evaluator.evaluate(batch);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void evaluate_withKnownOutcomes_tellsThemWithoutTrainingAndCountsAsTheFirstRunDid()
      throws Exception {
    FakeTrainer trainer = new FakeTrainer();
    List<Architecture> three = FakeTrainer.candidates(3);
    Outcome known = new Outcome.Failed(three.get(1), "known", Duration.ofSeconds(2));
    MemoizingEvaluator evaluator =
        new MemoizingEvaluator(closedLater(new LocalEvaluator(trainer, 1)), List.of(known));
    List<Outcome> heard = new ArrayList<>();
    List<Outcome> outcomes = evaluator.evaluate(three, heard::add);

    assertThat(outcomes.get(1)).isSameAs(known);
    assertThat(heard).containsExactlyInAnyOrderElementsOf(outcomes);
    assertThat(trainer.trainings()).hasSize(2).doesNotContainKey(three.get(1).id());
  }

  @Test
  void evaluate_ofASource_answersWhatIsKnownAndTrainsTheRest() throws Exception {
    List<Architecture> batch = FakeTrainer.candidates(6);
    FakeTrainer trainer = new FakeTrainer();
    MemoizingEvaluator evaluator = evaluator(trainer);
    evaluator.evaluate(batch.subList(0, 3));

    List<Architecture> heard = new ArrayList<>();
    Iterator<Architecture> offers =
        List.of(batch.get(1), batch.get(4), batch.get(2), batch.get(5), batch.get(4)).iterator();
    evaluator.evaluate(
        () -> offers.hasNext() ? List.of(offers.next()) : List.of(),
        outcome -> heard.add(outcome.architecture()));

    assertThat(heard).contains(batch.get(1), batch.get(2), batch.get(4), batch.get(5));
    assertThat(trainer.trainings()).hasSize(5).allSatisfy((id, n) -> assertThat(n).isOne());
    assertThat(evaluator.evaluate(batch)).hasSize(6);
  }
}
