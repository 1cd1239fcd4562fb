package io.proxynas.spark.internal.dispatch;

/**
 * How much work a task gets: so much that what Spark adds to it stays within a share of it; but
 * when little is left, only so much that each slot gets two tasks more, so that all end together
 * (guided self-scheduling: Polychronopoulos and Kuck, IEEE Transactions on Computers C-36, 1987).
 *
 * <p>On many slots the driver bounds both. While one slot works, all others get their next task,
 * which takes {@code slots · driverSeconds}. And when R seconds are left, in tasks of t seconds,
 * the last one ends after about {@code R / t · driverSeconds + t}, which is least at {@code √(R ·
 * driverSeconds)}.
 *
 * @param latencySeconds that a slot spends on a task beside its candidates
 * @param driverSeconds that the driver spends on a task
 * @param share of its time that a slot may spend so, in (0, 1)
 */
public record BatchRule(double latencySeconds, double driverSeconds, double share) {

  /** Measured in docs/scale.md. */
  public static final BatchRule DEFAULT = new BatchRule(0.035, 0.013, 0.05);

  /** One candidate a task. */
  public static final BatchRule SINGLE = new BatchRule(0, 0, 0.05);

  /**
   * The least work for the next task, in seconds.
   *
   * @param remaining seconds of all candidates that are not in a task yet
   * @param slots tasks that run at a time, at least 1
   */
  public double seconds(double remaining, int slots) {
    double last = Math.max(remaining / (2 * slots), Math.sqrt(remaining * driverSeconds));
    return Math.min(worthwhile(slots), last);
  }

  /** From here on latency and driver stay within their bounds. */
  public double worthwhile(int slots) {
    return Math.max(latencySeconds / share, slots * driverSeconds);
  }
}
