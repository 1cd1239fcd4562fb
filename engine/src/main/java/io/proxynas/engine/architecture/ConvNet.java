package io.proxynas.engine.architecture;

import java.util.Locale;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

/**
 * The ConvNet family of Gidaris and Komodakis that dataset condensation uses: {@code depth} blocks
 * of 3x3 convolution, normalisation, activation and 2x2 pooling, then one dense softmax layer.
 *
 * @param depth number of blocks, at least 1
 * @param width filters of each convolution, at least 1
 * @param activation after the normalisation
 * @param normalization after the convolution
 * @param pooling at the end of a block, window 2, stride 2
 */
public record ConvNet(
    int depth, int width, Activation activation, Normalization normalization, Pooling pooling)
    implements Architecture {

  /** The number of groups of {@link Normalization#GROUP}. */
  public static final int GROUPS = 4;

  /** The non-linearity of a block. */
  public enum Activation {
    SIGMOID,
    RELU,
    LEAKY_RELU
  }

  /**
   * What a block normalises over; {@code GROUP} has four groups, {@code LAYER} one, {@code
   * INSTANCE} one a channel.
   */
  public enum Normalization {
    NONE,
    BATCH,
    LAYER,
    INSTANCE,
    GROUP
  }

  /** How a block halves the image, if it does. */
  public enum Pooling {
    NONE,
    MAX,
    AVERAGE
  }

  public ConvNet {
    if (depth < 1) {
      throw new IllegalArgumentException("depth must be at least 1, but was " + depth);
    }
    if (width < 1) {
      throw new IllegalArgumentException("width must be at least 1, but was " + width);
    }
    if (normalization == Normalization.GROUP && width % GROUPS != 0) {
      throw new IllegalArgumentException(
          "width must be a multiple of " + GROUPS + " under group normalization, but was " + width);
    }
  }

  /** The network of the condensation papers, in another width: theirs is 128. */
  public static ConvNet ofWidth(int width) {
    return new ConvNet(3, width, Activation.RELU, Normalization.INSTANCE, Pooling.AVERAGE);
  }

  /** As in {@code convnet-d3-w32-relu-instance-average}. */
  @Override
  public String id() {
    return String.format(
        Locale.ROOT,
        "convnet-d%d-w%d-%s-%s-%s",
        depth,
        width,
        word(activation),
        word(normalization),
        word(pooling));
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace("_", "");
  }

  /** Blocks, then the softmax layer. Layers are numbered by block, as in {@code pooling2}. */
  @Override
  public ComputationGraphConfiguration configuration(ImageShape input, int classes, long seed) {
    Stack stack = new Stack(input, seed);
    for (int block = 1; block <= depth; block++) {
      int padding = block == 1 ? 1 + Stack.padTo32(input) : 1;
      stack.numbered(block).convolution(width, 3, padding);
      stack.numbered(block).normalization(normalization);
      stack.numbered(block).activation(dl4j(activation));
      switch (pooling) {
        case NONE -> {}
        case MAX -> stack.numbered(block).maxPooling();
        case AVERAGE -> stack.numbered(block).averagePooling();
      }
    }
    return stack.softmax(classes);
  }

  /** DL4J's name of a non-linearity. */
  public static org.nd4j.linalg.activations.Activation dl4j(Activation activation) {
    return switch (activation) {
      case SIGMOID -> org.nd4j.linalg.activations.Activation.SIGMOID;
      case RELU -> org.nd4j.linalg.activations.Activation.RELU;
      case LEAKY_RELU -> org.nd4j.linalg.activations.Activation.LEAKYRELU;
    };
  }
}
