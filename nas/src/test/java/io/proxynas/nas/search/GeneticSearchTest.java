package io.proxynas.nas.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.engine.Progress;
import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.engine.architecture.ConvNet;
import io.proxynas.nas.RankBy;
import io.proxynas.nas.Score;
import io.proxynas.nas.evaluate.CandidateEvaluator;
import io.proxynas.nas.evaluate.Outcome;
import io.proxynas.nas.evaluate.Scores;
import io.proxynas.nas.space.ConvNetSpace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GeneticSearchTest extends SearchContract {

  @Override
  Search search() {
    return GeneticSearch.DEFAULT;
  }

  /** Scores like those of real ConvNets: effects that add, two that interact, and some noise. */
  private static double structured(Architecture architecture) {
    ConvNet net = (ConvNet) architecture;
    double depth = new double[] {0.00, 0.06, 0.10, 0.09}[net.depth() - 1];
    double width = 0.03 * (Integer.numberOfTrailingZeros(net.width()) - 3);
    double activation = 0.04 * net.activation().ordinal();
    double normalization =
        new double[] {0.00, 0.05, 0.03, 0.08, 0.06}[net.normalization().ordinal()];
    double pooling = 0.02 * net.pooling().ordinal() * Math.min(net.depth(), 3);
    double noise = 0.01 * (new Seed(3).child(net.id()).generator().nextDouble() - 0.5);
    return 0.3 + depth + width + activation + normalization + pooling + noise;
  }

  /** Evaluates in the calling thread, at once. */
  private static List<Outcome> evaluate(
      List<Architecture> candidates, CandidateEvaluator.Observer observer) {
    List<Outcome> outcomes = new ArrayList<>();
    for (Architecture candidate : candidates) {
      Scores scores = new Scores(structured(candidate), 1, 1, 1, 1);
      outcomes.add(new Outcome.Trained(candidate, scores, Duration.ZERO));
    }
    outcomes.forEach(observer::finished);
    return outcomes;
  }

  private static SearchResult run(Search search, int candidates, long seed) {
    SearchTask task = new SearchTask(ConvNetSpace.CPU, candidates, new Seed(seed));
    return search.run(task, GeneticSearchTest::evaluate, Progress.NONE);
  }

  /** How many networks of the space are better than the best found, on average over seeds. */
  private static double meanRegretRank(Search search, int candidates) {
    int seeds = 40;
    double sum = 0;
    for (int seed = 0; seed < seeds; seed++) {
      double best =
          run(search, candidates, seed).ranking().trained().get(0).scores().validationAccuracy();
      sum += ConvNetSpace.CPU.architectures().filter(a -> structured(a) > best).count();
    }
    return sum / seeds;
  }

  @Test
  void run_onStructuredScores_findsBetterThanRandomSearch() {
    for (int candidates : new int[] {50, 100, 200}) {
      double genetic = meanRegretRank(GeneticSearch.DEFAULT, candidates);
      double random = meanRegretRank(new RandomSearch(), candidates);
      assertThat(genetic).as("%d candidates", candidates).isLessThan(random / 2);
    }
  }

  @Test
  void run_rankedByLoss_isTheSearchOfThatFitness() {
    SearchTask byAccuracy = new SearchTask(ConvNetSpace.CPU, 60, new Seed(1));
    SearchTask byLoss =
        new SearchTask(
            ConvNetSpace.CPU,
            60,
            Optional.empty(),
            Constraint.NONE,
            new RankBy(List.of(Score.VALIDATION_LOSS)),
            new Seed(1));
    // The loss is what the accuracy lacks, and the accuracy says nothing.
    CandidateEvaluator losses =
        (candidates, observer) ->
            evaluate(candidates, outcome -> observer.finished(withoutAccuracy(outcome)));

    List<String> expected = history(byAccuracy, GeneticSearchTest::evaluate);

    assertThat(history(byLoss, losses)).isEqualTo(expected);
    assertThat(history(byAccuracy, losses)).isNotEqualTo(expected);
  }

  private static Outcome withoutAccuracy(Outcome outcome) {
    double accuracy = ((Outcome.Trained) outcome).scores().validationAccuracy();
    Scores scores = new Scores(0.5, 1 - accuracy, 1, 1, 1);
    return new Outcome.Trained(outcome.architecture(), scores, Duration.ZERO);
  }

  private static List<String> history(SearchTask task, CandidateEvaluator evaluator) {
    return GeneticSearch.DEFAULT.run(task, evaluator, Progress.NONE).history().stream()
        .map(outcome -> outcome.architecture().id())
        .toList();
  }

  @Test
  void run_onASmallSpace_proposesRepeatsWithoutTrainingThem() {
    SearchResult result = run(GeneticSearch.DEFAULT, 400, 1);
    assertThat(result.cacheHits()).isPositive();
    assertThat(result.distinct()).isEqualTo(400);
  }

  @Test
  void run_thatHardlyMutates_stillReachesTheBudget() {
    Search timid = new GeneticSearch(4, 0, 1e-9);
    assertThat(run(timid, 100, 1).distinct()).isEqualTo(100);
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
