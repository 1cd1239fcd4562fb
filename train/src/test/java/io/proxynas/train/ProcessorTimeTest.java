package io.proxynas.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Work is counted in processor time, of which a test takes as much as it wants. */
class ProcessorTimeTest {

  private static final long WORK = 3_000_000;

  /** Computes for 3 ms of this thread's processor time. */
  private static Void compute() {
    long start = ProcessorTime.nanos();
    while (ProcessorTime.nanos() - start < WORK) {
      Thread.onSpinWait();
    }
    return null;
  }

  /** Sleeps until the clock has moved on by 3 ms. */
  private static Void sleep() {
    long start = System.nanoTime();
    while (System.nanoTime() - start < WORK) {
      LockSupport.parkNanos(WORK);
    }
    return null;
  }

  @Test
  void nanos_ofAThreadThatSleeps_areFewerThanByTheClock() {
    long clock = System.nanoTime();
    long start = ProcessorTime.nanos();
    sleep();
    long worked = ProcessorTime.nanos() - start;
    assertThat(worked).isLessThan(System.nanoTime() - clock);
  }

  @Test
  void run_ofAPool_countsTheWorkOfItsTasksForTheCaller() throws Exception {
    try (WorkerPool pool = new WorkerPool("test", 2)) {
      long start = ProcessorTime.nanos();
      pool.run(List.<Callable<Void>>of(ProcessorTimeTest::compute, ProcessorTimeTest::compute));
      pool.each(thread -> compute());
      assertThat(ProcessorTime.nanos() - start).isGreaterThanOrEqualTo(4 * WORK);
    }
  }

  @Test
  void run_ofAPoolWithinATask_countsForTheOutermostCaller() throws Exception {
    Callable<Void> nested =
        () -> {
          try (WorkerPool inner = new WorkerPool("inner", 1)) {
            return inner.run(List.<Callable<Void>>of(ProcessorTimeTest::compute)).get(0);
          }
        };
    try (WorkerPool pool = new WorkerPool("test", 1)) {
      long start = ProcessorTime.nanos();
      pool.run(List.of(nested));
      assertThat(ProcessorTime.nanos() - start).isGreaterThanOrEqualTo(WORK);
    }
  }

  @Test
  void run_ofATaskThatFails_countsItsWorkToo() {
    Callable<Void> fails =
        () -> {
          compute();
          throw new ArithmeticException("diverged");
        };
    try (WorkerPool pool = new WorkerPool("test", 1)) {
      long start = ProcessorTime.nanos();
      assertThatThrownBy(() -> pool.run(List.of(fails))).hasMessage("diverged");
      assertThat(ProcessorTime.nanos() - start).isGreaterThanOrEqualTo(WORK);
    }
  }

  @Test
  void settle_countsWhatAnotherThreadHasDone_once() throws Exception {
    ProcessorTime.Delegated work = new ProcessorTime.Delegated();
    FutureTask<Void> task = new FutureTask<>(() -> work.run(ProcessorTimeTest::compute));
    Thread thread = new Thread(task);
    thread.start();
    thread.join();
    long start = ProcessorTime.nanos();
    work.settle();
    long once = ProcessorTime.nanos();
    assertThat(once - start).isGreaterThanOrEqualTo(WORK);
    work.settle();
    assertThat(ProcessorTime.nanos() - once).isLessThan(WORK);
  }

  @Test
  void byClock_ofWorkThatOthersDo_countsTheClock() {
    long start = ProcessorTime.nanos();
    ProcessorTime.byClock(ProcessorTimeTest::sleep);
    assertThat(ProcessorTime.nanos() - start).isGreaterThanOrEqualTo(WORK);
  }

  @Test
  void byClock_ofWorkOfAPool_countsItOnce() throws Exception {
    try (WorkerPool pool = new WorkerPool("test", 1)) {
      long clock = System.nanoTime();
      long start = ProcessorTime.nanos();
      ProcessorTime.byClock(
          () -> {
            try {
              return pool.run(List.<Callable<Void>>of(ProcessorTimeTest::compute));
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
          });
      long worked = ProcessorTime.nanos() - start;
      // The processor time of both threads is below twice the clock's, whose rest is added.
      assertThat(worked).isBetween(WORK, 2 * (System.nanoTime() - clock));
    }
  }
}
