package io.proxynas.benchmarks.cluster;

import io.proxynas.engine.Seed;
import io.proxynas.spark.internal.dispatch.BatchRule;
import java.util.Locale;

/**
 * Extrapolates what {@code nas-spark/overhead} measured to large clusters: prints the tables of
 * docs/scale.md.
 */
public final class ClusterSimulation {

  private static final double NEVER = Double.POSITIVE_INFINITY;

  private ClusterSimulation() {}

  /** Runs it. */
  public static void main(String[] arguments) {
    BatchRule rule = BatchRule.DEFAULT;
    System.out.printf(
        Locale.ROOT,
        "| slots | candidates | each | tasks of | hours | slots busy | driver busy | one a task |%n");
    for (int slots : new int[] {10, 100, 1_000, 10_000}) {
      for (double mean : new double[] {0.1, 1, 10}) {
        row(slots, 1_000 * slots, mean, rule);
      }
    }
    System.out.println();
    System.out.printf(
        Locale.ROOT, "| executors lost, each once in | slots busy | tasks run twice |%n");
    for (double hours : new double[] {NEVER, 24, 4, 1}) {
      lossRow(hours, rule);
    }
  }

  private static SimulatedCluster cluster(int slots, double life) {
    return new SimulatedCluster(
        slots, BatchRule.DEFAULT.driverSeconds(), BatchRule.DEFAULT.latencySeconds(), life);
  }

  private static void row(int slots, int candidates, double mean, BatchRule rule) {
    SimulatedCluster cluster = cluster(slots, NEVER);
    SimulatedCluster.Result result = cluster.run(candidates, mean, rule, new Seed(1).generator());
    SimulatedCluster.Result single =
        cluster.run(candidates, mean, BatchRule.SINGLE, new Seed(1).generator());
    System.out.printf(
        Locale.ROOT,
        "| %,d | %,d | %.1f s | %.1f s | %.2f | %.0f %% | %.0f %% | %.0f %% |%n",
        slots,
        candidates,
        mean,
        Math.max(mean, rule.worthwhile(slots)),
        result.seconds() / 3600,
        100 * result.busy(),
        100 * result.driver(),
        100 * single.busy());
  }

  private static void lossRow(double hours, BatchRule rule) {
    SimulatedCluster.Result undisturbed =
        cluster(1_000, NEVER).run(1_000_000, 1, rule, new Seed(1).generator());
    SimulatedCluster.Result result =
        cluster(1_000, 3600 * hours).run(1_000_000, 1, rule, new Seed(1).generator());
    System.out.printf(
        Locale.ROOT,
        "| %s | %.0f %% | %.1f %% |%n",
        hours == NEVER ? "never" : "%.0f h".formatted(hours),
        100 * result.busy(),
        100 * result.repeated(undisturbed));
  }
}
