package io.proxynas.train;

import io.proxynas.engine.Network;
import io.proxynas.train.check.Require;

/**
 * Where a training by the engine stands at the end of an epoch, so that {@link Trainer#goOn} can
 * take it up again and come to the bits of a training without a pause.
 *
 * <p>What an epoch draws, its order and its augmentation, depends on the training's seed and the
 * epoch's number alone, and so is not kept here.
 */
public final class PausedTraining {

  private final int epochs;
  private final double learningCurveArea;
  private final float[] weights;
  private final float[] velocities;

  /**
   * A pause.
   *
   * @param epochs done, at least 1
   * @param learningCurveArea the sum over these epochs of the mean cross-entropy, in nats
   * @param network as it is now
   */
  PausedTraining(int epochs, double learningCurveArea, Network network) {
    Require.atLeastOne("epochs", epochs);
    this.epochs = epochs;
    this.learningCurveArea = learningCurveArea;
    this.weights = network.snapshot();
    this.velocities = network.velocities();
  }

  /** Passes over the data that are done, at least 1. */
  public int epochs() {
    return epochs;
  }

  /** The sum over these epochs of the mean cross-entropy, in nats. */
  double learningCurveArea() {
    return learningCurveArea;
  }

  /** What it takes of Java's heap, in bytes; what is not of the arrays is left out. */
  public long bytes() {
    return Float.BYTES * ((long) weights.length + velocities.length);
  }

  /** Has a network of the same configuration stand here. */
  void restore(Network network) {
    network.restore(weights, velocities);
  }
}
