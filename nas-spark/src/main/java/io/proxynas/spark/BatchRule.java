package io.proxynas.spark;

/**
 * How much work a task gets: enough that Spark's cost of a task is small beside it, and no more
 * than leaves each slot two more tasks of what remains, so that all end together (guided
 * self-scheduling: Polychronopoulos and Kuck, IEEE Transactions on Computers C-36, 1987).
 *
 * @param latencySeconds that a slot spends on a task beside its candidates
 * @param driverSeconds that the driver spends on a task, while no other slot gets one
 * @param share of its time that a slot may spend so, in (0, 1)
 */
record BatchRule(double latencySeconds, double driverSeconds, double share) {

  /** Measured in docs/scale.md, with room for slower networks and drivers. */
  static final BatchRule DEFAULT = new BatchRule(0.025, 0.005, 0.05);

  /** One candidate a task. */
  static final BatchRule SINGLE = new BatchRule(0, 0, 0.05);

  /**
   * The seconds of work for the next task.
   *
   * @param remaining seconds of all candidates that are not in a task yet
   * @param slots tasks that run at a time, at least 1
   */
  double seconds(double remaining, int slots) {
    return Math.min(worthwhile(slots), remaining / (2 * slots));
  }

  /** From here on both costs stay within their share. */
  double worthwhile(int slots) {
    return Math.max(latencySeconds / share, slots * driverSeconds);
  }
}
