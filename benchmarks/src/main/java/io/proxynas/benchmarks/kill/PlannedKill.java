package io.proxynas.benchmarks.kill;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** A signal and when to send it. */
record PlannedKill(Signal signal, Moment moment) {

  /** The first seconds of a process, while it starts. */
  private static final double EARLY_SECONDS = 3;

  private static final double EARLY = 0.25;
  private static final double ANY_TIME = 0.75;

  /**
   * The kills of one trial, each of the process that goes on from the one before: one in half of
   * the trials, else two or three. Half are of {@link Signal#KILL}; a quarter fall into the first
   * seconds, half anywhere, and a quarter at a mark.
   *
   * @param reference how long the command takes undisturbed, and its marks
   */
  static List<PlannedKill> draw(RandomGenerator random, Reference reference) {
    int count = random.nextBoolean() ? 1 : 2 + random.nextInt(2);
    List<PlannedKill> kills = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      kills.add(new PlannedKill(signal(random), moment(random, reference)));
    }
    return kills;
  }

  private static Signal signal(RandomGenerator random) {
    if (random.nextBoolean()) {
      return Signal.KILL;
    }
    return random.nextBoolean() ? Signal.TERM : Signal.INT;
  }

  private static Moment moment(RandomGenerator random, Reference reference) {
    double kind = random.nextDouble();
    double part = random.nextDouble();
    if (kind < EARLY) {
      return new Moment.After(part * Math.min(EARLY_SECONDS, reference.seconds()));
    }
    return kind < ANY_TIME || reference.marks().isEmpty()
        ? new Moment.After(part * reference.seconds())
        : reference.marks().draw(random);
  }

  @Override
  public String toString() {
    return signal + " " + moment;
  }
}
