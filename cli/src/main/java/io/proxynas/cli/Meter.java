package io.proxynas.cli;

/** Shows how the parts of a piece of work go, one part after another. */
interface Meter {

  /** Shows nothing. */
  Meter NONE =
      new Meter() {
        @Override
        public void begin(String part, String unit) {}

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
   */
  void begin(String part, String unit);

  /** So much of the part is done; {@code note} may be empty. */
  void at(long done, long total, String note);

  /** The last part ends. Ending twice is harmless. */
  void end();
}
