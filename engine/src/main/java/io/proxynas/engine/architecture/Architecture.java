package io.proxynas.engine.architecture;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

/**
 * A network's structure, as a search space knows it: a value with an identity, and a DL4J
 * configuration to interchange.
 */
public interface Architecture {

  /**
   * The canonical text of this architecture, such as {@code convnet-d3-w32-relu-instance-average};
   * equal architectures have equal ids, and no other.
   */
  String id();

  /**
   * The DL4J configuration of this architecture: one image input, one softmax output trained with
   * multi-class cross-entropy.
   *
   * @param input shape of one image
   * @param classes number of classes, the width of the output
   * @param seed DL4J's seed for its own weight initialisation
   */
  ComputationGraphConfiguration configuration(ImageShape input, int classes, long seed);
}
