package io.proxynas.engine.architecture;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

/**
 * The AlexNet of the dataset-condensation papers, after Krizhevsky, Sutskever and Hinton, NIPS
 * 2012, made small for images of 32x32: five convolutions of 128, 192, 256, 192 and 192 filters
 * with ReLU, three max poolings, no hidden dense layer.
 */
public record AlexNet() implements Architecture {

  @Override
  public String id() {
    return "alexnet";
  }

  @Override
  public ComputationGraphConfiguration configuration(ImageShape input, int classes, long seed) {
    return new Stack(input, seed)
        .convolution(128, 5, 2 + Stack.padTo32(input))
        .relu()
        .maxPooling()
        .convolution(192, 5, 2)
        .relu()
        .maxPooling()
        .convolution(256, 3, 1)
        .relu()
        .convolution(192, 3, 1)
        .relu()
        .convolution(192, 3, 1)
        .relu()
        .maxPooling()
        .softmax(classes);
  }
}
