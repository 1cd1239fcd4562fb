package io.proxynas.benchmarks.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.proxynas.benchmarks.cluster.SimulatedCluster.Result;
import io.proxynas.spark.internal.dispatch.BatchRule;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class SimulatedClusterTest {

  private static final double NEVER = Double.POSITIVE_INFINITY;

  /**
   * Each candidate takes the mean: exp(0.5 − 1/2) of it.
   *
   * @param lives executors' lives in turn, in mean lives; the last one again and again
   */
  private static RandomGenerator certain(double... lives) {
    int[] next = {0};
    return new RandomGenerator() {
      @Override
      public double nextGaussian() {
        return 0.5;
      }

      @Override
      public double nextDouble() {
        return 1 - Math.exp(-lives[Math.min(next[0]++, lives.length - 1)]);
      }

      @Override
      public long nextLong() {
        throw new UnsupportedOperationException();
      }
    };
  }

  private static void assertResult(
      Result result, double seconds, double busy, double driver, long tasks) {
    assertThat(result.seconds()).isCloseTo(seconds, within(1e-9));
    assertThat(result.busy()).isCloseTo(busy, within(1e-12));
    assertThat(result.driver()).isCloseTo(driver, within(1e-12));
    assertThat(result.tasks()).isEqualTo(tasks);
  }

  @Test
  void run_withoutCosts_isBusyAllTheTime() {
    Result result = new SimulatedCluster(2, 0, 0, NEVER).run(4, 10, BatchRule.SINGLE, certain(1));
    assertResult(result, 20, 1, 0, 4);
  }

  @Test
  void run_withDriverAndLatency_isByHand() {
    // The driver submits at 1, 2, 3, 4; the slots train from 1 to 13 and 13 to 25, and from 2 to 14
    // and 14 to 26, of which 2 s a task are latency.
    Result result = new SimulatedCluster(2, 1, 2, NEVER).run(4, 10, BatchRule.SINGLE, certain(1));
    assertResult(result, 26, 40 / 52.0, 4 / 26.0, 4);
  }

  @Test
  void run_whereTheDriverIsSlow_waitsForIt() {
    // It submits at 10, 20, 30; each task ends a second later.
    Result result = new SimulatedCluster(8, 10, 0, NEVER).run(3, 1, BatchRule.SINGLE, certain(1));
    assertResult(result, 31, 3 / (31.0 * 8), 30 / 31.0, 3);
  }

  @Test
  void run_withARule_sizesTasksByIt() {
    // Worthwhile from 20 s on, so two candidates of 10 s; of 40 s and less half of the rest: 20,
    // 10,
    // and 5 s, which is a candidate too.
    BatchRule rule = new BatchRule(1, 0, 0.05);
    Result result = new SimulatedCluster(1, 0, 0, NEVER).run(8, 10, rule, certain(1));
    assertResult(result, 80, 1, 0, 5);
  }

  @Test
  void run_whoseExecutorIsLost_trainsAgainAfterItsRestart() {
    // Lost after 5 s of 10, back 30 s later, and then it lives.
    Result result = new SimulatedCluster(1, 0, 0, 5).run(1, 10, BatchRule.SINGLE, certain(1, 4));
    assertResult(result, 45, 10 / 45.0, 0, 2);
  }

  @Test
  void repeated_isTheShareOfTasksMore_andNeverLess() {
    Result undisturbed = new Result(1, 1, 1, 200);
    assertThat(new Result(1, 1, 1, 205).repeated(undisturbed)).isCloseTo(0.025, within(1e-12));
    assertThat(new Result(1, 1, 1, 199).repeated(undisturbed)).isZero();
  }
}
