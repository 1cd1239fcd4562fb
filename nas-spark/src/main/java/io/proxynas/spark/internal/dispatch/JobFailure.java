package io.proxynas.spark.internal.dispatch;

import java.util.Objects;
import java.util.stream.Stream;

/**
 * Why a job failed.
 *
 * @param executorLost whether the executor went away, instead of the task throwing something
 * @param sentence Spark's reason, the innermost of its first line
 */
record JobFailure(boolean executorLost, String sentence) {

  private static final String LOST = "ExecutorLostFailure";
  private static final String REASON = "Reason: ";
  private static final int MOST_CAUSES = 20;

  /** Whether a failure is that of a thread that was interrupted, whatever Spark made of it. */
  static boolean isInterruption(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .limit(MOST_CAUSES)
        .anyMatch(InterruptedException.class::isInstance);
  }

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
