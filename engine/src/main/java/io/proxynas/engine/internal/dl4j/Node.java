package io.proxynas.engine.internal.dl4j;

import java.util.List;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.jspecify.annotations.Nullable;

/**
 * A layer or vertex of a DL4J configuration.
 *
 * @param key before the underscore in the names of its parameters
 * @param name for messages
 * @param part a DL4J {@code Layer} or {@code GraphVertex}
 * @param preProcessor of a layer's input, or null
 * @param inputs keys of other nodes; a key of no node is the image
 */
public record Node(
    String key,
    String name,
    Object part,
    @Nullable InputPreProcessor preProcessor,
    List<String> inputs) {

  public Node {
    inputs = List.copyOf(inputs);
  }
}
