package io.proxynas.nas.ranking;

import io.proxynas.nas.candidate.Outcome;

/** How good a candidate is in the eyes of a search; the larger, the better. */
@FunctionalInterface
public interface Merit {

  /** The merit of a candidate with scores; not NaN, −∞ where it has none. */
  double of(Outcome.Trained candidate);
}
