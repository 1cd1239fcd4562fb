package io.proxynas.nas.ranking;

import io.proxynas.nas.candidate.CandidateScores;
import io.proxynas.nas.score.FreeScore;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * What candidates can be ranked by, by the words of the command line. Parameters and FLOPs count as
 * predictors of accuracy: more is better. To keep networks small, limit their size instead.
 */
public enum Criterion {
  /** Accuracy on the validation split after training. */
  ACCURACY("accuracy", CandidateScores::validationAccuracy),
  /** Loss on the validation split after training; less is better. */
  VALIDATION_LOSS("validation-loss", scores -> -scores.validationLoss()),
  /** Loss of the last epoch of training; less is better. */
  TRAINING_LOSS("training-loss", scores -> -scores.trainingLoss()),
  /** The sum of the training losses of all epochs; less is better. */
  LEARNING_CURVE_AREA("curve-area", scores -> -scores.learningCurveArea()),
  /** Trainable values. */
  PARAMETERS("parameters", CandidateScores::parameters),
  /** Floating-point operations of one image's forward pass. */
  FLOPS("flops", CandidateScores::flops),
  /** {@link io.proxynas.nas.score.NASWOT}. */
  NASWOT(FreeScore.NASWOT),
  /** {@link io.proxynas.nas.score.SynFlow}. */
  SYNFLOW(FreeScore.SYNFLOW),
  /** {@link io.proxynas.nas.score.JacobianCovariance}. */
  JACOBIAN_COVARIANCE(FreeScore.JACOBIAN_COVARIANCE),
  /** {@link io.proxynas.nas.score.EpeNas}. */
  EPE_NAS(FreeScore.EPE_NAS),
  /** {@link io.proxynas.nas.score.GradientNorm}. */
  GRADIENT_NORM(FreeScore.GRADIENT_NORM);

  private final String word;
  private final ToDoubleFunction<CandidateScores> merit;
  private final @Nullable FreeScore free;

  Criterion(String word, ToDoubleFunction<CandidateScores> merit) {
    this.word = word;
    this.merit = merit;
    this.free = null;
  }

  Criterion(FreeScore free) {
    this.word = free.word();
    this.merit = scores -> scores.free().getOrDefault(free, Double.NEGATIVE_INFINITY);
    this.free = free;
  }

  /** The word on the command line. */
  public String word() {
    return word;
  }

  /**
   * How good a candidate is by this score: the larger the better; −∞ where it has none. A network
   * without training has one score, which stands for any.
   */
  public double merit(CandidateScores scores) {
    return scores.isTrained() ? merit.applyAsDouble(scores) : scores.untrainedMerit();
  }

  /** What must be measured beside the training; empty if nothing. */
  Optional<FreeScore> free() {
    return Optional.ofNullable(free);
  }
}
