package io.proxynas.spark;

import io.proxynas.engine.Demand;
import io.proxynas.engine.Progress;
import io.proxynas.engine.Seed;
import io.proxynas.nas.evaluate.CandidateEvaluator;
import io.proxynas.nas.internal.stack.MemoizingEvaluator;
import io.proxynas.nas.journal.Journal;
import io.proxynas.nas.search.GeneticSearch;
import io.proxynas.nas.search.SearchResult;
import io.proxynas.nas.search.SearchTask;
import io.proxynas.nas.space.ConvNetSpace;
import io.proxynas.spark.internal.dispatch.BatchRule;
import io.proxynas.spark.internal.dispatch.SparkConnection;
import io.proxynas.spark.internal.dispatch.SparkEvaluator;
import io.proxynas.spark.internal.dispatch.SparkSettings;
import io.proxynas.spark.internal.executor.TrainerSource;
import io.proxynas.spark.internal.executor.TrainingTask;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.SparkConf;

/** A search on a cluster with a journal, in a process that can be killed. */
final class SearchDriver {

  static final int CANDIDATES = 40;

  private SearchDriver() {}

  /** Runs the search with the journal in the folder {@code arguments[0]}. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path folder = Path.of(arguments[0]);
    try (SparkConnection spark = new SparkConnection(settings(1), warning -> {})) {
      run(folder, evaluator(spark, ExecutorTrainers.quiet(folder.resolve("starts"), 200)));
    }
  }

  /** Executors of one core. */
  static SparkConf settings(int executors) {
    SparkConf user = new SparkConf(false).set("spark.executor.memory", "512m");
    return SparkSettings.of(
        user.set("spark.task.maxFailures", "2"),
        "local-cluster[" + executors + ",1,1024]",
        new Demand(1, 1, 1),
        ProcessClassPath.withoutSpark());
  }

  static SparkEvaluator evaluator(SparkConnection spark, TrainerSource trainers) {
    return new SparkEvaluator(
        spark,
        new TrainingTask(ConvNetSpace.CPU, false, trainers),
        candidate -> 1,
        BatchRule.DEFAULT,
        started -> {});
  }

  /** Goes on with the journal if there is one. */
  static SearchResult run(Path folder, CandidateEvaluator cluster) throws IOException {
    try (Journal journal =
        Journal.exists(folder)
            ? Journal.resume(folder, Map.of(), ConvNetSpace.CPU::parse, warning -> {})
            : Journal.create(folder, Map.of())) {
      return GeneticSearch.DEFAULT.run(
          new SearchTask(ConvNetSpace.CPU, CANDIDATES, new Seed(1)),
          new MemoizingEvaluator(journal.journalling(cluster), journal.replayed()),
          Progress.NONE);
    }
  }
}
