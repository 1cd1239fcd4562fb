package io.proxynas.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.proxynas.engine.architecture.ImageShape;
import java.util.random.RandomGenerator;

/** A network's pixel gradient against differences of its embeddings. */
final class FiniteDifferences {

  private static final float STEP = 0.01f;

  private FiniteDifferences() {}

  /** The gradient of a random linear function of the embedding, at every seventh pixel. */
  static void checkPixelGradient(Network network, ImageShape shape) {
    RandomGenerator random = new Seed(6).generator();
    float[] image = OracleCase.gaussian(random, shape.size());
    float[] direction = OracleCase.gaussian(random, network.embeddingSize());
    float[] embedding = new float[network.embeddingSize()];
    float[] gradient = new float[image.length];
    network.embedForGradient(image, 0, 1, embedding, 0);
    network.pixelGradient(direction, 0, 1, gradient, 0);
    for (int i = 0; i < image.length; i += 7) {
      float saved = image[i];
      image[i] = saved + STEP;
      network.embed(image, 0, 1, embedding, 0);
      double above = dot(embedding, direction);
      image[i] = saved - STEP;
      network.embed(image, 0, 1, embedding, 0);
      double below = dot(embedding, direction);
      image[i] = saved;
      assertThat((double) gradient[i])
          .as("pixel " + i)
          .isCloseTo((above - below) / (2 * STEP), within(0.02));
    }
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }
}
