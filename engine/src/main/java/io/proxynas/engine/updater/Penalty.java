package io.proxynas.engine.updater;

import org.nd4j.linalg.learning.regularization.L1Regularization;
import org.nd4j.linalg.learning.regularization.L2Regularization;
import org.nd4j.linalg.learning.regularization.WeightDecay;
import org.nd4j.linalg.schedule.ISchedule;

/** What pulls weights towards zero. */
sealed interface Penalty {

  /** Whether it is added to the gradient, and not to the step that the updater makes of it. */
  boolean beforeUpdater();

  /** Adds itself to the gradients, or steps, of a parameter. */
  void add(Range range, float[] weights, float[] gradients, Moment moment);

  /** When a step is taken. */
  record Moment(int iteration, int epoch, double learningRate) {
    float value(ISchedule schedule) {
      return (float) schedule.valueAt(iteration, epoch);
    }
  }

  /** g ← g + λ·sign(w). */
  record L1(L1Regularization of) implements Penalty {
    @Override
    public boolean beforeUpdater() {
      return true;
    }

    @Override
    public void add(Range range, float[] weights, float[] gradients, Moment moment) {
      float lambda = moment.value(of.getL1());
      for (int i = range.from(); i < range.to(); i++) {
        gradients[i] += lambda * Math.signum(weights[i]);
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
    public void add(Range range, float[] weights, float[] gradients, Moment moment) {
      float lambda = moment.value(of.getL2());
      for (int i = range.from(); i < range.to(); i++) {
        gradients[i] += lambda * weights[i];
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
    public void add(Range range, float[] weights, float[] gradients, Moment moment) {
      float coefficient = moment.value(of.getCoeff());
      float lambda = of.isApplyLR() ? (float) (coefficient * moment.learningRate()) : coefficient;
      for (int i = range.from(); i < range.to(); i++) {
        gradients[i] += lambda * weights[i];
      }
    }
  }
}
