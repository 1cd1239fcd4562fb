package io.proxynas.nas.score;

import io.proxynas.engine.Network;
import io.proxynas.engine.graph.Parameter;

/**
 * The norm of the gradient at initialisation (grad_norm of Abdelfattah, Mehrotra, Dudziak, Lane,
 * "Zero-cost proxies for lightweight NAS", ICLR 2021, arXiv 2101.08134, section 3.2): the sum over
 * convolutions and dense layers of the Euclidean norm of the gradient of the mean loss with respect
 * to the layer's weights. Biases and the parameters of normalisation have no part in it.
 */
final class GradientNorm implements TrainingFreeScore {

  @Override
  public double of(Network network, ScoringBatch batch) {
    float[] gradient = new float[(int) network.parameters()];
    network.weightGradient(batch.images(), batch.labels(), batch.count(), gradient);
    return network.program().weights().mapToDouble(weights -> norm(gradient, weights)).sum();
  }

  private static double norm(float[] gradient, Parameter weights) {
    double square = 0;
    for (int i = weights.offset(); i < weights.offset() + weights.size(); i++) {
      square += (double) gradient[i] * gradient[i];
    }
    return Math.sqrt(square);
  }
}
