package io.proxynas.nas.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.ranking.Ranking;
import io.proxynas.nas.space.ConvNetSpace;
import java.util.List;
import org.junit.jupiter.api.Test;

class RegularizedEvolutionTest extends SearchContract {

  @Override
  Search search() {
    return RegularizedEvolution.DEFAULT;
  }

  @Test
  void run_rankedByLoss_maximisesThatFitness() {
    StructuredScores.assertMaximisesTheFitness(RegularizedEvolution.DEFAULT);
  }

  @Test
  void run_onStructuredScores_findsBetterThanRandomSearch() {
    assertBetterThanRandom();
  }

  /** The individuals alive when candidate {@code i} was bred: those up to i - lag, the last P. */
  private static List<Outcome> alive(List<Outcome> history, int i, int population, int lag) {
    int learnt = Math.max(0, i - lag + 1);
    return history.subList(Math.max(0, learnt - population), learnt);
  }

  @Test
  void run_breedsEachChildFromTheIndividualsAliveThen() {
    List<Outcome> history =
        StructuredScores.run(new RegularizedEvolution(12, 4, 5), 120, 1).history();
    for (int i = 12; i < history.size(); i++) {
      Architecture child = history.get(i).architecture();
      assertThat(alive(history, i, 12, 5))
          .as("candidate %d", i)
          .anyMatch(o -> ConvNetSpace.CPU.neighbours(o.architecture()).contains(child));
    }
  }

  @Test
  void run_whoseSampleIsMuchLargerThanThePopulation_breedsFromTheBestAlive() {
    int lag = 3;
    List<Outcome> history =
        StructuredScores.run(new RegularizedEvolution(5, 500, lag), 60, 2).history();
    for (int i = 5; i < history.size(); i++) {
      Architecture parent =
          alive(history, i, 5, lag).stream()
              .map(Outcome.Trained.class::cast)
              .min(Ranking.BEST_FIRST)
              .orElseThrow()
              .architecture();
      assertThat(ConvNetSpace.CPU.neighbours(parent))
          .as("candidate %d", i)
          .contains(history.get(i).architecture());
    }
  }

  @Test
  void new_withBadSettings_saysRuleAndValue() {
    assertThatThrownBy(() -> new RegularizedEvolution(1, 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("population must be at least 2, but was 1");
    assertThatThrownBy(() -> new RegularizedEvolution(2, 0, 1))
        .hasMessage("sample must be at least 1, but was 0");
    assertThatThrownBy(() -> new RegularizedEvolution(2, 1, 0))
        .hasMessage("lag must be at least 1, but was 0");
  }
}
