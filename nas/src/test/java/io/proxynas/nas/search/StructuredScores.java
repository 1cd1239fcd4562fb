package io.proxynas.nas.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxynas.engine.Progress;
import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.engine.architecture.ConvNet;
import io.proxynas.nas.candidate.CandidateScores;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.evaluate.CandidateEvaluator;
import io.proxynas.nas.ranking.Criterion;
import io.proxynas.nas.space.ConvNetSpace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Scores like those of real ConvNets: effects that add, two that interact, and some noise. */
final class StructuredScores {

  private StructuredScores() {}

  static double accuracy(Architecture architecture) {
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

  /** As many as the convolutions of a network have, about. */
  static long parameters(Architecture architecture) {
    ConvNet net = (ConvNet) architecture;
    return 9L * net.width() * (1 + (net.depth() - 1) * net.width());
  }

  /** Evaluates in the calling thread, at once. */
  static List<Outcome> evaluate(
      List<Architecture> candidates, CandidateEvaluator.Observer observer) {
    List<Outcome> outcomes = new ArrayList<>();
    for (Architecture candidate : candidates) {
      CandidateScores scores =
          new CandidateScores(accuracy(candidate), 1, 1, parameters(candidate), 1);
      outcomes.add(new Outcome.Trained(candidate, scores, Duration.ZERO));
    }
    outcomes.forEach(observer::finished);
    return outcomes;
  }

  static SearchResult run(Search search, int candidates, long seed) {
    SearchTask task = new SearchTask(ConvNetSpace.CPU, candidates, new Seed(seed));
    return search.run(task, StructuredScores::evaluate, Progress.NONE);
  }

  /** How many networks of the space are better than the best found, on average over seeds. */
  static double meanRegretRank(Search search, int candidates) {
    int seeds = 40;
    double sum = 0;
    for (int seed = 0; seed < seeds; seed++) {
      double best =
          run(search, candidates, seed).ranking().trained().get(0).scores().validationAccuracy();
      sum += ConvNetSpace.CPU.architectures().filter(a -> accuracy(a) > best).count();
    }
    return sum / seeds;
  }

  /** The same search by accuracy, and by loss where the accuracy says the opposite. */
  static void assertMaximisesTheFitness(Search search) {
    CandidateEvaluator losses =
        (candidates, observer) -> {
          List<Outcome> outcomes = evaluate(candidates, outcome -> {});
          outcomes.replaceAll(StructuredScores::withMisleadingAccuracy);
          outcomes.forEach(observer::finished);
          return outcomes;
        };
    List<String> expected = history(search, Criterion.ACCURACY, StructuredScores::evaluate);

    assertThat(history(search, Criterion.VALIDATION_LOSS, losses)).isEqualTo(expected);
    assertThat(history(search, Criterion.ACCURACY, losses)).isNotEqualTo(expected);
  }

  private static Outcome withMisleadingAccuracy(Outcome outcome) {
    double loss = 1 - accuracy(outcome.architecture());
    CandidateScores scores = new CandidateScores(loss, loss, 1, 1, 1);
    return new Outcome.Trained(outcome.architecture(), scores, Duration.ZERO);
  }

  private static List<String> history(
      Search search, Criterion rankBy, CandidateEvaluator evaluator) {
    SearchTask task =
        new SearchTask(
            ConvNetSpace.CPU, 60, Optional.empty(), Constraint.NONE, rankBy, new Seed(1));
    return search.run(task, evaluator, Progress.NONE).history().stream()
        .map(outcome -> outcome.architecture().id())
        .toList();
  }
}
