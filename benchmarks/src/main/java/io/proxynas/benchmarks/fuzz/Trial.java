package io.proxynas.benchmarks.fuzz;

import com.sun.management.ThreadMXBean;
import io.proxynas.train.data.DataException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One reading of a folder, held against the rule.
 *
 * @param refused whether the file was refused
 * @param fault what broke the rule; nothing if nothing did
 * @param thrown what the reader threw
 */
record Trial(boolean refused, Optional<String> fault, @Nullable Throwable thrown) {

  /** Processor time of the reading thread. */
  static final Duration MOST_TIME = Duration.ofSeconds(5);

  /** Bytes that the reading thread allocates, beyond the size of the files. */
  static final long MOST_BYTES = 256L << 20;

  /** By the clock: what waits for itself. */
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** What a reading took. */
  private record Use(long nanos, long bytes, @Nullable Throwable thrown) {}

  /**
   * Reads in a thread of its own, whose stack is that of a usual thread.
   *
   * @param size of the files in bytes
   */
  static Trial of(Target.Reader reader, Path folder, long size) throws InterruptedException {
    List<String> warnings = new ArrayList<>();
    FutureTask<Use> task = new FutureTask<>(() -> use(reader, folder, warnings));
    Thread thread = new Thread(task, "fuzz");
    thread.setDaemon(true);
    thread.start();
    try {
      return judged(task.get(PATIENCE.toSeconds(), TimeUnit.SECONDS), folder, size, warnings);
    } catch (TimeoutException e) {
      Throwable where = new IllegalStateException("it waits");
      where.setStackTrace(thread.getStackTrace());
      return new Trial(false, Optional.of("does not end"), where);
    } catch (ExecutionException e) {
      return new Trial(false, Optional.of("cannot be measured"), e.getCause());
    }
  }

  @SuppressWarnings("CatchAndPrintStackTrace")
  private static Use use(Target.Reader reader, Path folder, List<String> warnings) {
    long nanos = THREADS.getCurrentThreadCpuTime();
    long bytes = THREADS.getCurrentThreadAllocatedBytes();
    Throwable thrown = null;
    try {
      reader.read(folder, warnings::add);
    } catch (Throwable e) { // errors of the machine are what is looked for
      thrown = e;
    }
    return new Use(
        THREADS.getCurrentThreadCpuTime() - nanos,
        THREADS.getCurrentThreadAllocatedBytes() - bytes,
        thrown);
  }

  private static Trial judged(Use use, Path folder, long size, List<String> warnings) {
    Throwable thrown = use.thrown();
    return new Trial(thrown != null, fault(use, folder, size, warnings), thrown);
  }

  private static Optional<String> fault(Use use, Path folder, long size, List<String> warnings) {
    if (use.nanos() > MOST_TIME.toNanos()) {
      return Optional.of("takes more than %d s".formatted(MOST_TIME.toSeconds()));
    }
    if (use.bytes() - size > MOST_BYTES) {
      return Optional.of("allocates more than %d MiB".formatted(MOST_BYTES >> 20));
    }
    for (String warning : warnings) {
      Optional<String> fault = Sentence.fault(warning, folder);
      if (fault.isPresent()) {
        return fault.map(what -> "a warning %s".formatted(what));
      }
    }
    return use.thrown() == null ? Optional.empty() : refusal(use.thrown(), folder);
  }

  private static Optional<String> refusal(Throwable thrown, Path folder) {
    boolean forTheUser =
        thrown instanceof DataException
            || thrown instanceof IOException
            || thrown instanceof UncheckedIOException
            || thrown.getClass() == IllegalArgumentException.class;
    return forTheUser
        ? Sentence.fault(thrown.getMessage(), folder).map(what -> "the message " + what)
        : Optional.of("throws what is not for the user");
  }
}
