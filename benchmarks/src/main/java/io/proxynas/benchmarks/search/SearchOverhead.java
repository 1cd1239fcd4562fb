package io.proxynas.benchmarks.search;

import io.proxynas.engine.Progress;
import io.proxynas.engine.Seed;
import io.proxynas.nas.candidate.CandidateScores;
import io.proxynas.nas.candidate.CandidateTrainer;
import io.proxynas.nas.evaluate.CandidateEvaluator;
import io.proxynas.nas.evaluate.LocalEvaluator;
import io.proxynas.nas.internal.stack.LargestFirst;
import io.proxynas.nas.internal.stack.MemoizingEvaluator;
import io.proxynas.nas.journal.Journal;
import io.proxynas.nas.ranking.ParetoFront;
import io.proxynas.nas.ranking.RankingCsv;
import io.proxynas.nas.search.Search;
import io.proxynas.nas.search.SearchResult;
import io.proxynas.nas.search.SearchTask;
import io.proxynas.nas.space.ConvNetSpace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What a search costs beside its trainings: candidates that cost nothing, by two workers, with the
 * journal and {@code ranking.csv} written as a run writes them, in a space of 91,800 networks.
 * Prints milliseconds a candidate, a row a strategy and a column a budget, and the heap that is in
 * use after the largest one.
 *
 * <p>Arguments: budgets (1000 5000 20000 if none).
 */
public final class SearchOverhead {

  private static final ConvNetSpace SPACE =
      new ConvNetSpace(
          IntStream.rangeClosed(1, 8).boxed().toList(),
          IntStream.rangeClosed(1, 255).map(i -> 4 * i).boxed().toList());

  private SearchOverhead() {}

  /** Runs it. */
  public static void main(String[] arguments) throws IOException {
    List<Integer> budgets =
        arguments.length == 0
            ? List.of(1000, 5000, 20_000)
            : IntStream.range(0, arguments.length)
                .mapToObj(i -> Integer.valueOf(arguments[i]))
                .toList();
    System.out.printf(Locale.ROOT, "ms a candidate at %s; MiB in use after the last%n", budgets);
    for (Map.Entry<String, Search> strategy : Strategies.all().entrySet()) {
      millis(strategy.getValue(), budgets.get(0)); // warms up
      List<String> cells = new ArrayList<>();
      for (int budget : budgets) {
        cells.add(String.format(Locale.ROOT, "%.3f", millis(strategy.getValue(), budget)));
      }
      System.out.printf(
          Locale.ROOT,
          "| `%s` | %s | %d |%n",
          strategy.getKey(),
          String.join(" | ", cells),
          usedMebibytes());
    }
  }

  private static double millis(Search search, int budget) throws IOException {
    Path folder = Files.createTempDirectory("search-overhead");
    CandidateTrainer nothing =
        architecture ->
            new CandidateScores(
                new Seed(1).child(architecture.id()).generator().nextDouble(),
                1,
                1,
                architecture.id().length(),
                1);
    long start = System.nanoTime();
    try (Journal journal = Journal.create(folder, Map.of());
        LocalEvaluator local = new LocalEvaluator(nothing, 2)) {
      CandidateEvaluator evaluator =
          new MemoizingEvaluator(new LargestFirst(journal.journalling(local), candidate -> 0));
      SearchResult result =
          search.run(new SearchTask(SPACE, budget, new Seed(1)), evaluator, Progress.NONE);
      if (result.distinct() != budget) {
        throw new IllegalStateException(
            "the search must train " + budget + ", but trained " + result.distinct());
      }
      RankingCsv.write(result.ranking(), ParetoFront.NONE, folder.resolve("ranking.csv"));
    }
    double millis = (System.nanoTime() - start) / 1e6 / budget;
    for (String file : List.of("ranking.csv", "journal.jsonl", "journal.lock")) {
      Files.delete(folder.resolve(file));
    }
    Files.delete(folder);
    return millis;
  }

  private static long usedMebibytes() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return (runtime.totalMemory() - runtime.freeMemory()) >> 20;
  }
}
