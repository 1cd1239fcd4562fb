package io.proxynas.eval.progress;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/** How fast a piece of work goes, and so how long it still takes. Usable from several threads. */
public final class ProgressRate {

  /**
   * What is done so early came from a journal, and says nothing of the rate. So does all that is
   * done at the first call, unless it is one unit: it came from a checkpoint. Another total begins
   * work of another kind, as iterations after the training of embedding networks.
   */
  private static final long HEAD_START_NANOS = 500_000_000;

  private final LongSupplier nanoTime;
  private final Duration most;
  private final long start;
  private long head;
  private long headNanos;
  private boolean begun;
  private long done;
  private long total;

  /**
   * Starts now, by the given clock.
   *
   * @param most the time after which the work ends, done or not
   */
  public ProgressRate(LongSupplier nanoTime, Duration most) {
    this.nanoTime = nanoTime;
    this.most = most;
    this.start = nanoTime.getAsLong();
  }

  /** So much is done. */
  public synchronized void at(long nowDone, long nowTotal) {
    boolean first = !begun;
    boolean other = begun && nowTotal != total;
    begun = true;
    done = nowDone;
    total = nowTotal;
    long elapsed = elapsedNanos();
    if (elapsed < HEAD_START_NANOS || first && nowDone > 1 || other) {
      head = nowDone;
      headNanos = elapsed;
    }
  }

  private long elapsedNanos() {
    return nanoTime.getAsLong() - start;
  }

  /** The time since the start. */
  public Duration elapsed() {
    return Duration.ofNanos(elapsedNanos());
  }

  /** Units a second; absent while nothing is known of it. */
  public synchronized Optional<Double> perSecond() {
    double seconds = (elapsedNanos() - headNanos) / 1e9;
    return done > head && seconds > 0 ? Optional.of((done - head) / seconds) : Optional.empty();
  }

  /** The time until all is done, at the rate so far, or until the work ends all the same. */
  public synchronized Optional<Duration> left() {
    return perSecond()
        .map(rate -> Duration.ofMillis(Math.round(1000 * (total - done) / rate)))
        .map(left -> least(left, most.minus(elapsed())))
        .map(left -> left.isNegative() ? Duration.ZERO : left);
  }

  private static Duration least(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
