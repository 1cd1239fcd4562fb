package io.proxynas.engine.architecture;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

/**
 * The multi-layer perceptron of the dataset-condensation papers: two dense layers with ReLU, then
 * the softmax layer (Zhao, Mopuri and Bilen, arXiv 2006.05929, section 4.1).
 *
 * @param width values of each hidden layer, at least 1; 128 in the papers
 */
public record Mlp(int width) implements Architecture {

  public Mlp {
    if (width < 1) {
      throw new IllegalArgumentException("width must be at least 1, but was " + width);
    }
  }

  /** As in {@code mlp-w128}. */
  @Override
  public String id() {
    return "mlp-w" + width;
  }

  @Override
  public ComputationGraphConfiguration configuration(ImageShape input, int classes, long seed) {
    return new Stack(input, seed).dense(width).dense(width).softmax(classes);
  }
}
