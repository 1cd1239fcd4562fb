package io.proxynas.nas.score;

import java.util.Arrays;
import java.util.List;

/** The training-free scores, by the words of the command line. */
public enum FreeScore {
  /** {@link io.proxynas.nas.score.NASWOT}. */
  NASWOT("naswot", "naswot", new NASWOT()),
  /** {@link SynFlow}. */
  SYNFLOW("synflow", "synflow", new SynFlow()),
  /** {@link JacobianCovariance}. */
  JACOBIAN_COVARIANCE("jacobian-covariance", "jacobianCovariance", new JacobianCovariance()),
  /** {@link EpeNas}. */
  EPE_NAS("epe-nas", "epeNas", new EpeNas()),
  /** {@link GradientNorm}. */
  GRADIENT_NORM("gradient-norm", "gradientNorm", new GradientNorm());

  private final String word;
  private final String field;
  private final TrainingFreeScore score;

  FreeScore(String word, String field, TrainingFreeScore score) {
    this.word = word;
    this.field = field;
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

  /** How it is measured. */
  public TrainingFreeScore score() {
    return score;
  }

  /** All of them. */
  public static List<FreeScore> all() {
    return Arrays.asList(values());
  }
}
