package io.proxynas.eval.sketch;

import java.util.List;

/**
 * One layer of a network, for people.
 *
 * @param name of the layer in its DL4J configuration
 * @param what it does in words, such as {@code convolution 3 × 3, 16 filters}
 * @param output the shape of what it makes of one image, such as {@code 16 × 14 × 14}: channels,
 *     height, width; or the number of values
 * @param parameters trainable values
 * @param inputs names of the layers that it reads, or of the image
 */
public record LayerSketch(
    String name, String what, String output, long parameters, List<String> inputs) {

  public LayerSketch {
    inputs = List.copyOf(inputs);
  }
}
