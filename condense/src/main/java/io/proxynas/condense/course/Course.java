package io.proxynas.condense.course;

import io.proxynas.engine.Progress;
import io.proxynas.train.ProcessorTime;
import io.proxynas.train.check.Require;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One condensation from its beginning to its end: runs the iterations, tells of them, counts the
 * time, and keeps checkpoints. For one thread.
 *
 * <p>Checkpoints and limits decide how many iterations are taken now, never what an iteration does:
 * a set that a limit ended after k iterations is that of k iterations.
 */
public final class Course {

  /** The name under which a method's configuration tells its iterations. */
  public static final String ITERATIONS = "iterations";

  // Checkpoints take at most a fiftieth of the time, and a second's work is not worth one.
  private static final int LEAST_SHARE = 50;
  private static final long LEAST_NANOS = 1_000_000_000;

  /** Hears how far a condensation has come. */
  @FunctionalInterface
  public interface Listener {

    /** Hears nothing. */
    Listener NONE = (done, total, loss) -> {};

    /**
     * {@code done} of {@code total} units are finished: iterations, or epochs of a network that
     * chooses images.
     *
     * @param loss of the last iteration; NaN where there is none
     */
    void at(long done, long total, double loss);

    /**
     * The work goes on that earlier sessions began, before the first unit of this one.
     *
     * @param elapsed so far, which a limit of time counts
     */
    default void goesOn(Duration elapsed) {}
  }

  /**
   * What ends a condensation before the last iteration that its method plans.
   *
   * @param iterations the most that are taken, at least 1
   * @param time after which no further iteration begins, but the first; that of earlier sessions
   *     counts
   */
  public record Limits(int iterations, Optional<Duration> time) {

    /** Nothing does. */
    static final Limits NONE = of(Optional.empty());

    public Limits {
      Require.atLeastOne("the limit of iterations", iterations);
    }

    /** Time alone, if any. */
    public static Limits of(Optional<Duration> time) {
      return new Limits(Integer.MAX_VALUE, time);
    }
  }

  private final Listener listener;
  private final Limits limits;
  private final @Nullable CheckpointFile checkpoints;
  private final @Nullable SharedFolder shared;
  private final LongSupplier nanoTime;
  private final WorkTime time;
  private Duration sharedElapsed = Duration.ZERO;
  private Duration sharedWorked = Duration.ZERO;
  private double[] losses = {};
  private boolean ended;
  private int kept;
  private long keptAt;
  private long keepingNanos;

  /**
   * Begins.
   *
   * @param limits which may end it early
   * @param checkpoints where they are kept, if anywhere
   * @param shared where work that other sets need too is kept, if anywhere
   * @param nanoTime as {@link System#nanoTime}
   * @param processorNanos as {@link ProcessorTime#nanos}
   */
  public Course(
      Listener listener,
      Limits limits,
      @Nullable CheckpointFile checkpoints,
      @Nullable SharedFolder shared,
      LongSupplier nanoTime,
      LongSupplier processorNanos) {
    this.listener = listener;
    this.limits = limits;
    this.checkpoints = checkpoints;
    this.shared = shared;
    this.nanoTime = nanoTime;
    time = new WorkTime(nanoTime, processorNanos);
    keptAt = nanoTime.getAsLong();
  }

  /** Without limit; nothing is kept. */
  public static Course of(Listener listener) {
    return new Course(listener, Limits.NONE, null, null, System::nanoTime, ProcessorTime::nanos);
  }

  /** For what has no iterations of its own, such as the training of a network. */
  public Progress progress() {
    return (done, total) -> listener.at(done, total, Double.NaN);
  }

  /**
   * Does work that other sets need too, or takes its result from where an earlier set has left it.
   * A set costs the same in both cases: the time that the work took is counted.
   *
   * @throws InterruptedException if the thread is interrupted
   */
  public void share(Shared work) throws InterruptedException {
    if (shared == null) {
      work.run(progress());
      return;
    }
    CheckpointFile file = shared.file(work);
    Optional<Checkpoint> before = file.restore(work, Integer.MAX_VALUE);
    Checkpoint result = before.isPresent() ? take(before.get()) : run(work, file);
    sharedElapsed = sharedElapsed.plus(result.elapsed());
    sharedWorked = sharedWorked.plus(result.worked());
  }

