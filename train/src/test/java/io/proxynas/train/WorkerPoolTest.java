package io.proxynas.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class WorkerPoolTest {

  @Test
  void run_results_areInTheOrderOfTheTasks() throws Exception {
    CountDownLatch secondIsDone = new CountDownLatch(1);
    Callable<String> waits =
        () -> {
          secondIsDone.await();
          return "first";
        };
    Callable<String> goes =
        () -> {
          secondIsDone.countDown();
          return "second";
        };
    try (WorkerPool pool = new WorkerPool("test", 2)) {
      assertThat(pool.run(List.of(waits, goes))).containsExactly("first", "second");
      assertThat(pool.run(List.of())).isEmpty();
    }
  }

  @Test
  void each_runsOnAllThreadsAtOnce() throws Exception {
    Set<String> threads = ConcurrentHashMap.newKeySet();
    CyclicBarrier meeting = new CyclicBarrier(3);
    try (WorkerPool pool = new WorkerPool("test", 3)) {
      assertThat(pool.count()).isEqualTo(3);
      pool.each(
          number -> {
            try {
              meeting.await(); // passes only if three meet
            } catch (Exception e) {
              throw new IllegalStateException(e);
            }
            threads.add(number + " " + Thread.currentThread().isDaemon());
          });
    }
    assertThat(threads).containsExactlyInAnyOrder("0 true", "1 true", "2 true");
  }

  @Test
  void run_ofATaskThatFails_throwsWhatItThrewAfterAllHaveEnded() {
    AtomicBoolean other = new AtomicBoolean();
    ArithmeticException diverged = new ArithmeticException("diverged");
    Callable<Boolean> fails =
        () -> {
          throw diverged;
        };
    try (WorkerPool pool = new WorkerPool("test", 1)) {
      assertThatThrownBy(() -> pool.run(List.of(fails, () -> other.getAndSet(true))))
          .isSameAs(diverged);
      assertThat(other).isTrue();
      Callable<Boolean> interrupted =
          () -> {
            throw new InterruptedException("by itself");
          };
      assertThatThrownBy(() -> pool.run(List.of(interrupted)))
          .isInstanceOf(InterruptedException.class)
          .hasMessage("by itself");
      Callable<Boolean> full =
          () -> {
            throw new OutOfMemoryError("Java heap space");
          };
      assertThatThrownBy(() -> pool.run(List.of(full)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("the work of a thread failed: java.lang.OutOfMemoryError: Java heap space");
    }
  }

  @Test
  void close_interruptedAgainAndAgain_waitsForTheEndOfEveryThread() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    AtomicBoolean ended = new AtomicBoolean();
    WorkerPool pool = new WorkerPool("test", 1);
    pool.start(
        () -> {
          started.countDown();
          while (mayEnd.getCount() > 0) { // ignores its interrupt, as native code does
            Thread.interrupted();
            Thread.onSpinWait();
          }
          ended.set(true);
        });
    started.await();
    AtomicBoolean endedBefore = new AtomicBoolean();
    AtomicBoolean stillInterrupted = new AtomicBoolean();
    Thread closing =
        new Thread(
            () -> {
              pool.close();
              endedBefore.set(ended.get());
              stillInterrupted.set(Thread.currentThread().isInterrupted());
            });
    closing.start();
    for (int i = 0; i < 3; i++) {
      while (closing.getState() != Thread.State.TIMED_WAITING) {
        Thread.onSpinWait();
      }
      closing.interrupt();
    }
    assertThat(closing.isAlive()).isTrue();
    assertThat(pool.isClosed()).isTrue();

    mayEnd.countDown();
    closing.join();

    assertThat(endedBefore).isTrue();
    assertThat(stillInterrupted).isTrue();
    pool.close();
  }

  @Test
  void create_withoutThreads_isRefused() {
    assertThatThrownBy(() -> new WorkerPool("test", 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("workers must be at least 1, but was 0");
  }
}
