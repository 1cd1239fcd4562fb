package io.proxynas.nas.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.ranking.Ranking;
import io.proxynas.nas.space.ConvNetSpace;
import java.util.List;
import org.junit.jupiter.api.Test;

class LocalSearchTest extends SearchContract {

  @Override
  Search search() {
    return LocalSearch.DEFAULT;
  }

  @Test
  void run_rankedByLoss_maximisesThatFitness() {
    StructuredScores.assertMaximisesTheFitness(LocalSearch.DEFAULT);
  }

  @Test
  void run_onStructuredScores_findsBetterThanRandomSearch() {
    assertBetterThanRandom();
  }

  @Test
  void run_climbsFromTheBestStartToItsBestNeighbour() {
    List<Outcome> history = StructuredScores.run(new LocalSearch(4), 200, 1).history();
    Architecture start = best(history.subList(0, 4));
    List<Architecture> around = ConvNetSpace.CPU.neighbours(start);
    List<Architecture> first = architectures(history.subList(4, 4 + around.size()));
    assertThat(first).containsExactlyElementsOf(around);

    Architecture next = best(history.subList(4, 4 + around.size()));
    assertThat(ConvNetSpace.CPU.neighbours(next))
        .contains(history.get(4 + around.size()).architecture());
  }

  @Test
  void run_atAPeak_beginsAnew() {
    List<Outcome> history = StructuredScores.run(new LocalSearch(1), 720, 1).history();
    assertThat(history).hasSize(720);
  }

  private static List<Architecture> architectures(List<Outcome> outcomes) {
    return outcomes.stream().map(Outcome::architecture).toList();
  }

  private static Architecture best(List<Outcome> outcomes) {
    return Ranking.of(outcomes).trained().get(0).architecture();
  }

  @Test
  void new_withoutStart_saysRuleAndValue() {
    assertThatThrownBy(() -> new LocalSearch(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("starts must be at least 1, but was 0");
  }
}
