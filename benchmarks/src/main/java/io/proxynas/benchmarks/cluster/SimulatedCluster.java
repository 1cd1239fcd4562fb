package io.proxynas.benchmarks.cluster;

import io.proxynas.spark.internal.dispatch.BatchRule;
import java.util.PriorityQueue;
import java.util.random.RandomGenerator;

/**
 * Candidates on the slots of a cluster, event by event: a driver that hands out one task at a time
 * and takes the results, and slots that train. Dispatch follows {@code SparkEvaluator}: tasks sized
 * by the {@link BatchRule}, twice as many submitted as run.
 *
 * @param slots candidates in training at a time
 * @param driverSeconds the driver's time for a task, from submission to result
 * @param latencySeconds a slot's time for a task beside its candidates
 * @param executorLifeSeconds mean time until a slot's executor is lost; infinite if never
 */
record SimulatedCluster(
    int slots, double driverSeconds, double latencySeconds, double executorLifeSeconds) {

  /** The least time that a lost executor's slot is away. */
  private static final double RESTART_SECONDS = 30;

  /**
   * The spread of candidates' times: the deviation of their logarithm, as in the default search.
   */
  private static final double SPREAD = 1;

  /**
   * What came out.
   *
   * @param seconds until the last result
   * @param busy share of the slots' time in which they trained candidates whose result counted
   * @param driver share of the time in which the driver worked
   * @param tasks that were run, repeated ones too
   */
  record Result(double seconds, double busy, double driver, long tasks) {

    /** How many tasks more than without losses were run, as a fraction. */
    double repeated(Result undisturbed) {
      return Math.max(0, (double) tasks / undisturbed.tasks - 1);
    }
  }

  /** A slot becomes free. */
  private record Free(double time) implements Comparable<Free> {
    @Override
    public int compareTo(Free other) {
      return Double.compare(time, other.time);
    }
  }

  /**
   * Runs candidates in one batch.
   *
   * @param candidates how many
   * @param meanSeconds of one
   * @param rule sizes of tasks
   */
  Result run(int candidates, double meanSeconds, BatchRule rule, RandomGenerator random) {
    PriorityQueue<Free> free = new PriorityQueue<>();
    for (int i = 0; i < slots; i++) {
      free.add(new Free(0));
    }
    double driverFree = 0;
    double useful = 0;
    double end = 0;
    long tasks = 0;
    int left = candidates;
    while (left > 0) {
      double limit = rule.seconds(left * meanSeconds, slots);
      int size = Math.max(1, Math.min(left, (int) Math.ceil(limit / meanSeconds)));
      double work = work(size, meanSeconds, random);
      // A task is submitted as soon as the driver can, ahead of the slot that becomes free.
      double slot = free.remove().time();
      driverFree += driverSeconds;
      double start = Math.max(slot, driverFree);
      double done = start + latencySeconds + work;
      tasks++;
      double loss = -executorLifeSeconds * Math.log(1 - random.nextDouble());
      if (loss < latencySeconds + work) {
        free.add(new Free(start + loss + RESTART_SECONDS)); // and the task waits again
        continue;
      }
      left -= size;
      useful += work;
      free.add(new Free(done));
      end = Math.max(end, done);
    }
    return new Result(end, useful / (end * slots), Math.min(1, driverFree / end), tasks);
  }

  /** The time of some candidates, log-normal with this mean. */
  private static double work(int size, double mean, RandomGenerator random) {
    double sum = 0;
    for (int i = 0; i < size; i++) {
      sum += mean * Math.exp(SPREAD * random.nextGaussian() - SPREAD * SPREAD / 2);
    }
    return sum;
  }
}
