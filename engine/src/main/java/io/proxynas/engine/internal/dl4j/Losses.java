package io.proxynas.engine.internal.dl4j;

import io.proxynas.engine.graph.Loss;
import io.proxynas.engine.graph.Loss.Link;
import io.proxynas.engine.graph.Loss.Measure;
import io.proxynas.engine.layer.UnsupportedLayerException;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;

/** DL4J's loss functions. */
final class Losses {

  private Losses() {}

  static Loss of(Node node, ILossFunction function, IActivation activation) {
    if (function instanceof LossMCXENT entropy) {
      Unsupported.require(node, entropy.getWeights() == null, "weights of classes");
      Unsupported.require(
          node, activation instanceof ActivationSoftmax, "MCXENT after anything but softmax");
      return new Loss(Measure.CROSS_ENTROPY, Link.SOFTMAX);
    }
    Unsupported.require(
        node,
        function.getClass() == LossMSE.class,
        "the loss " + function.getClass().getSimpleName() + ", only MCXENT and MSE");
    Unsupported.require(node, ((LossMSE) function).getWeights() == null, "weights of outputs");
    return new Loss(Measure.SQUARED_ERROR, link(node, activation));
  }

  private static Link link(Node node, IActivation activation) {
    if (activation instanceof ActivationIdentity) {
      return Link.IDENTITY;
    }
    if (activation instanceof ActivationSigmoid) {
      return Link.SIGMOID;
    }
    if (activation instanceof ActivationTanH) {
      return Link.TANH;
    }
    if (activation instanceof ActivationSoftmax) {
      return Link.SOFTMAX;
    }
    throw new UnsupportedLayerException(
        "the engine knows identity, sigmoid, tanh and softmax before a loss, but layer "
            + node.name()
            + " has "
            + activation.getClass().getName());
  }
}
