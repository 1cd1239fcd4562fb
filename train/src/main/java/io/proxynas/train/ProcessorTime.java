package io.proxynas.train;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/**
 * Worker time: the processor time of a thread, and of those that work for it while it waits. Unlike
 * the clock it says what a piece of work costs, whatever else the machine does.
 *
 * <p>A network of the engine computes in the thread that calls it ({@link
 * io.proxynas.engine.Threads#ONE}), so a thread's time has all of its work. What the threads of a
 * {@link WorkerPool} do counts for the thread that runs them. Where libraries work in threads of
 * their own, {@link #byClock} counts the clock. Of a network on a card this is the time of the
 * thread that feeds the card.
 */
public final class ProcessorTime {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final boolean KNOWN = THREADS.isCurrentThreadCpuTimeSupported();

  /** Nanoseconds that others worked for a thread, one value. */
  private static final ThreadLocal<long[]> OF_OTHERS = ThreadLocal.withInitial(() -> new long[1]);

  private ProcessorTime() {}

  /**
   * The worker time of the calling thread in nanoseconds, from any origin, as {@link
   * System#nanoTime} is by the clock. It is the clock where the JVM cannot tell it.
   */
  public static long nanos() {
    long own = KNOWN ? THREADS.getCurrentThreadCpuTime() : System.nanoTime();
    return own + OF_OTHERS.get()[0];
  }

  /**
   * Does work, in this thread, that other threads have an unknown part in: it counts at least as
   * long as it takes by the clock.
   */
  public static <T> T byClock(Supplier<T> work) {
    long clock = System.nanoTime();
    long counted = nanos();
    try {
      return work.get();
    } finally {
      long missing = (System.nanoTime() - clock) - (nanos() - counted);
      OF_OTHERS.get()[0] += Math.max(0, missing);
    }
  }

  /** What other threads do for the one that waits for them. */
  public static final class Delegated {

    private final LongAdder nanos = new LongAdder();

    /** Does a part of the work, in the thread that calls this. */
    public <T> T run(Callable<T> work) throws Exception {
      long start = ProcessorTime.nanos();
      try {
        return work.call();
      } finally {
        nanos.add(ProcessorTime.nanos() - start);
      }
    }

    /** Counts what has ended of it for the calling thread, once. */
    public void settle() {
      OF_OTHERS.get()[0] += nanos.sumThenReset();
    }
  }
}
