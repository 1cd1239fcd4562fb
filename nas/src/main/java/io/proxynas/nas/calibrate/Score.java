package io.proxynas.nas.calibrate;

import java.util.List;

/**
 * One score of all candidates.
 *
 * @param name of the score, one of a kind in its table
 * @param kind what the score needs
 * @param merits one value a candidate; larger is believed to be better; NaN is missing
 */
public record Score(String name, ScoreKind kind, List<Double> merits) {

  /** Keeps a copy. */
  public Score {
    if (name.isBlank()) {
      throw new IllegalArgumentException("the name of a score must not be blank");
    }
    merits = List.copyOf(merits);
  }
}
