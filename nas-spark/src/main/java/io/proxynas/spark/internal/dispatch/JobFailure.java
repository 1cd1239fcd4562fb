package io.proxynas.spark.internal.dispatch;

/**
 * Why a job failed.
 *
 * @param executorLost whether the executor went away, instead of the task throwing something
 * @param sentence Spark's reason, the innermost of its first line
 */
record JobFailure(boolean executorLost, String sentence) {

  private static final String LOST = "ExecutorLostFailure";
  private static final String REASON = "Reason: ";

  /** Reads what Spark says; it says it in a message only. */
  static JobFailure of(Throwable failure) {
    String message = String.valueOf(failure.getMessage());
    String line = message.lines().findFirst().orElse("").strip();
    int lost = line.indexOf(LOST);
    int reason = line.indexOf(REASON, Math.max(0, lost));
    return new JobFailure(
        lost >= 0, lost >= 0 && reason >= 0 ? line.substring(reason + REASON.length()) : line);
  }
}
