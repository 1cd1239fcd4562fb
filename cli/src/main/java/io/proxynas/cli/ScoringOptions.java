package io.proxynas.cli;

import io.proxynas.eval.run.Scoring;
import io.proxynas.nas.RankBy;
import io.proxynas.nas.score.FreeScore;
import io.proxynas.nas.score.FreeScorer;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** What is measured of each candidate, and which of it ranks. */
final class ScoringOptions {

  private static final String ALL = "all";
  private static final String NONE = "none";

  @Option(
      names = "--rank-by",
      paramLabel = "SCORE",
      defaultValue = "accuracy",
      description =
          "What orders the ranking: a score, or combined, or combined:SCORE,… (default:"
              + " ${DEFAULT-VALUE}). A search maximises it; one ranked by combined scores maximises"
              + " accuracy.")
  private String rankBy = "";

  @Option(
      names = "--scores",
      paramLabel = "SCORE,…",
      description =
          "Training-free scores to measure beside it: names, all or none (default: all for rank,"
              + " none for a search).")
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

  /** With all training-free scores where nothing else was said. */
  Scoring forList() {
    return scoring(scores.orElse(ALL));
  }

  /** With the training-free scores that were asked for. */
  Scoring forSearch() {
    return scoring(scores.orElse(NONE));
  }

  /** Refuses a number of initialisations where no score would be their mean. */
  void requireInitialisationsAreUsed(boolean measured) {
    if (initialisations.isPresent() && !measured) {
      throw new IllegalArgumentException(
          "--initialisations must go with a training-free score, but was %d where none is measured"
              .formatted(initialisations.get()));
    }
  }

  private Scoring scoring(String asked) {
    return new Scoring(
        RankBy.parse(rankBy),
        free(asked),
        initialisations.orElse(FreeScorer.INITIALISATIONS),
        seeds);
  }

  private static Set<FreeScore> free(String text) {
    if (text.equals(ALL)) {
      return Set.of(FreeScore.values());
    }
    return text.equals(NONE)
        ? Set.of()
        : Arrays.stream(text.split(",", -1))
            .map(
                word ->
                    Words.choice(
                        "a training-free score", FreeScore.values(), FreeScore::word, word.strip()))
            .collect(Collectors.toSet());
  }
}
