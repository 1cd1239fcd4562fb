package io.proxynas.benchmarks.kill;

import java.io.IOException;
import java.util.Locale;

/** When to send a signal to a process. */
sealed interface Moment {

  /** Between two looks at a process, in milliseconds. */
  int LOOK_MILLIS = 4;

  /**
   * Waits for it.
   *
   * @return false if the process has ended before
   */
  boolean await(Running process, Place place) throws IOException, InterruptedException;

  /** So long after the start. */
  record After(double seconds) implements Moment {

    @Override
    public boolean await(Running process, Place place) throws InterruptedException {
      long rest = Math.round((seconds - process.seconds()) * 1000);
      return !process.endsWithin(Math.max(0, rest));
    }

    @Override
    public String toString() {
      return String.format(Locale.ROOT, "after %.3f s", seconds);
    }
  }

  /**
   * At the border of a phase: when a file appears, or has so many lines. Where it has them from the
   * start, as in a run that goes on, a hundred times {@code laterMillis} after the start.
   *
   * @param file from the folder of the trial, as {@link Marks#name} tells it
   * @param lines of it, or 0 if it need only be there
   * @param laterMillis how much later
   */
  record At(String file, int lines, int laterMillis) implements Moment {

    @Override
    public boolean await(Running process, Place place) throws IOException, InterruptedException {
      if (lines(place) >= lines) {
        return new After(laterMillis / 10.0).await(process, place);
      }
      while (lines(place) < lines) {
        if (process.endsWithin(LOOK_MILLIS)) {
          return false;
        }
      }
      return !process.endsWithin(laterMillis);
    }

    /** Less than 0 if the file is not there. */
    private int lines(Place place) throws IOException {
      return Marks.in(place).getOrDefault(file, -1);
    }

    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%d ms after %s has %d lines", laterMillis, file, lines);
    }
  }
}
