package io.proxynas.benchmarks.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.proxynas.engine.Progress;
import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.evaluate.CandidateEvaluator;
import io.proxynas.nas.evaluate.Outcome;
import io.proxynas.nas.evaluate.Scores;
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
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
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
  private static final int RESAMPLES = 10_000;

  private final Map<String, JsonNode> table = new TreeMap<>();
  private final int seeds;

  private StrategyComparison(Path file, int seeds) throws IOException {
    this.seeds = seeds;
    new ObjectMapper()
        .readTree(file.toFile())
        .properties()
        .forEach(entry -> table.put(entry.getKey(), entry.getValue()));
  }

  /** Runs it. */
  public static void main(String[] arguments) throws IOException {
    StrategyComparison comparison =
        new StrategyComparison(
            Path.of(arguments[0]), arguments.length > 1 ? Integer.parseInt(arguments[1]) : 10);
    System.out.println("| strategy | 50 candidates | 100 | 200 | better networks left |");
    System.out.println("|---|---|---|---|---|");
    Strategies.all().forEach(comparison::row);
  }

  private void row(String name, Search search) {
    List<String> cells = new ArrayList<>();
    List<String> better = new ArrayList<>();
    for (int budget : BUDGETS) {
      List<String> chosen =
          IntStream.range(0, seeds).mapToObj(seed -> firstChoice(search, budget, seed)).toList();
      cells.add(interval(chosen.stream().mapToDouble(this::unseen).toArray()));
      better.add(
          text("%.0f", chosen.stream().mapToLong(this::betterThan).average().orElse(Double.NaN)));
    }
    System.out.println(
        "| `%s` | %s | %s |".formatted(name, String.join(" | ", cells), String.join(", ", better)));
  }

  private String firstChoice(Search search, int budget, long seed) {
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
    JsonNode entry = table.get(architecture.id());
    Scores scores =
        new Scores(
            seen(architecture.id()) / 100,
            1,
            1,
            entry.get("params").asLong(),
            entry.get("flops").asLong());
    return new Outcome.Trained(architecture, scores, Duration.ZERO);
  }

  private double seen(String id) {
    return table.get(id).get("test_acc").get(0).asDouble();
  }

  private double unseen(String id) {
    JsonNode trainings = table.get(id).get("test_acc");
    return (trainings.get(1).asDouble() + trainings.get(2).asDouble()) / 2;
  }

  private long betterThan(String id) {
    return table.keySet().stream().filter(other -> seen(other) > seen(id)).count();
  }

  /** The mean, and the middle 95 % of the means of resamples. */
  private static String interval(double[] values) {
    RandomGenerator random = new Seed(1).generator();
    double[] means =
        IntStream.range(0, RESAMPLES)
            .mapToDouble(i -> mean(random.ints(values.length, 0, values.length).toArray(), values))
            .sorted()
            .toArray();
    return text(
        "%.2f %% [%.2f, %.2f]",
        Arrays.stream(values).average().orElse(Double.NaN),
        means[(int) (0.025 * RESAMPLES)],
        means[(int) (0.975 * RESAMPLES)]);
  }

  private static double mean(int[] indices, double[] values) {
    return IntStream.of(indices).mapToDouble(i -> values[i]).average().orElse(Double.NaN);
  }

  private static String text(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
