package io.proxynas.nas.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.engine.Progress;
import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.candidate.CandidateScores;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.evaluate.CandidateEvaluator;
import io.proxynas.nas.ranking.Criterion;
import io.proxynas.nas.ranking.Ranking;
import io.proxynas.nas.space.ConvNetSpace;
import java.time.Duration;
import java.util.ArrayList;
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

  /** By what it reached since its climb began, and not by what it was then. */
  @Test
  void run_fromACandidateThatIsPromotedMeanwhile_staysThere() {
    List<Integer> batches = new ArrayList<>();
    List<Architecture> start = new ArrayList<>();
    CandidateEvaluator promotesTheStart =
        (candidates, observer) -> {
          batches.add(candidates.size());
          if (batches.size() == 1) {
            start.addAll(candidates);
            candidates.forEach(c -> observer.finished(onRung(c, 0, 0.5)));
          } else {
            observer.finished(onRung(start.get(0), 2, 0.5));
            candidates.forEach(c -> observer.finished(onRung(c, 1, 0.9)));
          }
          return List.of();
        };
    SearchTask task =
        new SearchTask(ConvNetSpace.CPU, 40, new Seed(1)).withRankBy(Criterion.ACCURACY);

    new LocalSearch(1).run(task, promotesTheStart, Progress.NONE);

    assertThat(batches.get(0)).isEqualTo(1);
    assertThat(batches.get(1)).isGreaterThan(1); // its neighbours
    assertThat(batches.get(2)).as("another start").isEqualTo(1);
  }

  private static Outcome onRung(Architecture candidate, int rung, double accuracy) {
    CandidateScores scores = new CandidateScores(accuracy, 1, 1, 1, 1);
    return new Outcome.Trained(candidate, scores, Duration.ZERO, rung);
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
