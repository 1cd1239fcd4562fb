package io.proxynas.condense.course;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Time by the clock, and the time of all workers held: a phase that holds W workers for a second
 * takes W seconds of worker time, busy or not.
 */
final class WorkTime {

  private final LongSupplier nanoTime;
  private long last;
  private int workers = 1;
  private long elapsed;
  private long worked;

  /** Starts now, with one worker. */
  WorkTime(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    last = nanoTime.getAsLong();
  }

  /** From now on so many workers are held. */
  void hold(int newWorkers) {
    tick();
    workers = newWorkers;
  }

  /** Adds what earlier sessions took. */
  void add(Duration itsElapsed, Duration itsWorked) {
    elapsed += itsElapsed.toNanos();
    worked += itsWorked.toNanos();
  }

  private void tick() {
    long now = nanoTime.getAsLong();
    elapsed += now - last;
    worked += (now - last) * workers;
    last = now;
  }

  Duration elapsed() {
    tick();
    return Duration.ofNanos(elapsed);
  }

  Duration worked() {
    tick();
    return Duration.ofNanos(worked);
  }
}
