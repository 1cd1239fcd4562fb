package io.proxynas.engine.internal.updater;

import io.proxynas.engine.internal.dl4j.Node;
import io.proxynas.engine.layer.UnsupportedLayerException;
import org.nd4j.linalg.learning.regularization.L1Regularization;
import org.nd4j.linalg.learning.regularization.L2Regularization;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.linalg.learning.regularization.WeightDecay;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * What pulls weights towards zero: l1 by g ← g + λ·sign(w), l2 by g ← g + λ·w, and weight decay by
 * step ← step + λ·w, or λ·η·w (Loshchilov and Hutter, arXiv 1711.05101: AdamW, after Adam).
 *
 * @param lambda λ
 * @param ofSigns whether it adds the signs of the weights, and not the weights
 * @param beforeUpdater whether it is added to the gradient, and not to the step that the updater
 *     makes of it
 * @param timesRate whether it is multiplied by the learning rate η of the step
 */
record Penalty(ISchedule lambda, boolean ofSigns, boolean beforeUpdater, boolean timesRate) {

  static Penalty of(Node node, Regularization regularization) {
    if (regularization instanceof L1Regularization l1) {
      return new Penalty(l1.getL1(), true, true, false);
    }
    if (regularization instanceof L2Regularization l2) {
      return new Penalty(l2.getL2(), false, true, false);
    }
    if (regularization instanceof WeightDecay decay) {
      return new Penalty(decay.getCoeff(), false, false, decay.isApplyLR());
    }
    throw new UnsupportedLayerException(
        "the engine knows l1, l2 and weight decay, but layer "
            + node.name()
            + " has "
            + regularization.getClass().getName());
  }

  /** Adds itself to the gradients, or steps, of a parameter. */
  void add(Range range, float[] weights, float[] into, double rate, int iteration, int epoch) {
    double value = lambda.valueAt(iteration, epoch);
    float strength = (float) (timesRate ? value * rate : value);
    for (int i = range.from(); i < range.to(); i++) {
      into[i] += strength * (ofSigns ? Math.signum(weights[i]) : weights[i]);
    }
  }
}
