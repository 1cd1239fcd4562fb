package io.proxynas.nas.score;

import io.proxynas.engine.Worded;

/** The training-free scores, by the words of the command line. */
public enum FreeScore implements Worded {
  /** {@link io.proxynas.nas.score.NASWOT}. */
  NASWOT("naswot", "how differently the ReLUs answer different images", new NASWOT()),
  /** {@link SynFlow}. */
  SYNFLOW("synflow", "how much flows through the weights, signs left out", new SynFlow()),
  /** {@link JacobianCovariance}. */
  JACOBIAN_COVARIANCE(
      "jacobianCovariance",
      "how unlike the pixel gradients of different images are",
      new JacobianCovariance()),
  /** {@link EpeNas}. */
  EPE_NAS("epeNas", "the same within classes", new EpeNas()),
  /** {@link GradientNorm}. */
  GRADIENT_NORM("gradientNorm", "of the loss, summed over layers", new GradientNorm());

  private final String field;
  private final String description;
  private final TrainingFreeScore score;

  FreeScore(String field, String description, TrainingFreeScore score) {
    this.field = field;
    this.description = description;
    this.score = score;
  }

  /** The name in the journal and in tables. */
  public String field() {
    return field;
  }

  /** What it tells, as a phrase for the help. */
  public String description() {
    return description;
  }

  /** How it is measured. */
  TrainingFreeScore score() {
    return score;
  }
}
