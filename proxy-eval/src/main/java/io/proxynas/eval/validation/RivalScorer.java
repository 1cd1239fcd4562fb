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
   * @param candidates of the random sample, with what the proxy's search knows of them. The full
   *     accuracies are looked at by those alone that need {@link Rival.Needs#TRUTH}, and the score
   *     of a candidate must not depend on its own
   * @return a score for each, in their order
   * @throws InterruptedException if the thread is interrupted
   */
  List<RivalScore> score(List<PairedScore> candidates) throws InterruptedException;

  /**
   * What the scores of these candidates go by, in a word or two, where the name does not tell.
   *
   * @param candidates as of {@link #score}
   */
  default String basis(List<PairedScore> candidates) {
    return "";
  }
}
