package io.proxynas.engine.architecture;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

/**
 * A multi-layer perceptron: dense layers with ReLU, then the softmax layer.
 *
 * @param layers number of hidden layers, at least 1
 * @param width values of each hidden layer, at least 1
 */
public record Mlp(int layers, int width) implements Architecture {

  /** The hidden layers in the papers. */
  private static final int LAYERS = 2;

  public Mlp {
    if (layers < 1) {
      throw new IllegalArgumentException("layers must be at least 1, but was " + layers);
    }
    if (width < 1) {
      throw new IllegalArgumentException("width must be at least 1, but was " + width);
    }
  }

  /**
   * That of the dataset-condensation papers, with two hidden layers (Zhao, Mopuri and Bilen, arXiv
   * 2006.05929, section 4.1).
   *
   * @param width values of each hidden layer, at least 1; 128 in the papers
   */
  public Mlp(int width) {
    this(LAYERS, width);
  }

  /** As in {@code mlp-w128} with two layers, otherwise as in {@code mlp-l3-w128}. */
  @Override
  public String id() {
    return (layers == LAYERS ? "mlp-w" : "mlp-l" + layers + "-w") + width;
  }

  @Override
  public ComputationGraphConfiguration configuration(ImageShape input, int classes, long seed) {
    Stack stack = new Stack(input, seed);
    for (int layer = 0; layer < layers; layer++) {
      stack.dense(width);
    }
    return stack.softmax(classes);
  }
}
