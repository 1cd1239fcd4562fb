package io.proxynas.eval.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.proxynas.engine.Seed;
import io.proxynas.nas.calibrate.CalibratedRanking;
import io.proxynas.nas.calibrate.Score;
import io.proxynas.nas.calibrate.ScoreKind;
import io.proxynas.nas.calibrate.ScoreTable;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CalibrationReplayTest {

  private static final int N = 60;

  /** The accuracy misleads, and FLOPs tell the truth but for some noise. */
  private static ScoredCandidates candidates() {
    RandomGenerator random = new Seed(5).generator();
    List<Double> flops = random.doubles(N).boxed().toList();
    List<Double> accuracy = random.doubles(N).boxed().toList();
    List<Double> truths = flops.stream().map(f -> f + 0.1 * random.nextGaussian()).toList();
    ScoreTable table =
        new ScoreTable(
            List.of(
                new Score("accuracy", ScoreKind.TRAINED, accuracy),
                new Score("flops", ScoreKind.SIZE, flops)));
    List<String> names = IntStream.range(0, N).mapToObj(i -> "n" + i).toList();
    return new ScoredCandidates(names, table, truths, false, List.of());
  }

  private static CalibrationReplay.Result run(int train, int repeats, long seed) {
    return new CalibrationReplay(
            CalibratedRanking.DEFAULT, OptionalInt.of(train), repeats, new Seed(seed))
        .run(candidates());
  }

  @Test
  void run_aMisleadingScore_isUnlearned() {
    CalibrationReplay.Result result = run(15, 20, 1);
    assertThat(result.calibrated().rho()).isGreaterThan(result.prior().rho() + 0.1);
    assertThat(result.calibrated().rho()).isGreaterThan(0.85);
    assertThat(result.bestScore().rho()).isGreaterThan(0.85);
    assertThat(result.calibrated().deviation()).isBetween(0.0, 0.1);
    assertThat(result.calibrated().betterHalf()).isBetween(0.3, 1.0);
    assertThat(result.prediction().listensTo().get("flops")).isGreaterThan(0.8);
    assertThat(result.fitted().count()).isEqualTo(15);
  }

  @Test
  void run_theSameSeed_isTheSame() {
    assertThat(run(12, 3, 7)).isEqualTo(run(12, 3, 7));
    assertThat(run(12, 3, 7).fitted()).isNotEqualTo(run(12, 3, 8).fitted());
  }

  @Test
  void run_oneDraw_hasNoDeviation() {
    assertThat(run(12, 1, 1).calibrated().deviation()).isNaN();
  }

  @Test
  void run_allFitted_hasNoFigures() {
    CalibrationReplay all =
        new CalibrationReplay(CalibratedRanking.DEFAULT, OptionalInt.empty(), 1, new Seed(1));
    CalibrationReplay.Result result = all.run(candidates());
    assertThat(result.calibrated().rho()).isNaN();
    assertThat(result.fitted().count()).isEqualTo(N);
  }

  @Test
  void run_tooManyOrNone_isRefused() {
    assertThatThrownBy(() -> run(58, 1, 1))
        .hasMessage(
            "of the 60 rows with a truth, from 1 to 57 may be fitted so that 3 are left,"
                + " but 58 should be");
    assertThatThrownBy(() -> run(0, 1, 1)).hasMessageEndingWith("but 0 should be");
    ScoreTable two = new ScoreTable(List.of(new Score("flops", ScoreKind.SIZE, List.of(1.0, 2.0))));
    ScoredCandidates few =
        new ScoredCandidates(List.of("a", "b"), two, List.of(0.5, 0.6), false, List.of());
    assertThatThrownBy(
            () ->
                new CalibrationReplay(CalibratedRanking.DEFAULT, OptionalInt.of(1), 1, new Seed(1))
                    .run(few))
        .hasMessage(
            "to fit some truths and judge by 3 others there must be at least 4, but there are 2");
    assertThatThrownBy(() -> run(12, 0, 1))
        .hasMessage("the repeats must be at least 1, but were 0");
    assertThatThrownBy(() -> run(12, Integer.MAX_VALUE, 1))
        .hasMessage("the repeats must be at most 10000, but were 2147483647");
  }

  @Test
  void figures_byHand() {
    List<Double> truths = List.of(1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 9.0);
    List<Double> predicted = List.of(1.0, 2.0, 3.0, 6.0, 5.0, 4.0, 0.0);
    List<Integer> left = List.of(0, 1, 2, 3, 4, 5);
    RankFigures.Draw draw = RankFigures.Draw.of(left, predicted, truths);
    assertThat(draw.rho()).isEqualTo(1 - 6 * 8 / (6 * 35.0), within(1e-12));
    assertThat(draw.betterHalf()).isEqualTo(-1, within(1e-12));
    RankFigures figures = RankFigures.over(List.of(draw, new RankFigures.Draw(1, 0)));
    assertThat(figures.rho()).isEqualTo((draw.rho() + 1) / 2, within(1e-12));
    assertThat(figures.deviation()).isEqualTo((1 - draw.rho()) / Math.sqrt(2), within(1e-12));
    assertThat(figures.betterHalf()).isEqualTo(-0.5, within(1e-12));
    List<Double> same = Collections.nCopies(7, 1.0);
    assertThat(RankFigures.Draw.of(left, same, truths).rho()).isZero();
  }

  @Test
  void csv_isBestFirst() {
    CalibrationReplay.Result result = run(12, 1, 1);
    List<String> lines = PredictedOrderCsv.text(candidates(), result).lines().toList();
    assertThat(lines).hasSize(N + 1);
    assertThat(lines.get(0)).isEqualTo("place,candidate,predicted,deviation,truth,fitted");
    int best = PredictedOrderCsv.order(result).get(0);
    assertThat(lines.get(1))
        .startsWith("1,n" + best + "," + result.prediction().means().get(best) + ",");
    assertThat(lines.stream().filter(line -> line.endsWith(",yes"))).hasSize(12);
  }
}
