package io.proxynas.eval.validation;

import java.util.List;

/** Another way to rank the candidates of a validation, which the proxy has to beat. */
public interface RivalScorer {

  /** The name in reports, such as {@code random-ipc50}. */
  String name();

  /** What it needs to score a candidate. */
  Rival.Needs needs();

  /**
   * Scores candidates.
   *
   * @param candidates of the random sample, with what the proxy's search knows of them; the full
   *     accuracies are not to be looked at
   * @return a score for each, in their order
   * @throws InterruptedException if the thread is interrupted
   */
  List<RivalScore> score(List<PairedScore> candidates) throws InterruptedException;
}