  private Checkpoint take(Checkpoint result) {
    time.add(result.elapsed(), result.worked());
    progress().at(1, 1);
    return result;
  }

  private Checkpoint run(Shared work, CheckpointFile file) throws InterruptedException {
    Duration elapsed = time.elapsed();
    Duration worked = time.worked();
    work.run(progress());
    Checkpoint result =
        new Checkpoint(new double[0], time.elapsed().minus(elapsed), time.worked().minus(worked));
    file.write(result, work);
    return result;
  }

  /**
   * Takes all iterations of a method that the last checkpoint does not have, as far as the limit
   * allows.
   *
   * @param planned iterations, at least 1
   * @throws ArithmeticException if a loss is not finite
   * @throws InterruptedException if the thread is interrupted; a {@link CondensationInterrupted} if
   *     there is a checkpoint
   */
  public void iterate(int planned, Iterative method) throws InterruptedException {
    int end = Math.min(planned, limits.iterations());
    int done = resume(end, method);
    try {
      while (done < end && (done == 0 || !limitReached())) {
        double loss = method.step(done);
        requireFinite(loss, done);
        append(loss, done++, end);
        listener.at(done, end, loss);
        keepIfDue(done, method);
      }
    } catch (InterruptedException e) {
      throw kept > 0 ? new CondensationInterrupted(kept, planned) : e;
    }
    losses = Arrays.copyOf(losses, done);
    ended = done < planned;
    if (ended) {
      keep(done, method);
    }
  }

  /** The time of earlier sessions has that of the shared work, which this one has counted too. */
  private int resume(int end, Iterative method) {
    Optional<Checkpoint> last =
        checkpoints == null ? Optional.empty() : checkpoints.restore(method, end);
    if (last.isEmpty()) {
      return 0;
    }
    losses = last.get().losses();
    time.add(last.get().elapsed().minus(sharedElapsed), last.get().worked().minus(sharedWorked));
    kept = losses.length;
    if (kept > 0) {
      listener.goesOn(time.elapsed());
      listener.at(kept, end, losses[kept - 1]);
    }
    return kept;
  }

  private boolean limitReached() {
    return limits.time().isPresent() && time.elapsed().compareTo(limits.time().get()) >= 0;
  }

  private static void requireFinite(double loss, int iteration) {
    if (!Double.isFinite(loss)) {
      throw new ArithmeticException(
          "the loss must be finite, but was %s in iteration %d; a lower learning rate may help"
              .formatted(loss, iteration + 1));
    }
  }

  private void append(double loss, int at, int end) {
    if (at == losses.length) {
      losses = Arrays.copyOf(losses, Math.min(end, 2 * at + 100));
    }
    losses[at] = loss;
  }

  private void keepIfDue(int done, Iterative method) {
    long since = nanoTime.getAsLong() - keptAt;
    if (since >= Math.max(LEAST_NANOS, LEAST_SHARE * keepingNanos)) {
      keep(done, method);
    }
  }

  private void keep(int done, Iterative method) {
    if (checkpoints == null) {
      return;
    }
    long start = nanoTime.getAsLong();
    double[] its = Arrays.copyOf(losses, done);
    if (checkpoints.write(new Checkpoint(its, time.elapsed(), time.worked()), method)) {
      kept = done;
    }
    keptAt = nanoTime.getAsLong();
    keepingNanos = keptAt - start;
  }

  /** Whether a limit ended it before the last iteration that was planned. */
  public boolean ended() {
    return ended;
  }

  /** The loss before each iteration taken, those of earlier sessions too; empty without any. */
  public double[] losses() {
    return losses.clone();
  }

  /** The time it took by the clock, that of earlier sessions up to their last checkpoint too. */
  public Duration elapsed() {
    return time.elapsed();
  }

  /**
   * The worker time of this thread and of those that worked for it, that of earlier sessions too.
   */
  public Duration worked() {
    return time.worked();
  }
}
