package io.proxynas.engine.architecture;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

/**
 * The LeNet of the dataset-condensation papers, after LeCun et al., "Gradient-Based Learning
 * Applied to Document Recognition", 1998: 5x5 convolutions of 6 and 16 filters, each with ReLU and
 * max pooling, dense layers of 120 and 84.
 */
public record LeNet() implements Architecture {

  @Override
  public String id() {
    return "lenet";
  }

  @Override
  public ComputationGraphConfiguration configuration(ImageShape input, int classes, long seed) {
    return new Stack(input, seed)
        .convolution(6, 5, Stack.padTo32(input))
        .relu()
        .maxPooling()
        .convolution(16, 5, 0)
        .relu()
        .maxPooling()
        .dense(120)
        .dense(84)
        .softmax(classes);
  }
}
