package io.proxynas.eval.validation;

import io.proxynas.engine.Worded;
import io.proxynas.nas.score.FreeScore;

/**
 * The rivals that cost something, by the words of the command line. The number of parameters and
 * the FLOPs cost nothing and are always compared.
 */
public enum RivalKind implements Worded {
  /** A random real set of the proxy's size, trained on by the same recipe. */
  RANDOM("training on as many random real images"),
  /** The full data for as many updates as on the proxy. */
  EARLY_STOPPING("training on all real images for as many updates"),
  /** {@link FreeScore#NASWOT}. */
  NASWOT("codes of ReLUs of a fresh network"),
  /** {@link FreeScore#SYNFLOW}. */
  SYNFLOW("paths through a fresh network"),
  /** {@link FreeScore#JACOBIAN_COVARIANCE}. */
  JACOBIAN_COVARIANCE("gradients of a fresh network"),
  /** The proxy's accuracy with FLOPs, Jacobian covariance and NASWOT. */
  COMBINED("the proxy's accuracy, FLOPs, NASWOT and Jacobian covariance by log ranks"),
  /** {@link DecisionRival}. */
  DECISION("the best single decision of the space, by the full trainings of the others");

  private final String description;

  RivalKind(String description) {
    this.description = description;
  }

  /** Whether it rests on a training-free score. */
  boolean usesFreeScores() {
    return this != RANDOM && this != EARLY_STOPPING && this != DECISION;
  }

  /** What it does, as a phrase for the help. */
  public String description() {
    return description;
  }
}
