package io.proxynas.engine.architecture;

import java.util.List;
import java.util.Locale;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

/**
 * The VGG11 of the dataset-condensation papers, after Simonyan and Zisserman, arXiv 1409.1556,
 * configuration A: eight 3x3 convolutions in five stages, each with normalisation and ReLU, max
 * pooling after a stage, no hidden dense layer. Images have at least 32 rows and columns, or are
 * 28x28.
 *
 * @param normalization after each convolution; {@code INSTANCE} in the papers, {@code BATCH} in
 *     their variant "VGG11BN"
 */
public record Vgg11(ConvNet.Normalization normalization) implements Architecture {

  private static final List<List<Integer>> STAGES =
      List.of(List.of(64), List.of(128), List.of(256, 256), List.of(512, 512), List.of(512, 512));

  /** As in {@code vgg11-instance}. */
  @Override
  public String id() {
    return "vgg11-" + normalization.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public ComputationGraphConfiguration configuration(ImageShape input, int classes, long seed) {
    Stack stack = new Stack(input, seed);
    int padding = 1 + Stack.padTo32(input);
    for (List<Integer> stage : STAGES) {
      for (int filters : stage) {
        stack.convolution(filters, 3, padding).normalization(normalization).relu();
        padding = 1;
      }
      stack.maxPooling();
    }
    return stack.softmax(classes);
  }
}
