package io.proxynas.nas.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.proxynas.engine.Seed;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class ImprovementPerCostTest {

  private static final CalibratedRanking RANKING = CalibratedRanking.DEFAULT;
  private static final ImprovementPerCost CHOICE = ImprovementPerCost.DEFAULT;

  /** The prior goes down the places. */
  private final ScoreTable line =
      new ScoreTable(List.of(Tables.score("flops", ScoreKind.SIZE, 8, 7, 6, 5, 4, 3, 2, 1, 0)));

  private static final List<Double> EQUAL = Collections.nCopies(9, 5.0);

  @Test
  void improvement_byHand() {
    // z = 0: φ(0) = 1/√(2π); z = 1: Φ(1) + φ(1) = 0.841345 + 0.241971
    assertThat(ImprovementPerCost.improvement(3, 2, 3)).isCloseTo(2 * 0.398942, within(1e-6));
    assertThat(ImprovementPerCost.improvement(5, 2, 3)).isCloseTo(2 * 1.083315, within(1e-6));
    assertThat(ImprovementPerCost.improvement(5, 0, 3)).isEqualTo(2);
    assertThat(ImprovementPerCost.improvement(2, 0, 3)).isZero();
    assertThat(ImprovementPerCost.improvement(-100, 1, 3)).isZero();
  }

  @Test
  void improvement_isTheMeanOfDraws() {
    RandomGenerator random = new Seed(1).generator();
    int draws = 200_000;
    double sum = 0;
    for (int i = 0; i < draws; i++) {
      sum += Math.max(0.4 + 0.3 * random.nextGaussian() - 0.6, 0);
    }
    assertThat(ImprovementPerCost.improvement(0.4, 0.3, 0.6)).isCloseTo(sum / draws, within(1e-3));
  }

  @Test
  void improvement_growsWithMeanAndDeviation_andFallsWithTheBest() {
    double some = ImprovementPerCost.improvement(0.5, 0.1, 0.6);
    assertThat(ImprovementPerCost.improvement(0.51, 0.1, 0.6)).isGreaterThan(some);
    assertThat(ImprovementPerCost.improvement(0.5, 0.11, 0.6)).isGreaterThan(some);
    assertThat(ImprovementPerCost.improvement(0.5, 0.1, 0.61)).isLessThan(some);
  }

  @Test
  void next_atEqualCost_followsThePriorAtFirst() {
    assertThat(CHOICE.next(RANKING, line, Observations.NONE, EQUAL, 3)).containsExactly(0, 1, 2);
  }

  @Test
  void next_cheapCandidates_comeFirst_untilTheyPromiseLittle() {
    List<Double> flops = List.of(100.0, 90.0, 1.0, 80.0, 1.0, 70.0, 60.0, 50.0, 40.0);
    List<Integer> all = CHOICE.next(RANKING, line, Observations.NONE, flops, 9);
    assertThat(all).startsWith(2, 4, 0).hasSize(9).doesNotHaveDuplicates();
  }

  @Test
  void next_afterTruths_followsThem() {
    Observations known =
        new Observations(List.of(0, 1, 2, 3, 4, 5), List.of(0.1, 0.2, 0.3, 0.4, 0.5, 0.6));
    assertThat(CHOICE.next(RANKING, line, known, EQUAL, 5)).containsExactly(8, 7, 6);
  }

  @Test
  void next_theUnitOfFlops_doesNotCount() {
    ScoreTable table = Tables.random(30);
    List<Double> flops = new Seed(2).generator().doubles(30).boxed().toList();
    assertThat(CHOICE.next(RANKING, table, Tables.first(table, 8), flops, 30))
        .hasSize(22)
        .isEqualTo(
            CHOICE.next(
                RANKING,
                table,
                Tables.first(table, 8),
                flops.stream().map(f -> 1024 * f).toList(),
                30));
  }

  @Test
  void next_ofWrongInput_isRefused() {
    assertThatThrownBy(() -> CHOICE.next(RANKING, line, Observations.NONE, EQUAL, -1))
        .hasMessage("the count must be at least 0, but was -1");
    assertThatThrownBy(() -> CHOICE.next(RANKING, line, Observations.NONE, List.of(1.0), 1))
        .hasMessage(
            "each of 9 candidates must have a number of FLOPs of at least 0, but these were [1.0]");
    assertThatThrownBy(
            () ->
                CHOICE.next(
                    RANKING, line, Observations.NONE, Collections.nCopies(9, Double.NaN), 1))
        .hasMessageStartingWith("each of 9 candidates must have a number of FLOPs");
    assertThatThrownBy(() -> new ImprovementPerCost(0))
        .hasMessage("the overhead must be above 0, but was 0.0");
  }
}
