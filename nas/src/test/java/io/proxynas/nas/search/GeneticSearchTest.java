package io.proxynas.nas.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class GeneticSearchTest extends SearchContract {

  @Override
  Search search() {
    return GeneticSearch.DEFAULT;
  }

  @Test
  void run_onStructuredScores_findsBetterThanRandomSearch() {
    assertBetterThanRandom();
  }

  @Test
  void run_onASmallSpace_proposesRepeatsWithoutTrainingThem() {
    SearchResult result = StructuredScores.run(GeneticSearch.DEFAULT, 400, 1);
    assertThat(result.cacheHits()).isPositive();
    assertThat(result.distinct()).isEqualTo(400);
  }

  @Test
  void run_thatHardlyMutates_stillReachesTheBudget() {
    Search timid = new GeneticSearch(4, 0, 1e-9);
    assertThat(StructuredScores.run(timid, 100, 1).distinct()).isEqualTo(100);
  }

  @Test
  void new_withBadSettings_saysRuleAndValue() {
    assertThatThrownBy(() -> new GeneticSearch(3, 0.5, 0.1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("population must be at least 4, but was 3");
    assertThatThrownBy(() -> new GeneticSearch(10, 1.5, 0.1))
        .hasMessage("crossover must be in [0, 1], but was 1.5");
    assertThatThrownBy(() -> new GeneticSearch(10, 0.5, 0))
        .hasMessage("mutation must be in (0, 1], but was 0.0");
  }
}
