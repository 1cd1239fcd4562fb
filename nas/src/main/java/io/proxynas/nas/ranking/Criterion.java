package io.proxynas.nas.ranking;

import io.proxynas.engine.Worded;
import io.proxynas.nas.candidate.CandidateScores;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.score.FreeScore;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * What candidates can be ranked by, by the words of the command line. Parameters and FLOPs count as
 * predictors of accuracy: more is better. To keep networks small, limit their size instead.
 */
public enum Criterion implements Merit, Worded {
  /** Accuracy on the validation split after training. */
  ACCURACY(CandidateScores::validationAccuracy),
  /** Loss on the validation split after training; less is better. */
  VALIDATION_LOSS(scores -> -scores.validationLoss()),
  /** Loss of the last epoch of training; less is better. */
  TRAINING_LOSS(scores -> -scores.trainingLoss()),
  /** The sum of the training losses of all epochs; less is better. */
  CURVE_AREA(scores -> -scores.learningCurveArea()),
  /** Trainable values. */
  PARAMETERS(CandidateScores::parameters),
  /** Floating-point operations of one image's forward pass. */
  FLOPS(CandidateScores::flops),
  /** {@link FreeScore#NASWOT}. */
  NASWOT(FreeScore.NASWOT),
  /** {@link FreeScore#SYNFLOW}. */
  SYNFLOW(FreeScore.SYNFLOW),
  /** {@link FreeScore#JACOBIAN_COVARIANCE}. */
  JACOBIAN_COVARIANCE(FreeScore.JACOBIAN_COVARIANCE),
  /** {@link FreeScore#EPE_NAS}. */
  EPE_NAS(FreeScore.EPE_NAS),
  /** {@link FreeScore#GRADIENT_NORM}. */
  GRADIENT_NORM(FreeScore.GRADIENT_NORM);

  private final ToDoubleFunction<CandidateScores> merit;
  private final @Nullable FreeScore free;

  Criterion(ToDoubleFunction<CandidateScores> merit) {
    this.merit = merit;
    this.free = null;
  }

  Criterion(FreeScore free) {
    this.merit = scores -> scores.free().getOrDefault(free, Double.NEGATIVE_INFINITY);
    this.free = free;
  }

  /**
   * How good a candidate is by this score: the larger the better; −∞ where it has none. The only
   * score of a network without training stands for any.
   */
  public double merit(CandidateScores scores) {
    if (scores.isOneScore()) {
      return scores.untrainedMerit();
    }
    return isOfTraining() && !scores.isTrained()
        ? Double.NEGATIVE_INFINITY
        : merit.applyAsDouble(scores);
  }

  /** Whether a smaller value of the score is better: its merit is the negated value then. */
  public boolean lessIsBetter() {
    return this == VALIDATION_LOSS || this == TRAINING_LOSS || this == CURVE_AREA;
  }

  @Override
  public double of(Outcome.Trained candidate) {
    return merit(candidate.scores());
  }

  /** Whether it is told by a training, and not by the network alone. */
  public boolean isOfTraining() {
    return switch (this) {
      case ACCURACY, VALIDATION_LOSS, TRAINING_LOSS, CURVE_AREA -> true;
      case PARAMETERS, FLOPS, NASWOT, SYNFLOW, JACOBIAN_COVARIANCE, EPE_NAS, GRADIENT_NORM -> false;
    };
  }

  /** Whether it is told by the training alone, without any image that was not trained on. */
  public boolean isOfTrainingAlone() {
    return this == TRAINING_LOSS || this == CURVE_AREA;
  }

  /** What must be measured beside the training; empty if nothing. */
  public Optional<FreeScore> free() {
    return Optional.ofNullable(free);
  }
}
