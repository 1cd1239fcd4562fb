package io.proxynas.benchmarks.search;

import io.proxynas.engine.Seed;
import io.proxynas.eval.stat.Bootstrap;
import io.proxynas.eval.stat.Interval;
import io.proxynas.eval.stat.KendallTau;
import io.proxynas.eval.stat.SpearmanCorrelation;
import io.proxynas.nas.RankBy;
import io.proxynas.nas.Score;
import io.proxynas.nas.evaluate.Outcome;
import io.proxynas.nas.journal.Journal;
import io.proxynas.nas.space.nasbenchmacro.NasBenchMacroSpace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Every score of {@code nas-search rank} against the public table of NAS-Bench-Macro: rank
 * correlation with the mean CIFAR-10 accuracy of its three trainings.
 *
 * <p>Arguments: the table, {@code nas-bench-macro_cifar10.json}; folders of {@code rank}, whose
 * journals are read. Prints a table for each: Spearman's ρ with its 95 % bootstrap interval, and
 * Kendall's τ-b; one training of the table against the mean of the other two is the ceiling.
 */
public final class ScoresAgainstTable {

  private final MacroTable table;
  private final List<Outcome.Trained> candidates;
  private final double[] truth;

  private ScoresAgainstTable(MacroTable table, Path folder) throws IOException {
    this.table = table;
    candidates =
        Journal.outcomes(folder, new NasBenchMacroSpace()::parse, System.err::println).stream()
            .filter(Outcome.Trained.class::isInstance)
            .map(Outcome.Trained.class::cast)
            .toList();
    truth = candidates.stream().mapToDouble(c -> table.meanAccuracy(id(c))).toArray();
  }

  /** Runs it. */
  public static void main(String[] arguments) throws IOException {
    MacroTable table = MacroTable.read(Path.of(arguments[0]));
    for (String folder : Arrays.asList(arguments).subList(1, arguments.length)) {
      new ScoresAgainstTable(table, Path.of(folder)).print(folder);
    }
  }

  private void print(String folder) {
    System.out.printf("%s, %d networks%n%n", folder, candidates.size());
    System.out.println("| score | Spearman ρ | Kendall τ-b |");
    System.out.println("|---|---|---|");
    merits().forEach((name, merits) -> row(name, merits, truth));
    double[] first = candidates.stream().mapToDouble(c -> table.accuracy(id(c), 0)).toArray();
    double[] others =
        candidates.stream()
            .mapToDouble(c -> (table.accuracy(id(c), 1) + table.accuracy(id(c), 2)) / 2)
            .toArray();
    row("one full training, against the other two", first, others);
    System.out.println();
  }

  /** By name, the larger the better; scores that some candidate does not have are left out. */
  private Map<String, double[]> merits() {
    Map<String, double[]> merits = new LinkedHashMap<>();
    for (Score score : Score.values()) {
      put(merits, score.word(), new RankBy(List.of(score)));
    }
    put(merits, RankBy.COMBINED.toString(), RankBy.COMBINED);
    merits.put(
        "layers that are no identity",
        candidates.stream().mapToDouble(c -> blocks(id(c))).toArray());
    return merits;
  }

  private void put(Map<String, double[]> merits, String name, RankBy by) {
    double[] values = by.merits(candidates);
    if (Arrays.stream(values).anyMatch(Double::isFinite)) {
      merits.put(name, values);
    }
  }

  private static void row(String name, double[] merits, double[] truth) {
    Interval rho =
        Bootstrap.DEFAULT.interval(SpearmanCorrelation::of, merits, truth, new Seed(1).generator());
    System.out.printf(
        Locale.ROOT,
        "| `%s` | %.2f [%.2f, %.2f] | %.2f |%n",
        name,
        rho.value(),
        rho.low(),
        rho.high(),
        KendallTau.of(merits, truth));
  }

  private static double blocks(String id) {
    return id.chars().filter(layer -> layer != '0').count();
  }

  private static String id(Outcome.Trained candidate) {
    return candidate.architecture().id();
  }
}
