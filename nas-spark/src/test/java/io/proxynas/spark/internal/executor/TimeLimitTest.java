package io.proxynas.spark.internal.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.candidate.CandidateScores;
import io.proxynas.nas.candidate.CandidateTrainer;
import io.proxynas.nas.evaluate.FakeTrainer;
import io.proxynas.train.ProcessorTime;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TimeLimitTest {

  private static final Architecture NET = FakeTrainer.candidates(1).get(0);
  private static final Duration LONG = Duration.ofHours(1);
  private static final Duration SHORT = Duration.ofMillis(50);

  @Test
  void train_inTime_givesTheScores() throws InterruptedException {
    FakeTrainer fake = new FakeTrainer();
    assertThat(new TimeLimit(fake, LONG, LONG).train(NET)).isEqualTo(fake.train(NET));
  }

  @Test
  void train_processorTimeOfItsThread_countsForTheWorker() throws InterruptedException {
    long work = 3_000_000;
    CandidateTrainer computing =
        architecture -> {
          long start = ProcessorTime.nanos();
          while (ProcessorTime.nanos() - start < work) {
            Thread.onSpinWait();
          }
          return new FakeTrainer().train(architecture);
        };
    long start = ProcessorTime.nanos();
    new TimeLimit(computing, LONG, LONG).train(NET);
    assertThat(ProcessorTime.nanos() - start).isGreaterThanOrEqualTo(work);
  }

  @Test
  void train_thatFails_throwsTheSame() {
    IllegalArgumentException refused = new IllegalArgumentException("too deep");
    OutOfMemoryError full = new OutOfMemoryError("Java heap space");
    InterruptedException stopped = new InterruptedException("by itself");
    for (Throwable thrown : new Throwable[] {refused, full, stopped}) {
      assertThatThrownBy(() -> new TimeLimit(throwing(thrown), LONG, LONG).train(NET))
          .isSameAs(thrown);
    }
  }

  private static CandidateTrainer throwing(Throwable thrown) {
    return architecture -> {
      if (thrown instanceof InterruptedException e) {
        throw e;
      }
      if (thrown instanceof Error e) {
        throw e;
      }
      throw (RuntimeException) thrown;
    };
  }

  @Test
  void train_tooLong_isInterruptedAndRefused() {
    AtomicBoolean interrupted = new AtomicBoolean();
    CandidateTrainer sleeper =
        architecture -> {
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            interrupted.set(true);
            throw e;
          }
          throw new AssertionError("not interrupted");
        };
    assertThatThrownBy(() -> new TimeLimit(sleeper, SHORT, LONG).train(NET))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "a candidate must be trained within 0s, but %s was not: raise spark.proxynas.candidate.timeLimit",
            NET.id());
    assertThat(interrupted).isTrue();
  }

  @Test
  void train_deafToItsInterrupt_isLeftBehind() {
    CountDownLatch end = new CountDownLatch(1);
    CandidateTrainer deaf =
        architecture -> {
          while (true) {
            try {
              end.await();
              return new FakeTrainer().train(architecture);
            } catch (InterruptedException e) {
              continue; // as native code does
            }
          }
        };
    assertThatThrownBy(() -> new TimeLimit(deaf, SHORT, SHORT).train(NET))
        .hasMessageStartingWith("a candidate must be trained within");
    end.countDown();
  }

  @Test
  void train_interrupted_interruptsTheTraining() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    AtomicBoolean interrupted = new AtomicBoolean();
    CandidateTrainer sleeper =
        architecture -> {
          started.countDown();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            interrupted.set(true);
            throw e;
          }
          throw new AssertionError("not interrupted");
        };
    FutureTask<CandidateScores> training =
        new FutureTask<>(() -> new TimeLimit(sleeper, LONG, LONG).train(NET));
    Thread caller = new Thread(training);
    caller.start();
    started.await();
    caller.interrupt();
    assertThatThrownBy(training::get).hasCauseInstanceOf(InterruptedException.class);
    assertThat(interrupted).isTrue();
  }
}
