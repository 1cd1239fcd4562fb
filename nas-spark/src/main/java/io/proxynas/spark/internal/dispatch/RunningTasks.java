package io.proxynas.spark.internal.dispatch;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobEnd;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.jspecify.annotations.Nullable;

/**
 * Counts the jobs and tasks of each group, since a job that was cancelled is over before its tasks
 * are. A group is the value of the local property {@link #GROUP} when a job is submitted.
 */
final class RunningTasks extends SparkListener {

  static final String GROUP = "proxynas.group";

  /** One group. */
  private static final class Tally {
    int endedJobs;
    int runningTasks;
  }

  private final Map<String, Tally> tallies = new HashMap<>();
  private final Map<Integer, Tally> byJob = new HashMap<>();
  private final Map<Integer, Tally> byStage = new HashMap<>();

  /** Begins to count a group. */
  synchronized void begin(String group) {
    tallies.put(group, new Tally());
  }

  /**
   * Waits until jobs have ended and no task of the group is running.
   *
   * @param jobs that were submitted
   * @param limit to wait at most, as for an executor that does not answer
   */
  synchronized void awaitEnd(String group, int jobs, Duration limit) {
    Tally tally = tallies.get(group);
    long deadline = System.nanoTime() + limit.toNanos();
    boolean interrupted = false;
    long left = limit.toNanos();
    while (tally != null && (tally.endedJobs < jobs || tally.runningTasks > 0) && left > 0) {
      try {
        wait(Math.max(1, left / 1_000_000));
      } catch (InterruptedException e) {
        interrupted = true;
      }
      left = deadline - System.nanoTime();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Forgets a group. */
  synchronized void end(String group) {
    Tally tally = tallies.remove(group);
    byJob.values().removeIf(t -> t == tally);
    byStage.values().removeIf(t -> t == tally);
  }

  @Override
  public synchronized void onJobStart(SparkListenerJobStart start) {
    Tally tally = tallies.get(start.properties().getProperty(GROUP, ""));
    if (tally != null) {
      byJob.put(start.jobId(), tally);
      start.stageIds().foreach(stage -> byStage.put((Integer) stage, tally));
    }
  }

  @Override
  public synchronized void onJobEnd(SparkListenerJobEnd end) {
    Tally tally = byJob.remove(end.jobId());
    if (tally != null) {
      tally.endedJobs++;
      notifyAll();
    }
  }

  @Override
  public synchronized void onTaskStart(SparkListenerTaskStart start) {
    count(start.stageId(), 1);
  }

  @Override
  public synchronized void onTaskEnd(SparkListenerTaskEnd end) {
    count(end.stageId(), -1);
  }

  private void count(int stage, int change) {
    @Nullable Tally tally = byStage.get(stage);
    if (tally != null) {
      tally.runningTasks += change;
      notifyAll();
    }
  }
}
