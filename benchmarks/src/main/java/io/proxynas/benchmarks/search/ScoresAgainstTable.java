package io.proxynas.benchmarks.search;

import io.proxynas.engine.Seed;
import io.proxynas.eval.stat.Bootstrap;
import io.proxynas.eval.stat.Interval;
import io.proxynas.eval.stat.KendallTau;
import io.proxynas.eval.stat.SpearmanCorrelation;
import io.proxynas.nas.space.nasbenchmacro.NasBenchMacroSpace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Every score of {@code nas-search rank} against the public table of NAS-Bench-Macro: rank
 * correlation with the mean CIFAR-10 accuracy of its three trainings.
 *
 * <p>Arguments: the table, {@code nas-bench-macro_cifar10.json}; folders of {@code rank}, whose
 * journals are read. Prints a table for each: Spearman's ρ with its 95 % bootstrap interval, and
 * Kendall's τ-b; one training of the table against the mean of the other two is the ceiling.
 */
public final class ScoresAgainstTable {

  private ScoresAgainstTable() {}

  /** Runs it. */
  public static void main(String[] arguments) throws IOException {
    MacroTable table = MacroTable.read(Path.of(arguments[0]));
    for (String folder : Arrays.asList(arguments).subList(1, arguments.length)) {
      Merits merits = Merits.read(Path.of(folder), new NasBenchMacroSpace());
      System.out.printf("%s, %d networks%n%n", folder, merits.candidates().size());
      System.out.println("| score | Spearman ρ | Kendall τ-b |");
      System.out.println("|---|---|---|");
      rows(table, merits).forEach(System.out::println);
      System.out.println();
    }
  }

  /** A score of the run, or what it is compared with. */
  record Agreement(String score, Interval rho, double tau) {

    static Agreement of(String score, double[] merits, double[] truth) {
      return new Agreement(
          score,
          Bootstrap.DEFAULT.interval(
              SpearmanCorrelation::of, merits, truth, new Seed(1).generator()),
          KendallTau.of(merits, truth));
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "| `%s` | %.2f [%.2f, %.2f] | %.2f |",
          score,
          rho.value(),
          rho.low(),
          rho.high(),
          tau);
    }
  }

  static List<Agreement> rows(MacroTable table, Merits merits) {
    double[] truth = of(merits, table::meanAccuracy);
    List<Agreement> rows = new ArrayList<>();
    merits.byName().forEach((score, values) -> rows.add(Agreement.of(score, values, truth)));
    rows.add(
        Agreement.of("layers that are no identity", of(merits, ScoresAgainstTable::layers), truth));
    rows.add(
        Agreement.of(
            "one full training, against the other two",
            of(merits, id -> table.accuracy(id, 0)),
            of(merits, table::unseenAccuracy)));
    return rows;
  }

  private static double[] of(Merits merits, ToDoubleFunction<String> value) {
    return merits.ids().stream().mapToDouble(value).toArray();
  }

  private static double layers(String id) {
    return id.chars().filter(layer -> layer != '0').count();
  }
}
