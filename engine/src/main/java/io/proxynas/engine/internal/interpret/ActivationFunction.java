package io.proxynas.engine.internal.interpret;

import io.proxynas.engine.graph.Operation.Activation;

/** The engine's element-wise functions in double, with their slopes. */
final class ActivationFunction {

  /** √(2/π), of GELU. */
  private static final double GELU_SCALE = Math.sqrt(2 / Math.PI);

  private static final double GELU_CUBE = 0.044715;

  private ActivationFunction() {}

  static double value(Activation activation, double x) {
    double alpha = activation.alpha();
    return switch (activation.function()) {
      case SIGMOID -> sigmoid(x);
      case TANH -> Math.tanh(x);
      case RELU -> x > 0 ? x : alpha * x;
      case CLIPPED_RELU -> Math.min(Math.max(x, 0), alpha);
      case ELU -> x > 0 ? x : alpha * Math.expm1(x);
      case SWISH -> x * sigmoid(alpha * x);
      case GELU -> x / 2 * (1 + Math.tanh(geluArgument(x)));
    };
  }

  static double slope(Activation activation, double x) {
    double alpha = activation.alpha();
    return switch (activation.function()) {
      case SIGMOID -> sigmoid(x) * (1 - sigmoid(x));
      case TANH -> 1 - Math.pow(Math.tanh(x), 2);
      case RELU -> x > 0 ? 1 : alpha;
      case CLIPPED_RELU -> x > 0 && x < alpha ? 1 : 0;
      case ELU -> x > 0 ? 1 : alpha * Math.exp(x);
      case SWISH -> sigmoid(alpha * x) * (1 + alpha * x * (1 - sigmoid(alpha * x)));
      case GELU -> {
        double tanh = Math.tanh(geluArgument(x));
        double slopeOfArgument = GELU_SCALE * (1 + 3 * GELU_CUBE * x * x);
        yield (1 + tanh) / 2 + x / 2 * (1 - tanh * tanh) * slopeOfArgument;
      }
    };
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private static double geluArgument(double x) {
    return GELU_SCALE * (x + GELU_CUBE * x * x * x);
  }
}
