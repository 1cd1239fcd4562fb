package io.proxynas.nas.ranking;

import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.score.FreeScore;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What orders a ranking: one score, or several at once.
 *
 * @param scores at least 1
 */
public record RankBy(List<Criterion> scores) {

  /** Validation accuracy alone. */
  public static final RankBy ACCURACY = new RankBy(List.of(Criterion.ACCURACY));

  /** What is combined where nothing else is said. */
  public static final RankBy COMBINED =
      new RankBy(
          List.of(
              Criterion.ACCURACY,
              Criterion.FLOPS,
              Criterion.JACOBIAN_COVARIANCE,
              Criterion.NASWOT));

  private static final String COMBINED_WORD = "combined";

  public RankBy {
    scores = List.copyOf(scores);
    if (scores.isEmpty()) {
      throw new IllegalArgumentException("a ranking must be by at least 1 score, but was by 0");
    }
    if (EnumSet.copyOf(scores).size() < scores.size()) {
      throw new IllegalArgumentException(
          "scores to combine must differ, but were " + words(scores));
    }
  }

  /**
   * The ranking of a text such as {@code accuracy}, {@code combined} or {@code
   * combined:accuracy,flops}.
   *
   * @throws IllegalArgumentException if it has a name that is no score's; the message lists them
   */
  public static RankBy parse(String text) {
    if (text.equals(COMBINED_WORD)) {
      return COMBINED;
    }
    boolean combined = text.startsWith(COMBINED_WORD + ":");
    List<String> words =
        combined
            ? List.of(text.substring(COMBINED_WORD.length() + 1).split(",", -1))
            : List.of(text);
    return new RankBy(words.stream().map(RankBy::score).toList());
  }

  private static Criterion score(String text) {
    return Arrays.stream(Criterion.values())
        .filter(score -> score.word().equals(text.strip()))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "a score to rank by must be one of %s, or combined:SCORE,…, but was \"%s\""
                        .formatted(
                            Arrays.stream(Criterion.values())
                                .map(Criterion::word)
                                .collect(Collectors.joining(", ")),
                            text.strip())));
  }

  /** Whether several scores are combined. */
  private boolean isCombined() {
    return scores.size() > 1;
  }

  /**
   * What a search maximises. A combination depends on all candidates of the ranking, and would
   * change under the search's feet, so the search goes by accuracy; the ranking, and promotions,
   * which are not taken back, go by the combination.
   */
  public Criterion fitness() {
    return isCombined() ? Criterion.ACCURACY : scores.get(0);
  }

  /** What must be measured beside the training. */
  public Set<FreeScore> free() {
    return scores.stream()
        .map(Criterion::free)
        .flatMap(Optional::stream)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(FreeScore.class)));
  }

  /**
   * How good each candidate is among those of its rung, the larger the better: the score itself; of
   * several, their {@link LogRanks}; without training, the training-free score.
   *
   * @return in the order of the candidates
   */
  public double[] merits(List<Outcome.Trained> candidates) {
    double[] merits = new double[candidates.size()];
    IntStream.range(0, merits.length)
        .boxed()
        .collect(Collectors.groupingBy(i -> candidates.get(i).rung()))
        .values()
        .forEach(
            places -> {
              double[] ofRung = meritsOnARung(places.stream().map(candidates::get).toList());
              for (int i = 0; i < ofRung.length; i++) {
                merits[places.get(i)] = ofRung[i];
              }
            });
    return merits;
  }

  private double[] meritsOnARung(List<Outcome.Trained> candidates) {
    return isCombined() && candidates.stream().allMatch(c -> c.scores().isTrained())
        ? LogRanks.combined(scores.stream().map(score -> values(score, candidates)).toList())
        : values(scores.get(0), candidates);
  }

  private static double[] values(Criterion score, List<Outcome.Trained> candidates) {
    return candidates.stream().mapToDouble(c -> score.merit(c.scores())).toArray();
  }

  /** As on the command line: {@code accuracy}, or {@code combined:accuracy,flops}. */
  @Override
  public String toString() {
    return isCombined() ? COMBINED_WORD + ":" + words(scores) : scores.get(0).word();
  }

  private static String words(List<Criterion> scores) {
    return scores.stream().map(Criterion::word).collect(Collectors.joining(","));
  }
}
