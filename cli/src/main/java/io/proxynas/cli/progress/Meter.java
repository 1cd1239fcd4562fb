package io.proxynas.cli.progress;

import java.time.Duration;

/** Shows how the parts of a piece of work go, one part after another. */
interface Meter {

  /** Longer than anything takes. */
  Duration NO_LIMIT = Duration.ofDays(36_500);

  /** Shows nothing. */
  Meter NONE =
      new Meter() {
        @Override
        public void begin(String part, String unit, Duration most) {}

        @Override
        public void at(long done, long total, String note) {}

        @Override
        public void end() {}
      };

  /**
   * A part begins, and the one before ends.
   *
   * @param part its name
   * @param unit what it counts, in the plural
   * @param most the time after which it ends, done or not
   */
  void begin(String part, String unit, Duration most);

  /** The same for a part that ends when all is done. */
  default void begin(String part, String unit) {
    begin(part, unit, NO_LIMIT);
  }

  /** So much of the part is done; {@code note} may be empty. */
  void at(long done, long total, String note);

  /** The last part ends. Ending twice is harmless. */
  void end();
}
