package io.proxynas.benchmarks.search;

import static io.proxynas.benchmarks.search.Tables.trained;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.proxynas.benchmarks.search.ScoresAgainstTable.Agreement;
import io.proxynas.eval.stat.Interval;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ScoresAgainstTableTest {

  /** Means of the table: 90, 60, 70, 78. */
  private static final Merits MERITS =
      Merits.of(
          List.of(
              trained("00000222", 0.6, 0.2, 5),
              trained("00000000", 0.5, 0.4, 5),
              trained("00000012", 0.7, 0.3, 5),
              trained("00000001", 0.9, 0.1, 5)));

  private static final Map<String, Agreement> ROWS =
      ScoresAgainstTable.rows(Tables.four(), MERITS).stream()
          .collect(Collectors.toMap(Agreement::score, Function.identity()));

  private static void assertRow(String score, double rho, double tau) {
    assertThat(ROWS.get(score).rho().value()).as(score).isCloseTo(rho, within(1e-12));
    assertThat(ROWS.get(score).tau()).as(score).isCloseTo(tau, within(1e-12));
  }

  @Test
  void rows_ofScores_areTheirCorrelationsWithTheMeanOfTheTable() {
    // Ranks of the truth 4, 1, 2, 3 and of accuracies 2, 1, 3, 4: Σd² = 6, ρ = 1 − 36/60; of the
    // six pairs two are in the other order.
    assertRow("accuracy", 0.4, 1 / 3.0);
    // The smaller loss is the better: ranks 3, 1, 2, 4.
    assertRow("validation-loss", 0.8, 2 / 3.0);
  }

  @Test
  void rows_ofWhatTheyAreComparedWith_areByHand() {
    // Layers 3, 0, 2, 1: one pair is in the other order.
    assertRow("layers that are no identity", 0.8, 2 / 3.0);
    // First trainings 90, 50, 80, 60, ranks 4, 1, 3, 2; means of the others 90, 65, 65, 87, ranks
    // 4, 1.5, 1.5, 3. Pearson's r of these is 3 / √(5 · 4.5). Four pairs agree, one does not.
    assertRow(
        "one full training, against the other two",
        3 / Math.sqrt(5 * 4.5),
        (4 - 1) / Math.sqrt(6 * 5));
  }

  @Test
  void rows_ofEqualFigures_haveNoCorrelation() {
    assertThat(ROWS.get("flops").rho().isDefined()).isFalse();
    assertThat(ROWS.get("flops").tau()).isNaN();
  }

  @Test
  void row_isALineOfTheTable() {
    assertThat(new Agreement("naswot", new Interval(0.926, 0.871, 0.958), 0.777))
        .hasToString("| `naswot` | 0.93 [0.87, 0.96] | 0.78 |");
  }
}
