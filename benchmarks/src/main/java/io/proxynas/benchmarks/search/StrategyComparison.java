package io.proxynas.benchmarks.search;

import io.proxynas.engine.Progress;
import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.eval.stat.Bootstrap;
import io.proxynas.eval.stat.Interval;
import io.proxynas.nas.candidate.CandidateScores;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.evaluate.CandidateEvaluator;
import io.proxynas.nas.search.Search;
import io.proxynas.nas.search.SearchTask;
import io.proxynas.nas.space.nasbenchmacro.NasBenchMacroSpace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Strategies at equal budgets on the public table of NAS-Bench-Macro: a candidate's score is the
 * CIFAR-10 accuracy of the table's first training, and what is reported of the search's first
 * choice is the mean of the other two, which the search has not seen.
 *
 * <p>Arguments: the table, {@code nas-bench-macro_cifar10.json}; the number of seeds (10 if none).
 * Prints a row a strategy with the mean over the seeds and its 95 % bootstrap interval, a column a
 * budget; and the mean number of networks of the space that are better by the first training.
 */
public final class StrategyComparison {

  private static final int[] BUDGETS = {50, 100, 200};

  private final MacroTable table;
  private final int seeds;

  StrategyComparison(MacroTable table, int seeds) {
    this.table = table;
    this.seeds = seeds;
  }

  /** Runs it. */
  public static void main(String[] arguments) throws IOException {
    StrategyComparison comparison =
        new StrategyComparison(
            MacroTable.read(Path.of(arguments[0])),
            arguments.length > 1 ? Integer.parseInt(arguments[1]) : 10);
    System.out.println("| strategy | 50 candidates | 100 | 200 | better networks left |");
    System.out.println("|---|---|---|---|---|");
    Strategies.all().forEach((name, search) -> System.out.println(comparison.row(name, search)));
  }

  String row(String name, Search search) {
    List<String> cells = new ArrayList<>();
    List<String> better = new ArrayList<>();
    for (int budget : BUDGETS) {
      List<String> chosen =
          IntStream.range(0, seeds).mapToObj(seed -> firstChoice(search, budget, seed)).toList();
      cells.add(interval(chosen.stream().mapToDouble(table::unseenAccuracy).toArray()));
      better.add(
          text("%.0f", chosen.stream().mapToLong(this::betterThan).average().orElse(Double.NaN)));
    }
    return "| `%s` | %s | %s |"
        .formatted(name, String.join(" | ", cells), String.join(", ", better));
  }

  /** The architecture that a search finds. */
  String firstChoice(Search search, int budget, long seed) {
    SearchTask task = new SearchTask(new NasBenchMacroSpace(), budget, new Seed(seed));
    CandidateEvaluator evaluator =
        (candidates, observer) -> {
          List<Outcome> outcomes = candidates.stream().map(this::outcome).toList();
          outcomes.forEach(observer::finished);
          return outcomes;
        };
    return search
        .run(task, evaluator, Progress.NONE)
        .ranking()
        .trained()
        .get(0)
        .architecture()
        .id();
  }

  private Outcome outcome(Architecture architecture) {
    String id = architecture.id();
    CandidateScores scores =
        new CandidateScores(seen(id) / 100, 1, 1, table.parameters(id), table.flops(id));
    return new Outcome.Trained(architecture, scores, Duration.ZERO);
  }

  private double seen(String id) {
    return table.accuracy(id, 0);
  }

  private long betterThan(String id) {
    return table.ids().stream().filter(other -> seen(other) > seen(id)).count();
  }

  /** The mean, and the middle 95 % of the means of resamples. */
  private static String interval(double[] values) {
    Interval mean =
        Bootstrap.DEFAULT.interval(
            (x, y) -> Arrays.stream(x).average().orElse(Double.NaN),
            values,
            values,
            new Seed(1).generator());
    return text("%.2f %% [%.2f, %.2f]", mean.value(), mean.low(), mean.high());
  }

  private static String text(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
