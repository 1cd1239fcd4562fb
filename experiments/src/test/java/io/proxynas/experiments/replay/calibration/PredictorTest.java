package io.proxynas.experiments.replay.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.engine.Seed;
import io.proxynas.eval.stat.SpearmanCorrelation;
import io.proxynas.nas.calibrate.Observations;
import io.proxynas.nas.calibrate.Score;
import io.proxynas.nas.calibrate.ScoreKind;
import io.proxynas.nas.calibrate.ScoreTable;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PredictorTest {

  private static final ScoreTable TABLE =
      new ScoreTable(
          List.of(
              new Score("turned", ScoreKind.SIZE, values(40, 39, -1)),
              new Score("odd", ScoreKind.DECISION, odd()),
              new Score("missing", ScoreKind.UNTRAINED, missing())));
  private static final Observations KNOWN =
      new Observations(IntStream.range(0, 20).mapToObj(i -> 2 * i).toList(), values(20, 0, 2));

  private static List<Double> values(int count, double first, double step) {
    return IntStream.range(0, count).mapToObj(i -> first + i * step).toList();
  }

  private static List<Double> odd() {
    return IntStream.range(0, 40).mapToObj(i -> (double) (i % 2)).toList();
  }

  private static List<Double> missing() {
    return IntStream.range(0, 40).mapToObj(i -> i == 7 ? Double.NaN : 1.0 + i % 3).toList();
  }

  @Test
  void bestScore_ofATurnedOne_turnsItBack() {
    double[] predicted = BestOf.SCORES.predict(TABLE, KNOWN, new Seed(1));
    assertThat(predicted[39]).isGreaterThan(predicted[0]);
    assertThat(BestOf.DECISIONS.predict(TABLE, KNOWN, new Seed(1)))
        .as("no told truth differs by the decision")
        .containsOnly(0);
  }

  @Test
  void fixedScore_ofAMissingMerit_isLast() {
    double[] predicted = new FixedScore("missing").predict(TABLE, KNOWN, new Seed(1));
    assertThat(predicted[7]).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThatThrownBy(() -> new FixedScore("other").predict(TABLE, KNOWN, new Seed(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a score must be in the table, but was other");
  }

  @Test
  void randomForest_learnsTheOrderAndStaysWithinTheTruths() {
    double[] predicted = RandomForest.DEFAULT.predict(TABLE, KNOWN, new Seed(1));
    double[] truths = IntStream.range(0, 40).asDoubleStream().toArray();
    assertThat(SpearmanCorrelation.of(predicted, truths)).isGreaterThan(0.9);
    assertThat(DoubleStream.of(predicted)).allMatch(value -> value >= 0 && value <= 38);
    assertThat(RandomForest.DEFAULT.predict(TABLE, KNOWN, new Seed(1))).isEqualTo(predicted);
    assertThat(RandomForest.DEFAULT.predict(TABLE, KNOWN, new Seed(2))).isNotEqualTo(predicted);
  }
}
