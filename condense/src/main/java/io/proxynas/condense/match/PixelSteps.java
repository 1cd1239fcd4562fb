package io.proxynas.condense.match;

/**
 * How pixels descend: gradient descent with momentum, v ← momentum·v + g, s ← s − rate·v.
 *
 * @param iterations each embeds new real images by a new embedding
 * @param pixelSteps steps on the pixels against the same real embeddings, an iteration
 * @param rate of the pixels at images of the standard deviation 1
 * @param momentum in [0, 1)
 */
public record PixelSteps(int iterations, int pixelSteps, double rate, double momentum) {

  public PixelSteps {
    require(iterations >= 1, "iterations must be at least 1, but was " + iterations);
    require(pixelSteps >= 1, "pixel steps must be at least 1, but was " + pixelSteps);
    require(rate > 0, "the learning rate must be above 0, but was " + rate);
    require(momentum >= 0 && momentum < 1, "momentum must be in [0, 1), but was " + momentum);
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }
}
