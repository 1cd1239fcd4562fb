package io.proxynas.model;

import io.proxynas.engine.architecture.Architecture;
import io.proxynas.engine.architecture.ImageShape;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** A network with a layer that the engine does not know. */
record Normalized() implements Architecture {

  @Override
  public String id() {
    return "local-response";
  }

  @Override
  public ComputationGraphConfiguration configuration(ImageShape input, int classes, long seed) {
    return new NeuralNetConfiguration.Builder()
        .seed(seed)
        .graphBuilder()
        .addInputs("image")
        .addLayer("convolution", new ConvolutionLayer.Builder(3, 3).nOut(4).build(), "image")
        .addLayer("normalization", new LocalResponseNormalization(), "convolution")
        .addLayer(
            "output",
            new OutputLayer.Builder(LossFunction.MCXENT)
                .nOut(classes)
                .activation(Activation.SOFTMAX)
                .build(),
            "normalization")
        .setOutputs("output")
        .setInputTypes(InputType.convolutional(input.height(), input.width(), input.channels()))
        .build();
  }
}
