package io.proxynas.nas.space.nasbenchmacro;

import io.proxynas.engine.architecture.Architecture;
import io.proxynas.engine.architecture.ConvNet.Normalization;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.architecture.Stack;
import java.util.List;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

/**
 * A network of NAS-Bench-Macro (Su et al., <i>Prioritized Architecture Sampling with Monto-Carlo
 * Tree Search</i>, CVPR 2021, arXiv 2103.11922, section 5): a 3x3 convolution to 32 channels;
 * stages of 2, 3 and 3 layers with 64, 128 and 256 channels, the first of each with stride 2; a 1x1
 * convolution to 1,280 channels, the mean of each and a dense softmax layer. Each convolution is
 * without bias and followed by batch normalization.
 *
 * @param layers eight, from image to output
 */
record NasBenchMacro(List<MacroLayer> layers) implements Architecture {

  /** Layers of a network. */
  public static final int LAYERS = 8;

  private static final List<Integer> STAGES = List.of(2, 3, 3);
  private static final int STEM = 32;
  private static final int FEATURES = 1280;

  public NasBenchMacro {
    layers = List.copyOf(layers);
    if (layers.size() != LAYERS) {
      throw new IllegalArgumentException(
          "a network must have " + LAYERS + " layers, but had " + layers.size());
    }
  }

  /** The benchmark's string, as in {@code 02012100}. */
  @Override
  public String id() {
    return layers.stream()
        .map(layer -> Integer.toString(layer.ordinal()))
        .collect(Collectors.joining());
  }

  @Override
  public ComputationGraphConfiguration configuration(ImageShape input, int classes, long seed) {
    Stack stack = new Stack(input, seed);
    stack.plainConvolution(STEM, 3, 1, 1).normalization(Normalization.BATCH).relu();
    int channels = STEM;
    int next = 0;
    for (int stage : STAGES) {
      layers.get(next++).addTo(stack, channels, 2 * channels, 2);
      channels *= 2;
      for (int i = 1; i < stage; i++) {
        layers.get(next++).addTo(stack, channels, channels, 1);
      }
    }
    return stack
        .plainConvolution(FEATURES, 1, 1, 0)
        .normalization(Normalization.BATCH)
        .relu()
        .globalAverage()
        .softmax(classes);
  }
}
