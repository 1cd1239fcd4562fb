package io.proxynas.condense.match;

import io.proxynas.train.check.Require;

/**
 * How pixels descend: gradient descent with momentum, v ← momentum·v + g, s ← s − rate·v.
 *
 * @param iterations each embeds new real images by a new embedding, in [1, {@value
 *     #MOST_ITERATIONS}]
 * @param pixelSteps steps on the pixels against the same real embeddings, an iteration, in [1,
 *     {@value #MOST_PIXEL_STEPS}]
 * @param rate of the pixels at images of the standard deviation 1
 * @param momentum in [0, 1)
 */
public record PixelSteps(int iterations, int pixelSteps, double rate, double momentum) {

  /** The papers take 20,000. */
  public static final int MOST_ITERATIONS = 1_000_000;

  private static final int MOST_PIXEL_STEPS = 1_000;

  public PixelSteps {
    Require.atLeastOne("iterations", iterations);
    Require.atMost("iterations", MOST_ITERATIONS, iterations);
    Require.atLeastOne("pixel steps", pixelSteps);
    Require.atMost("pixel steps", MOST_PIXEL_STEPS, pixelSteps);
    Require.that(rate > 0, "the learning rate must be above 0, but was %s", rate);
    Require.that(momentum >= 0 && momentum < 1, "momentum must be in [0, 1), but was %s", momentum);
  }
}
