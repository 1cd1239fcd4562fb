package io.proxynas.spark;

import com.sun.management.OperatingSystemMXBean;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.candidate.CandidateScores;
import io.proxynas.nas.candidate.CandidateTrainer;
import io.proxynas.nas.evaluate.CandidateEvaluator;
import io.proxynas.nas.evaluate.LocalEvaluator;
import io.proxynas.nas.space.ConvNetSpace;
import io.proxynas.spark.internal.dispatch.BatchRule;
import io.proxynas.spark.internal.dispatch.SparkConnection;
import io.proxynas.spark.internal.dispatch.SparkEvaluator;
import io.proxynas.spark.internal.executor.TrainerSource;
import io.proxynas.spark.internal.executor.TrainingTask;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.spark.broadcast.Broadcast;

/**
 * What Spark costs beside worker threads, on two executors of this machine. Candidates sleep, so
 * that only what is between them is measured. Run by {@code nas-spark/overhead}; docs/scale.md has
 * the table.
 */
final class SparkOverhead {

  private static final int SLOTS = 2;

  private SparkOverhead() {}

  /** A candidate of this length. */
  private record Sleeping(long millis) implements TrainerSource {
    @Override
    public CandidateTrainer trainer() {
      return architecture -> {
        Thread.sleep(millis);
        return new CandidateScores(0.5, 1, 1, 1, 1);
      };
    }
  }

  /** Measures everything and prints it as rows of tables. */
  public static void main(String[] arguments) throws InterruptedException {
    try (SparkConnection spark = new SparkConnection(SearchDriver.settings(SLOTS), warning -> {})) {
      warmUp(spark);
      tasks(spark);
      broadcasts(spark);
      System.out.println("| candidate | candidates | threads | Spark, one a task | Spark | more |");
      row(spark, 100, 300);
      row(spark, 1_000, 40);
      row(spark, 10_000, 6);
    }
  }

  private static List<Architecture> candidates(int number) {
    List<Architecture> all = ConvNetSpace.CPU.architectures().toList();
    return IntStream.range(0, number).mapToObj(i -> all.get(i % all.size())).toList();
  }

  private static SparkEvaluator evaluator(SparkConnection spark, long millis, BatchRule rule) {
    return new SparkEvaluator(
        spark,
        new TrainingTask(ConvNetSpace.CPU, false, new Sleeping(millis)),
        c -> 1,
        rule,
        started -> {});
  }

  private static void warmUp(SparkConnection spark) throws InterruptedException {
    while (spark.slots() < SLOTS) {
      evaluator(spark, 1000, BatchRule.SINGLE).evaluate(candidates(2));
    }
    evaluator(spark, 10, BatchRule.SINGLE).evaluate(candidates(500));
  }

  /** The cost of tasks without work. */
  private static void tasks(SparkConnection spark) throws InterruptedException {
    int number = 1000;
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long cpu = system.getProcessCpuTime();
    double wall = seconds(evaluator(spark, 0, BatchRule.SINGLE), number);
    print(
        "empty tasks: %.1f ms of a slot, %.1f ms of the driver's processor, each of %d",
        1000 * SLOTS * wall / number, (system.getProcessCpuTime() - cpu) / 1e6 / number, number);
  }

  private static void broadcasts(SparkConnection spark) {
    for (int mib : new int[] {1, 16, 64}) {
      byte[] bytes = new byte[mib << 20];
      new java.util.SplittableRandom(1).nextBytes(bytes);
      long start = System.nanoTime();
      Broadcast<byte[]> broadcast = spark.broadcast(bytes);
      double sent = (System.nanoTime() - start) / 1e9;
      spark
          .context()
          .parallelize(List.of(1, 2), SLOTS)
          .map(i -> broadcast.value().length)
          .collect();
      print(
          "broadcast of %d MiB: %.2f s, of which the driver alone %.2f s",
          mib, (System.nanoTime() - start) / 1e9, sent);
      broadcast.destroy();
    }
  }

  private static void row(SparkConnection spark, long millis, int number)
      throws InterruptedException {
    double threads;
    try (LocalEvaluator local = new LocalEvaluator(new Sleeping(millis).trainer(), SLOTS)) {
      threads = SLOTS * seconds(local, number) / number;
    }
    double single = SLOTS * seconds(evaluator(spark, millis, BatchRule.SINGLE), number) / number;
    double ruled = SLOTS * seconds(evaluator(spark, millis, BatchRule.DEFAULT), number) / number;
    print(
        "| %.1f s | %d | %.3f s | %.3f s | %.3f s | %.1f %% |",
        millis / 1000.0, number, threads, single, ruled, 100 * (ruled / threads - 1));
  }

  private static double seconds(CandidateEvaluator evaluator, int number)
      throws InterruptedException {
    List<Architecture> batch = new ArrayList<>(candidates(number));
    long start = System.nanoTime();
    evaluator.evaluate(batch);
    return (System.nanoTime() - start) / 1e9;
  }

  private static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
