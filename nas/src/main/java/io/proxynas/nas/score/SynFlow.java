package io.proxynas.nas.score;

import io.proxynas.engine.Network;
import io.proxynas.engine.internal.interpret.DualInterpreter;
import java.util.Arrays;

/**
 * Synaptic flow (Tanaka, Kunin, Yamins, Ganguli, NeurIPS 2020, arXiv 2006.05467), as a score of a
 * whole network (Abdelfattah et al., arXiv 2101.08134, section 3.2): with the absolute values of
 * all parameters, normalisation left out and an image of ones, R is the sum of the outputs, and the
 * score the sum of |w · ∂R/∂w| over the weights w of convolutions and dense layers. The batch has
 * no part in it.
 *
 * <p>Since R only grows with each weight, the sum is the derivative of R as all weights are scaled
 * at once, which one forward pass gives ({@link DualInterpreter}). Where R may fall with a weight,
 * as in a network that takes differences, contributions cancel instead. R grows beyond float32 in
 * deep networks, therefore all is in double.
 */
final class SynFlow implements TrainingFreeScore {

  @Override
  public double of(Network network, ScoringBatch batch) {
    float[] weights = network.snapshot();
    for (int i = 0; i < weights.length; i++) {
      weights[i] = Math.abs(weights[i]);
    }
    double[] ones = new double[network.program().input().size()];
    Arrays.fill(ones, 1);
    double[] derivatives = DualInterpreter.outputs(network.program(), weights, ones).dx();
    return Arrays.stream(derivatives).sum();
  }
}
