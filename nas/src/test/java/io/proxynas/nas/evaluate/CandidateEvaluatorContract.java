package io.proxynas.nas.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.candidate.CandidateScores;
import io.proxynas.nas.candidate.CandidateTrainer;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.candidate.Outcome.Failed;
import io.proxynas.nas.candidate.Outcome.Trained;
import io.proxynas.nas.evaluate.CandidateEvaluator.Observer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every {@link CandidateEvaluator} promises. */
@Timeout(60)
public abstract class CandidateEvaluatorContract {

  protected static final int WORKERS = 3;

  private final List<AutoCloseable> opened = new ArrayList<>();

  /** The evaluator under test, on three workers that train with the trainer. */
  protected abstract CandidateEvaluator evaluator(CandidateTrainer trainer) throws Exception;

  /** Has something closed after the test. */
  protected final <T extends AutoCloseable> T closedLater(T resource) {
    opened.add(0, resource);
    return resource;
  }

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable resource : opened) {
      resource.close();
    }
  }

  @Test
  void evaluate_ofABatch_keepsItsOrder() throws Exception {
    List<Architecture> batch = FakeTrainer.candidates(60);
    List<Outcome> outcomes = evaluator(new FakeTrainer()).evaluate(batch);

    assertThat(outcomes).extracting(Outcome::architecture).containsExactlyElementsOf(batch);
    assertThat(outcomes)
        .allSatisfy(
            outcome -> {
              assertThat(((Trained) outcome).scores().validationAccuracy())
                  .isEqualTo(FakeTrainer.hashedAccuracy(outcome.architecture()));
              assertThat(outcome.duration()).isPositive();
            });
  }

  @Test
  void evaluate_ofAnEmptyBatch_givesNothing() throws Exception {
    assertThat(evaluator(new FakeTrainer()).evaluate(List.of())).isEmpty();
  }

  @Test
  void evaluate_ofDuplicates_answersEach() throws Exception {
    Architecture one = FakeTrainer.candidates(1).get(0);
    assertThat(evaluator(new FakeTrainer()).evaluate(List.of(one, one, one)))
        .extracting(Outcome::architecture)
        .containsExactly(one, one, one);
  }

  @Test
  void evaluate_ofFailingCandidates_givesOutcomesWithReasons() throws Exception {
    List<Architecture> batch = FakeTrainer.candidates(5);
    CandidateTrainer trainer =
        architecture -> {
          switch (batch.indexOf(architecture)) {
            case 0 -> throw new IllegalArgumentException("depth must be at most 4, but was 5");
            case 1 -> throw new OutOfMemoryError("Java heap space");
            case 2 -> throw new IllegalStateException();
            case 3 -> {
              return new CandidateScores(Double.NaN, 1, 1, 1, 1);
            }
            default -> {
              return new CandidateScores(0.5, 1, 1, 1, 1);
            }
          }
        };
    List<Outcome> outcomes = evaluator(trainer).evaluate(batch);

    assertThat(outcomes.subList(0, 4))
        .extracting(outcome -> ((Failed) outcome).reason())
        .containsExactly(
            "depth must be at most 4, but was 5",
            "training ended with OutOfMemoryError: Java heap space",
            "training ended with IllegalStateException",
            "validation accuracy must be in [0, 1], but was NaN");
    assertThat(outcomes.get(4)).isInstanceOf(Trained.class);
  }

  @Test
  void evaluate_observed_tellsEachOutcomeInTheCallingThread() throws Exception {
    List<Architecture> batch = FakeTrainer.candidates(40);
    List<Outcome> heard = new ArrayList<>();
    Set<Thread> threads = new HashSet<>();
    List<Outcome> outcomes =
        evaluator(new FakeTrainer())
            .evaluate(
                batch,
                outcome -> {
                  heard.add(outcome);
                  threads.add(Thread.currentThread());
                });

    assertThat(heard).containsExactlyInAnyOrderElementsOf(outcomes);
    assertThat(threads).containsExactly(Thread.currentThread());
  }

  @Test
  void evaluate_whoseObserverFails_throwsAndTrainsNoMore() throws Exception {
    List<Architecture> batch = FakeTrainer.candidates(50);
    FakeTrainer quick = new FakeTrainer();
    AtomicBoolean slow = new AtomicBoolean(true);
    AtomicInteger training = new AtomicInteger();
    CandidateTrainer trainer =
        architecture -> {
          training.incrementAndGet();
          try {
            if (slow.get() && !architecture.equals(batch.get(0))) {
              Thread.sleep(100_000);
            }
            return quick.train(architecture);
          } finally {
            training.decrementAndGet();
          }
        };
    CandidateEvaluator evaluator = evaluator(trainer);
    Observer full =
        outcome -> {
          throw new UncheckedIOException(new IOException("No space left on device"));
        };
    assertThatThrownBy(() -> evaluator.evaluate(batch, full))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("No space left on device");
    assertThat(training).hasValue(0);

    slow.set(false);
    assertThat(evaluator.evaluate(batch)).hasSize(50).allMatch(Trained.class::isInstance);
  }

  @Test
  void evaluate_stoppedByItsObserver_givesWhatWasStartedInOrder() throws Exception {
    List<Architecture> batch = FakeTrainer.candidates(100);
    AtomicInteger heard = new AtomicInteger();
    AtomicInteger asked = new AtomicInteger();
    Observer stopsAfterTen =
        new Observer() {
          @Override
          public void finished(Outcome outcome) {
            heard.incrementAndGet();
          }

          @Override
          public boolean mayStart() {
            return asked.incrementAndGet() <= 10;
          }
        };
    CandidateEvaluator evaluator = evaluator(new FakeTrainer());
    List<Outcome> outcomes = evaluator.evaluate(batch, stopsAfterTen);

    assertThat(heard).hasValue(10);
    assertThat(outcomes)
        .hasSize(10)
        .extracting(Outcome::architecture)
        .isSubsetOf(batch)
        .isSortedAccordingTo(Comparator.comparingInt(batch::indexOf));
    assertThat(evaluator.evaluate(batch)).hasSize(100);
  }

  @Test
  void evaluate_interrupted_tellsWhatWasFinishedAndJoinsTheWorkers() throws Exception {
    FakeTrainer quick = new FakeTrainer();
    CountDownLatch quickOnesDone = new CountDownLatch(4);
    AtomicInteger stuck = new AtomicInteger();
    List<Architecture> batch = FakeTrainer.candidates(30);
    CandidateTrainer trainer =
        architecture -> {
          if (batch.indexOf(architecture) < 4) {
            return quick.train(architecture);
          }
          stuck.incrementAndGet();
          try {
            Thread.sleep(100_000);
          } catch (InterruptedException e) {
            // As code does that cannot declare it: this must not become a failed outcome.
            throw new IllegalStateException("interrupted", e);
          } finally {
            stuck.decrementAndGet();
          }
          throw new AssertionError("not interrupted");
        };
    CandidateEvaluator evaluator = evaluator(trainer);
    List<Outcome> heard = new ArrayList<>();
    FutureTask<Boolean> stopped =
        new FutureTask<>(
            () -> {
              try {
                evaluator.evaluate(
                    batch,
                    outcome -> {
                      heard.add(outcome);
                      quickOnesDone.countDown();
                    });
                return false;
              } catch (InterruptedException e) {
                return stuck.get() == 0;
              }
            });
    Thread caller = new Thread(stopped);
    caller.start();
    quickOnesDone.await();
    caller.interrupt();

    assertThat(stopped.get()).isTrue();
    assertThat(heard)
        .extracting(Outcome::architecture)
        .containsExactlyInAnyOrderElementsOf(batch.subList(0, 4));
    assertThat(evaluator.evaluate(batch.subList(0, 4))).hasSize(4);
  }

  /** Offers a batch in pieces: one candidate at first, then two after each outcome. */
  private static CandidateSource piecewise(List<Architecture> batch) {
    Deque<Architecture> rest = new ArrayDeque<>(batch);
    return () -> {
      List<Architecture> piece = new ArrayList<>();
      int size = rest.size() == batch.size() ? 1 : 2;
      while (piece.size() < size && !rest.isEmpty()) {
        piece.add(rest.remove());
      }
      return piece;
    };
  }

  @Test
  void evaluate_ofASource_tellsEachOutcomeOnceInTheCallingThread() throws Exception {
    List<Architecture> batch = FakeTrainer.candidates(40);
    FakeTrainer trainer = new FakeTrainer();
    List<Architecture> heard = new ArrayList<>();
    Set<Thread> threads = new HashSet<>();
    CandidateSource source = piecewise(batch);
    evaluator(trainer)
        .evaluate(
            () -> {
              threads.add(Thread.currentThread());
              return source.next();
            },
            outcome -> {
              heard.add(outcome.architecture());
              threads.add(Thread.currentThread());
            });

    assertThat(heard).containsExactlyInAnyOrderElementsOf(batch);
    assertThat(trainer.trainings().values()).hasSize(40).containsOnly(1);
    assertThat(threads).containsExactly(Thread.currentThread());
  }

  @Test
  void evaluate_ofASource_asksAgainAfterEachOutcome() throws Exception {
    List<Architecture> batch = FakeTrainer.candidates(20);
    int[] offered = {0};
    AtomicInteger heard = new AtomicInteger();
    evaluator(new FakeTrainer())
        .evaluate(
            () ->
                heard.get() < offered[0] || offered[0] == 20
                    ? List.of()
                    : batch.subList(offered[0], ++offered[0]),
            outcome -> heard.incrementAndGet());
    assertThat(heard).hasValue(20);
  }

  @Test
  void evaluate_ofASourceThatIsEmpty_endsAtOnce() throws Exception {
    evaluator(new FakeTrainer()).evaluate(List::of, outcome -> fail("nothing was offered"));
  }

  @Test
  void evaluate_ofASourceStoppedByTheObserver_endsWithWhatWasStarted() throws Exception {
    AtomicInteger heard = new AtomicInteger();
    AtomicInteger asked = new AtomicInteger();
    Observer stopsAfterTen =
        new Observer() {
          @Override
          public void finished(Outcome outcome) {
            heard.incrementAndGet();
          }

          @Override
          public boolean mayStart() {
            return asked.incrementAndGet() <= 10;
          }
        };
    evaluator(new FakeTrainer()).evaluate(piecewise(FakeTrainer.candidates(50)), stopsAfterTen);
    assertThat(heard.get()).isBetween(1, 10);
  }

  @Test
  void evaluate_fromSeveralThreads_answersEachCaller() throws Exception {
    List<Architecture> batch = FakeTrainer.candidates(30);
    FakeTrainer trainer = new FakeTrainer();
    CandidateEvaluator evaluator = evaluator(trainer);
    ExecutorService callers = Executors.newFixedThreadPool(4);
    closedLater(callers::shutdownNow);
    List<Callable<List<Outcome>>> calls = Collections.nCopies(4, () -> evaluator.evaluate(batch));
    for (Future<List<Outcome>> answer : callers.invokeAll(calls)) {
      assertThat(answer.get()).extracting(Outcome::architecture).containsExactlyElementsOf(batch);
    }
    assertThat(trainer.mostRunning()).isLessThanOrEqualTo(WORKERS);
  }
}
