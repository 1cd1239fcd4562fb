package io.proxynas.benchmarks.search;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.search.ExhaustiveSearch;
import io.proxynas.nas.search.RandomSearch;
import io.proxynas.nas.space.nasbenchmacro.NasBenchMacroSpace;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class StrategyComparisonTest {

  /** The n-th network of the space has first n/100 per cent, then 20, then 40 + n/10. */
  private static final List<String> IDS =
      new NasBenchMacroSpace().architectures().map(Architecture::id).toList();

  private static StrategyComparison comparison(int seeds) {
    TreeMap<String, JsonNode> entries = new TreeMap<>();
    for (int n = 0; n < IDS.size(); n++) {
      entries.put(IDS.get(n), Tables.entry(n / 100.0, 20, 40 + n / 10.0));
    }
    return new StrategyComparison(new MacroTable(entries), seeds);
  }

  @Test
  void row_ofTheSpaceInItsOrder_isByHand() {
    // The best of the first 50, 100 and 200 by the first training are the 49th, 99th and 199th of
    // 6,561, counted from 0; the mean of the others is 30 + n/20.
    assertThat(comparison(3).row("exhaustive", new ExhaustiveSearch()))
        .isEqualTo(
            "| `exhaustive` | 32.45 % [32.45, 32.45] | 34.95 % [34.95, 34.95]"
                + " | 39.95 % [39.95, 39.95] | 6511, 6461, 6361 |");
  }

  @Test
  void row_ofTwoSeeds_isTheirMean() {
    StrategyComparison comparison = comparison(2);
    int one = IDS.indexOf(comparison.firstChoice(new RandomSearch(), 50, 0));
    int two = IDS.indexOf(comparison.firstChoice(new RandomSearch(), 50, 1));
    assertThat(one).isNotEqualTo(two);

    String row = comparison.row("random", new RandomSearch());

    assertThat(row)
        .startsWith(
            String.format(Locale.ROOT, "| `random` | %.2f %% [", 30 + (one + two) / 2.0 / 20));
    // All later ones are better.
    assertThat(row.substring(row.lastIndexOf(" | ")))
        .startsWith(String.format(Locale.ROOT, " | %.0f,", 6560 - (one + two) / 2.0));
  }
}
