package io.proxynas.engine.internal.updater;

import org.nd4j.linalg.learning.regularization.L1Regularization;
import org.nd4j.linalg.learning.regularization.L2Regularization;
import org.nd4j.linalg.learning.regularization.WeightDecay;

/** What pulls weights towards zero. */
sealed interface Penalty {

  /** Whether it is added to the gradient, and not to the step that the updater makes of it. */
  boolean beforeUpdater();

  /** λ, given the learning rate η of a step. */
  float strength(int iteration, int epoch, double learningRate);

  /** Adds itself to the gradients, or steps, of a parameter. */
  void add(Range range, float[] weights, float[] gradients, float strength);

  /** g ← g + λ·sign(w). */
  record L1(L1Regularization of) implements Penalty {
    @Override
    public boolean beforeUpdater() {
      return true;
    }

    @Override
    public float strength(int iteration, int epoch, double learningRate) {
      return (float) of.getL1().valueAt(iteration, epoch);
    }

    @Override
    public void add(Range range, float[] weights, float[] gradients, float strength) {
      for (int i = range.from(); i < range.to(); i++) {
        gradients[i] += strength * Math.signum(weights[i]);
      }
    }
  }

  /** g ← g + λ·w. */
  record L2(L2Regularization of) implements Penalty {
    @Override
    public boolean beforeUpdater() {
      return true;
    }

    @Override
    public float strength(int iteration, int epoch, double learningRate) {
      return (float) of.getL2().valueAt(iteration, epoch);
    }

    @Override
    public void add(Range range, float[] weights, float[] gradients, float strength) {
      for (int i = range.from(); i < range.to(); i++) {
        gradients[i] += strength * weights[i];
      }
    }
  }

  /** step ← step + λ·w, or λ·η·w (Loshchilov and Hutter, arXiv 1711.05101: AdamW, after Adam). */
  record Decay(WeightDecay of) implements Penalty {
    @Override
    public boolean beforeUpdater() {
      return false;
    }

    @Override
    public float strength(int iteration, int epoch, double learningRate) {
      double coefficient = of.getCoeff().valueAt(iteration, epoch);
      return (float) (of.isApplyLR() ? coefficient * learningRate : coefficient);
    }

    @Override
    public void add(Range range, float[] weights, float[] gradients, float strength) {
      for (int i = range.from(); i < range.to(); i++) {
        gradients[i] += strength * weights[i];
      }
    }
  }
}
