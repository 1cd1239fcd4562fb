package io.proxynas.nas.evaluate;

import io.proxynas.condense.train.TrainedBy;
import java.io.Serializable;

/**
 * What one training says of a candidate. A training that diverged has no scores: not-a-number is
 * refused.
 *
 * @param validationAccuracy fraction right on the validation split, in [0, 1]
 * @param validationLoss mean cross-entropy on the validation split, in nats, finite
 * @param trainingLoss mean cross-entropy over the last epoch of training, in nats, finite
 * @param parameters trainable values of the network, at least 0
 * @param flops floating-point operations (two a multiply-add) of one image's forward pass, at least
 *     0
 * @param trainedBy the engine, or DL4J and why
 */
public record Scores(
    double validationAccuracy,
    double validationLoss,
    double trainingLoss,
    long parameters,
    long flops,
    TrainedBy trainedBy)
    implements Serializable {

  public Scores {
    require(
        validationAccuracy >= 0 && validationAccuracy <= 1,
        "validation accuracy must be in [0, 1], but was ",
        validationAccuracy);
    require(
        Double.isFinite(validationLoss),
        "validation loss must be a finite number, but was ",
        validationLoss);
    require(
        Double.isFinite(trainingLoss),
        "training loss must be a finite number, but was ",
        trainingLoss);
    require(parameters >= 0, "parameters must be at least 0, but was ", parameters);
    require(flops >= 0, "FLOPs must be at least 0, but was ", flops);
  }

  /** The scores of a network that the engine trained. */
  public Scores(
      double validationAccuracy,
      double validationLoss,
      double trainingLoss,
      long parameters,
      long flops) {
    this(validationAccuracy, validationLoss, trainingLoss, parameters, flops, TrainedBy.ENGINE);
  }

  private static void require(boolean condition, String rule, Number actual) {
    if (!condition) {
      throw new IllegalArgumentException(rule + actual);
    }
  }
}
