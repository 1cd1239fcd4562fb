package io.proxynas.engine.internal.dl4j;

import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.graph.Operation;
import io.proxynas.engine.graph.Operation.Activation.Function;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationGELU;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU6;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.activations.impl.ActivationSwish;
import org.nd4j.linalg.activations.impl.ActivationTanH;

/** DL4J's activation functions as operations. */
final class Activations {

  /** DL4J's GELU, unless it is asked to be precise, is x·σ(1.702x). */
  private static final float GELU_SLOPE = 1.702f;

  private Activations() {}

  /** The operation of a function, nothing for the identity. */
  static Optional<Operation> operation(Node node, IActivation function, ImageShape shape) {
    if (function instanceof ActivationIdentity) {
      return Optional.empty();
    }
    if (function instanceof ActivationSoftmax) {
      Unsupported.require(
          node, shape.height() * shape.width() == 1, "softmax over images of several pixels");
      return Optional.of(new Operation.Softmax());
    }
    return Optional.of(elementwise(node, function));
  }

  private static Operation elementwise(Node node, IActivation function) {
    if (function instanceof ActivationSigmoid) {
      return new Operation.Activation(Function.SIGMOID);
    }
    if (function instanceof ActivationTanH) {
      return new Operation.Activation(Function.TANH);
    }
    if (function instanceof ActivationReLU relu) {
      return relu(node, relu);
    }
    if (function instanceof ActivationReLU6) {
      return new Operation.Activation(Function.CLIPPED_RELU, 6);
    }
    if (function instanceof ActivationLReLU leaky) {
      return new Operation.Activation(Function.RELU, (float) leaky.getAlpha());
    }
    if (function instanceof ActivationELU elu) {
      return new Operation.Activation(Function.ELU, (float) elu.getAlpha());
    }
    if (function instanceof ActivationSwish) {
      return new Operation.Activation(Function.SWISH, 1);
    }
    if (function instanceof ActivationGELU gelu) {
      return gelu.isPrecise()
          ? new Operation.Activation(Function.GELU)
          : new Operation.Activation(Function.SWISH, GELU_SLOPE);
    }
    throw Unsupported.unknown(node, function);
  }

  private static Operation relu(Node node, ActivationReLU relu) {
    double slope = orZero(relu.getNegativeSlope());
    Unsupported.require(node, orZero(relu.getThreshold()) == 0, "ReLU with a threshold");
    if (relu.getMax() == null) {
      return new Operation.Activation(Function.RELU, (float) slope);
    }
    Unsupported.require(node, slope == 0, "ReLU with both a maximum and a slope");
    return new Operation.Activation(Function.CLIPPED_RELU, relu.getMax().floatValue());
  }

  private static double orZero(@Nullable Double value) {
    return value == null ? 0 : value;
  }
}
