package io.proxynas.nas.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PortfolioTest {

  private static final CalibratedRanking RANKING = CalibratedRanking.DEFAULT;

  /** The prior goes down the places, and candidates are as far apart as their places. */
  private final ScoreTable line =
      new ScoreTable(List.of(Tables.score("flops", ScoreKind.SIZE, 8, 7, 6, 5, 4, 3, 2, 1, 0)));

  @Test
  void next_atFirst_takesTheBestOfThePriorThenTheFarthest() {
    // After 0 and 1, farthest is the other end, 8; then the middle between 1 and 8 on a scale
    // whose ends are wide apart.
    List<Integer> chosen = new Portfolio(2, 2).next(RANKING, line, Observations.NONE, 4);
    assertThat(chosen.subList(0, 3)).containsExactly(0, 1, 8);
    assertThat(chosen.get(3)).isBetween(3, 6);
  }

  @Test
  void next_afterThese_takesByTurnsTheModelsBestAndTheNextOfThePrior() {
    // The truth says the opposite of the prior.
    Observations known =
        new Observations(List.of(0, 1, 2, 3, 4, 5), List.of(0.1, 0.2, 0.3, 0.4, 0.5, 0.6));
    assertThat(new Portfolio(3, 3).next(RANKING, line, known, 3)).containsExactly(8, 6, 7);
  }

  @Test
  void next_onlySpread_beginsWithTheBestOfThePrior() {
    assertThat(new Portfolio(0, 2).next(RANKING, line, Observations.NONE, 2)).containsExactly(0, 8);
  }

  @Test
  void next_fewerLeft_takesAllButTheKnown() {
    Observations known = new Observations(List.of(0, 4), List.of(0.5, 0.6));
    assertThat(Portfolio.DEFAULT.next(RANKING, line, known, 100))
        .containsExactlyInAnyOrder(1, 2, 3, 5, 6, 7, 8);
    assertThat(Portfolio.DEFAULT.next(RANKING, line, known, 0)).isEmpty();
  }

  @Test
  void next_oneByOne_goesOnWhereItWas() {
    ScoreTable table = Tables.random(30);
    List<Integer> places =
        new ArrayList<>(Portfolio.DEFAULT.next(RANKING, table, known(table, List.of()), 3));
    List<Integer> single = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      single.addAll(Portfolio.DEFAULT.next(RANKING, table, known(table, single), 1));
    }
    places.addAll(Portfolio.DEFAULT.next(RANKING, table, known(table, places), 4));
    assertThat(single).doesNotHaveDuplicates().isEqualTo(places);
  }

  private static Observations known(ScoreTable table, List<Integer> places) {
    return new Observations(places, places.stream().map(p -> Tables.truth(table, p)).toList());
  }

  @Test
  void next_twentyTrainings_findsNearlyTheBest() {
    ScoreTable table = Tables.random(200);
    List<Integer> chosen = new ArrayList<>();
    while (chosen.size() < 20) {
      chosen.addAll(Portfolio.DEFAULT.next(RANKING, table, known(table, chosen), 1));
    }
    double best = best(table, IntStream.range(0, 200).boxed().toList());
    assertThat(best - best(table, chosen)).isLessThan(0.005);
  }

  private static double best(ScoreTable table, List<Integer> places) {
    return places.stream().mapToDouble(p -> Tables.truth(table, p)).max().orElseThrow();
  }

  @Test
  void badNumbers_areRefused() {
    assertThatThrownBy(() -> new Portfolio(-1, 4))
        .hasMessage("the numbers of a portfolio must be at least 0, but were -1 and 4");
    assertThatThrownBy(() -> Portfolio.DEFAULT.next(RANKING, line, Observations.NONE, -1))
        .hasMessage("the count must be at least 0, but was -1");
  }
}
