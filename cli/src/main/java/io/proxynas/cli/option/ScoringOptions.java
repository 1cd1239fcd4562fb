package io.proxynas.cli.option;

import io.proxynas.condense.set.ProxySpec;
import io.proxynas.eval.train.ScoringPlan;
import io.proxynas.nas.ranking.Criterion;
import io.proxynas.nas.score.FreeScore;
import io.proxynas.nas.score.FreeScorer;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What is measured of each candidate, and which of it ranks. */
public final class ScoringOptions {

  private static final String ALL = "all";
  private static final String NONE = "none";
  private static final String CALIBRATED = "calibrated";

  @Option(
      names = "--rank-by",
      paramLabel = "SCORE",
      description =
          "What orders the ranking, and what a search maximises: calibrated, the accuracy after full"
              + " training as predicted from all scores by what some full trainings teach;"
              + " accuracy, validation-loss,"
              + " training-loss, curve-area (the sum of the training losses of all epochs),"
              + " parameters, flops, or a training-free score (default: training-loss; without a"
              + " proxy calibrated in a search and synflow in a list).")
  private Optional<String> rankBy = Optional.empty();

  @Option(
      names = "--scores",
      paramLabel = "SCORE,…",
      description =
          "Training-free scores to measure beside it, on 64 images of the proxy: naswot,"
              + " synflow, jacobian-covariance, epe-nas, gradient-norm, or all or none (default: all"
              + " for rank and without a proxy, naswot and synflow for a calibrated search, else"
              + " none).")
  private Optional<String> scores = Optional.empty();

  @Option(
      names = "--initialisations",
      paramLabel = "N",
      description =
          "Draws of weights that a training-free score is the mean of, a rival's too (default: "
              + FreeScorer.INITIALISATIONS
              + ").")
  private Optional<Integer> initialisations = Optional.empty();

  @Option(
      names = "--seeds",
      paramLabel = "K",
      defaultValue = "1",
      description =
          "Trainings of each candidate on the proxy, whose scores are averaged (default:"
              + " ${DEFAULT-VALUE}).")
  private int seeds;

  @Mixin private StatisticsOptions statistics = new StatisticsOptions();

  /** With all training-free scores where nothing else was said. */
  public ScoringPlan forList(ProxySpec proxy) {
    if (rankBy.equals(Optional.of(CALIBRATED))) {
      throw new IllegalArgumentException(
          "a list has no full trainings to learn from, but --rank-by was calibrated: leave it out,"
              + " and use calibrate on the scores");
    }
    return scoring(criterion(proxy), free(scores.orElse(ALL)));
  }

  /**
   * With the training-free scores that were asked for; without a proxy all, with one cheap ones
   * where they are learnt from.
   */
  public ScoringPlan forSearch(ProxySpec proxy) {
    Set<FreeScore> usual =
        isUntrained(proxy)
            ? ScoringPlan.UNTRAINED.free()
            : isCalibrated(proxy) ? ScoringPlan.CHEAP : Set.of();
    return scoring(criterion(proxy), scores.map(ScoringOptions::free).orElse(usual));
  }

  /** Whether a search's ranking is to be calibrated. */
  public boolean isCalibrated(ProxySpec proxy) {
    return rankBy.map(CALIBRATED::equals).orElse(isUntrained(proxy));
  }

  private static boolean isUntrained(ProxySpec proxy) {
    return proxy instanceof ProxySpec.None;
  }

  /** Refuses a number of initialisations where no score would be their mean. */
  public void requireInitialisationsAreUsed(boolean measured) {
    if (initialisations.isPresent() && !measured) {
      throw new IllegalArgumentException(
          "--initialisations must go with a training-free score, but was %d where none is measured"
              .formatted(initialisations.get()));
    }
  }

  private ScoringPlan scoring(Criterion by, Set<FreeScore> free) {
    return new ScoringPlan(
        by,
        free,
        initialisations.orElse(FreeScorer.INITIALISATIONS),
        seeds,
        statistics.ofCandidates());
  }

  /** What ranks, and what a calibrated search maximises before anything is learnt. */
  private Criterion criterion(ProxySpec proxy) {
    if (rankBy.isPresent() && !rankBy.get().equals(CALIBRATED)) {
      return OptionValues.choice(
          "a score to rank by other than " + CALIBRATED,
          Criterion.values(),
          Criterion::word,
          rankBy.get());
    }
    if (isUntrained(proxy)) {
      return ScoringPlan.UNTRAINED.rankBy();
    }
    return (rankBy.isPresent() ? ScoringPlan.CALIBRATED : ScoringPlan.DEFAULT).rankBy();
  }

  private static Set<FreeScore> free(String text) {
    if (text.equals(ALL)) {
      return Set.of(FreeScore.values());
    }
    return text.equals(NONE)
        ? Set.of()
        : Set.copyOf(
            OptionValues.choices(
                "a training-free score", FreeScore.values(), FreeScore::word, text));
  }
}
