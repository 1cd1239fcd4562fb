package io.proxynas.experiments.replay.race;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxynas.engine.Seed;
import io.proxynas.experiments.replay.OwnTable;
import io.proxynas.experiments.replay.TinyTruths;
import io.proxynas.experiments.replay.TruthTable;
import io.proxynas.experiments.replay.calibration.FixedScore;
import io.proxynas.experiments.replay.race.CalibratedPolicy.ChosenBy;
import io.proxynas.experiments.row.Row;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RaceTrialTest {

  private static final TruthTable TABLE = TinyTruths.table(60);
  private static final Policy PERFECT =
      new InOrder("perfect", TABLE.views().get(1), new FixedScore(TinyTruths.PERFECT), 60);

  private static List<Row> rows(Policy policy, int workers) throws InterruptedException {
    List<RaceTrial.Run> runs = Collections.nCopies(6, new RaceTrial.Run(TABLE, policy));
    return new RaceTrial(TABLE, runs, new Seed(3), workers).run(() -> (done, of) -> {});
  }

  @Test
  void run_ofThePerfectScore_reachesAllTargetsByOneTraining() throws InterruptedException {
    List<Row> reached =
        rows(PERFECT, 2).stream().filter(row -> !row.text(RaceTrial.TARGET).isEmpty()).toList();
    assertThat(reached).hasSize(36);
    for (Row row : reached) {
      assertThat(row.number(RaceTrial.SECONDS)).isEqualTo(30 + 10 * row.number(RaceTrial.FACTOR));
      boolean between = RaceTrial.BETWEEN.contains(row.text(RaceTrial.FACTOR));
      assertThat(row.number(RaceTrial.TRAININGS))
          .isEqualTo(between ? Double.valueOf(Double.NaN) : Double.valueOf(1));
      assertThat(row.number(RaceTrial.SECONDS + RaceTrial.HIGH))
          .isEqualTo(Double.valueOf(between ? Double.NaN : row.number(RaceTrial.SECONDS)));
      assertThat(row.number(RaceTrial.SCORING_SECONDS)).isEqualTo(30);
      assertThat(row.number(RaceTrial.TRAINING_SECONDS)).isEqualTo(10);
    }
  }

  @Test
  void settings_ofTablesOfOtherSizes_agree() throws IOException {
    Map<String, String> settings = new HashMap<>();
    List<String> sizes = new ArrayList<>();
    for (OwnTable source : List.of(OwnTable.CONVNET, OwnTable.NASBENCH201)) {
      TruthTable table = source.read(Optional.empty()).orElseThrow();
      RaceTrial trial =
          new RaceTrial(table, List.of(new RaceTrial.Run(table, PERFECT)), new Seed(3), 1);
      sizes.add(Integer.toString(table.size()));
      trial
          .settings()
          .forEach((name, value) -> assertThat(settings.put(name, value)).isIn(null, value));
    }
    assertThat(settings)
        .containsEntry("networks of a run on convnet", sizes.get(0))
        .containsEntry("networks of a run on nasbench201", sizes.get(1));
  }

  @Test
  void run_byOtherWorkers_givesTheSameRows() throws InterruptedException {
    Policy policy =
        new CalibratedPolicy(
            TABLE.views().get(1), TABLE.flops(), 40, Chooser.THOMPSON, 12, ChosenBy.MODEL);
    assertThat(rows(policy, 3)).isEqualTo(rows(policy, 1));
  }
}
