package io.proxynas.condense.course;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Time by the clock, and worker time: the processor time of all threads that condense. */
final class WorkTime {

  private final LongSupplier nanoTime;
  private final LongSupplier processorNanos;
  private final long start;
  private final long processorStart;
  private Duration elapsedBefore = Duration.ZERO;
  private Duration workedBefore = Duration.ZERO;

  /**
   * Starts now.
   *
   * @param nanoTime as {@link System#nanoTime}
   * @param processorNanos as {@link io.proxynas.train.ProcessorTime#nanos}
   */
  WorkTime(LongSupplier nanoTime, LongSupplier processorNanos) {
    this.nanoTime = nanoTime;
    this.processorNanos = processorNanos;
    start = nanoTime.getAsLong();
    processorStart = processorNanos.getAsLong();
  }

  /** Adds what earlier sessions took. */
  void add(Duration itsElapsed, Duration itsWorked) {
    elapsedBefore = elapsedBefore.plus(itsElapsed);
    workedBefore = workedBefore.plus(itsWorked);
  }

  Duration elapsed() {
    return elapsedBefore.plusNanos(nanoTime.getAsLong() - start);
  }

  Duration worked() {
    return workedBefore.plusNanos(processorNanos.getAsLong() - processorStart);
  }
}
