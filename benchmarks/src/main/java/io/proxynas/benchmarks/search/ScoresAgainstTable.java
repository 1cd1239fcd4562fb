package io.proxynas.benchmarks.search;

import io.proxynas.engine.Seed;
import io.proxynas.eval.stat.Bootstrap;
import io.proxynas.eval.stat.Interval;
import io.proxynas.eval.stat.KendallTau;
import io.proxynas.eval.stat.SpearmanCorrelation;
import io.proxynas.nas.space.nasbenchmacro.NasBenchMacroSpace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

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
  private final Merits merits;
  private final double[] truth;

  private ScoresAgainstTable(MacroTable table, Path folder) throws IOException {
    this.table = table;
    merits = Merits.read(folder, new NasBenchMacroSpace());
    truth = merits.ids().stream().mapToDouble(table::meanAccuracy).toArray();
  }

  /** Runs it. */
  public static void main(String[] arguments) throws IOException {
    MacroTable table = MacroTable.read(Path.of(arguments[0]));
    for (String folder : Arrays.asList(arguments).subList(1, arguments.length)) {
      new ScoresAgainstTable(table, Path.of(folder)).print(folder);
    }
  }

  private void print(String folder) {
    System.out.printf("%s, %d networks%n%n", folder, truth.length);
    System.out.println("| score | Spearman ρ | Kendall τ-b |");
    System.out.println("|---|---|---|");
    merits.byName().forEach((name, values) -> row(name, values, truth));
    double[] layers = merits.ids().stream().mapToDouble(ScoresAgainstTable::layers).toArray();
    row("layers that are no identity", layers, truth);
    double[] first = merits.ids().stream().mapToDouble(id -> table.accuracy(id, 0)).toArray();
    double[] others =
        merits.ids().stream()
            .mapToDouble(id -> (table.accuracy(id, 1) + table.accuracy(id, 2)) / 2)
            .toArray();
    row("one full training, against the other two", first, others);
    System.out.println();
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

  private static double layers(String id) {
    return id.chars().filter(layer -> layer != '0').count();
  }
}
