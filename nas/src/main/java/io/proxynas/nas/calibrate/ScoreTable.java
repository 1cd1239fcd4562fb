package io.proxynas.nas.calibrate;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The scores of all candidates.
 *
 * @param scores at least one, each with another name, all of one length
 */
public record ScoreTable(List<Score> scores) {

  /** Checks the scores. */
  public ScoreTable {
    scores = List.copyOf(scores);
    if (scores.isEmpty()) {
      throw new IllegalArgumentException("a table must have at least one score, but has none");
    }
    int candidates = scores.get(0).merits().size();
    Set<String> names = new HashSet<>();
    for (Score score : scores) {
      if (score.merits().size() != candidates) {
        throw new IllegalArgumentException(
            "all scores must be of %d candidates, but %s has %d"
                .formatted(candidates, score.name(), score.merits().size()));
      }
      if (!names.add(score.name())) {
        throw new IllegalArgumentException(
            "each score must have another name, but %s is there twice".formatted(score.name()));
      }
    }
  }

  /** How many candidates there are. */
  public int candidates() {
    return scores.get(0).merits().size();
  }
}
