package io.proxynas.engine;

/**
 * Stochastic gradient descent with momentum and weight decay, as in PyTorch: g ← g + decay·w, v ←
 * momentum·v + g, w ← w − rate·v.
 *
 * @param learningRate at least 0
 * @param momentum in [0, 1)
 * @param weightDecay at least 0
 */
public record Sgd(double learningRate, double momentum, double weightDecay) {

  public Sgd {
    if (!(learningRate >= 0) || !(momentum >= 0 && momentum < 1) || !(weightDecay >= 0)) {
      throw new IllegalArgumentException(
          "the learning rate and weight decay must be at least 0 and momentum in [0, 1), but were "
              + learningRate
              + ", "
              + weightDecay
              + " and "
              + momentum);
    }
  }

  /**
   * Takes one step.
   *
   * @param weights changed in [0, length)
   * @param gradients of the weights
   * @param velocity changed in [0, length)
   * @param length number of values
   */
  public void step(float[] weights, float[] gradients, float[] velocity, int length) {
    float rate = (float) learningRate;
    float keep = (float) momentum;
    float decay = (float) weightDecay;
    for (int i = 0; i < length; i++) {
      velocity[i] = keep * velocity[i] + gradients[i] + decay * weights[i];
      weights[i] -= rate * velocity[i];
    }
  }
}
