package io.proxynas.nas.ranking;

import io.proxynas.nas.candidate.Outcome;
import java.util.List;

/** Says which candidates of a rung are the best: a total order, the same on each call. */
@FunctionalInterface
public interface PromotionOrder {

  /** The candidates, best first. */
  List<Outcome.Trained> bestFirst(List<Outcome.Trained> candidates);
}
