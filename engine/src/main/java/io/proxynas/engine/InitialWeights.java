package io.proxynas.engine;

import io.proxynas.engine.graph.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** Initial weights uniform in ±1/√fan-in, as PyTorch has them by default; biases are zero. */
final class InitialWeights {

  private InitialWeights() {}

  /**
   * Draws the weights of a network.
   *
   * @param weights receives the parameters' values, each from its offset on
   */
  static void draw(List<Parameter> parameters, float[] weights, RandomGenerator random) {
    for (Parameter parameter : parameters) {
      int end = parameter.offset() + parameter.size();
      switch (parameter.start()) {
        case ZERO -> Arrays.fill(weights, parameter.offset(), end, 0);
        case ONE -> Arrays.fill(weights, parameter.offset(), end, 1);
        case UNIFORM_FAN_IN -> {
          float bound = (float) (1 / Math.sqrt(parameter.fanIn()));
          for (int i = parameter.offset(); i < end; i++) {
            weights[i] = bound * (2 * random.nextFloat() - 1);
          }
        }
      }
    }
  }
}
