package io.proxynas.nas.score;

/** The training-free scores, by the words of the command line. */
public enum FreeScore {
  /** {@link io.proxynas.nas.score.NASWOT}. */
  NASWOT("naswot", "naswot", "how differently the ReLUs answer different images", new NASWOT()),
  /** {@link SynFlow}. */
  SYNFLOW(
      "synflow", "synflow", "how much flows through the weights, signs left out", new SynFlow()),
  /** {@link JacobianCovariance}. */
  JACOBIAN_COVARIANCE(
      "jacobian-covariance",
      "jacobianCovariance",
      "how unlike the pixel gradients of different images are",
      new JacobianCovariance()),
  /** {@link EpeNas}. */
  EPE_NAS("epe-nas", "epeNas", "the same within classes", new EpeNas()),
  /** {@link GradientNorm}. */
  GRADIENT_NORM(
      "gradient-norm", "gradientNorm", "of the loss, summed over layers", new GradientNorm());

  private final String word;
  private final String field;
  private final String description;
  private final TrainingFreeScore score;

  FreeScore(String word, String field, String description, TrainingFreeScore score) {
    this.word = word;
    this.field = field;
    this.description = description;
    this.score = score;
  }

  /** The word on the command line. */
  public String word() {
    return word;
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
