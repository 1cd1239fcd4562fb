package io.proxynas.nas.calibrate;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A decision of a space as scores. One whose options are all numbers, such as a width, is one score
 * in their order; any other is one score an option, 1 where that was taken and 0 elsewhere, and a
 * single one where there are two options.
 */
public final class DecisionScores {

  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");

  private DecisionScores() {}

  /**
   * The scores of one decision.
   *
   * @param name of the decision, such as {@code width}
   * @param taken the option of each candidate, in words
   * @return none where all took the same
   */
  public static List<Score> of(String name, List<String> taken) {
    Set<String> options = new LinkedHashSet<>(taken.stream().sorted().toList());
    if (options.size() < 2) {
      return List.of();
    }
    if (options.stream().allMatch(DecisionScores::isNumber)) {
      return List.of(
          new Score(name, ScoreKind.DECISION, taken.stream().map(Double::valueOf).toList()));
    }
    List<Score> scores = new ArrayList<>();
    for (String option : options) {
      List<Double> merits = taken.stream().map(t -> t.equals(option) ? 1.0 : 0.0).toList();
      scores.add(new Score(name + "=" + option, ScoreKind.DECISION, merits));
    }
    return options.size() == 2 ? List.of(scores.get(0)) : List.copyOf(scores);
  }

  private static boolean isNumber(String option) {
    return NUMBER.matcher(option).matches();
  }
}
