package io.proxynas.experiments.replay.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.proxynas.engine.Seed;
import io.proxynas.experiments.replay.TinyTruths;
import io.proxynas.experiments.replay.TruthTable;
import io.proxynas.experiments.row.Row;
import java.util.List;
import org.junit.jupiter.api.Test;

class CalibrationTrialTest {

  private static List<Row> rows(TruthTable table, int workers) throws InterruptedException {
    return new CalibrationTrial(table, table.views().get(1), 8, 5, new Seed(3), workers)
        .run(() -> (done, of) -> {});
  }

  private static Row of(String method, List<Row> rows) {
    return rows.stream()
        .filter(row -> row.text(CalibrationTrial.METHOD).equals(method))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void run_ofTheTruthAsAScore_isPerfect() throws InterruptedException {
    List<Row> rows = rows(TinyTruths.table(60), 2);

    for (String method :
        List.of(TinyTruths.PERFECT, "best score by the same truths", "one full training of each")) {
      Row row = of(method, rows);
      assertThat(row.number(CalibrationTrial.RHO)).isCloseTo(1, within(1e-9));
      assertThat(row.number(CalibrationTrial.BETTER_HALF)).isCloseTo(1, within(1e-9));
      assertThat(row.number(CalibrationTrial.REGRET)).isZero();
    }
    assertThat(of(TinyTruths.USELESS, rows).number(CalibrationTrial.RHO)).isBetween(-0.3, 0.3);
    assertThat(of("best decision by the same truths", rows).number(CalibrationTrial.RHO))
        .isBetween(0.7, 0.95);
    assertThat(of("calibrated", rows).number(CalibrationTrial.RHO)).isGreaterThan(0.7);
  }

  @Test
  void run_byOtherWorkers_givesTheSameRows() throws InterruptedException {
    TruthTable table = TinyTruths.table(40);
    assertThat(rows(table, 3)).isEqualTo(rows(table, 1));
  }

  @Test
  void run_withOneTraining_hasNoCeiling() throws InterruptedException {
    assertThat(rows(TinyTruths.table(40, 1), 2))
        .extracting(row -> row.text(CalibrationTrial.METHOD))
        .doesNotContain(CalibrationTrial.CEILING)
        .contains("random forest", "prior alone", "calibrated");
  }
}
