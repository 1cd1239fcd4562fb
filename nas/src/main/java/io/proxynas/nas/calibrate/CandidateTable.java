package io.proxynas.nas.calibrate;

import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.ranking.Criterion;
import io.proxynas.nas.space.SearchSpace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a search has measured of its candidates, as scores: the {@link Criterion}s of what was
 * trained, and the decisions of the space.
 */
final class CandidateTable {

  private static final Pattern NUMBER = Pattern.compile("\\d+");

  private CandidateTable() {}

  /**
   * The scores of candidates.
   *
   * @param candidates at least one, trained alike
   */
  static ScoreTable of(SearchSpace space, List<Outcome.Trained> candidates) {
    List<Score> scores = new ArrayList<>();
    for (Criterion criterion : Criterion.values()) {
      if (isMeasured(criterion, candidates)) {
        scores.add(
            new Score(
                criterion.word(),
                kind(criterion),
                candidates.stream().map(c -> finite(criterion.of(c))).toList()));
      }
    }
    Map<String, List<String>> taken = new LinkedHashMap<>();
    for (Outcome.Trained candidate : candidates) {
      space
          .namedChoices(candidate.architecture())
          .forEach((decision, option) -> options(taken, decision).add(option));
    }
    taken.forEach((decision, options) -> scores.addAll(decision(decision, options)));
    return new ScoreTable(scores);
  }

  /**
   * One that is a number, such as a width, is a score in its order; another is one score an option.
   */
  private static List<Score> decision(String name, List<String> taken) {
    return taken.stream().allMatch(option -> NUMBER.matcher(option).matches())
        ? List.of(new Score(name, ScoreKind.DECISION, taken.stream().map(Double::valueOf).toList()))
        : Score.decisions(name, taken);
  }

  private static List<String> options(Map<String, List<String>> taken, String decision) {
    return taken.computeIfAbsent(decision, d -> new ArrayList<>());
  }

  /** What a network does not have is missing, and says nothing of the rest. */
  private static double finite(double merit) {
    return Double.isFinite(merit) ? merit : Double.NaN;
  }

  private static boolean isMeasured(Criterion criterion, List<Outcome.Trained> candidates) {
    return candidates.stream().anyMatch(c -> Double.isFinite(criterion.of(c)));
  }

  private static ScoreKind kind(Criterion criterion) {
    if (criterion.isOfTraining()) {
      return ScoreKind.TRAINED;
    }
    return criterion.free().isPresent() ? ScoreKind.UNTRAINED : ScoreKind.SIZE;
  }
}
