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
  }

  /** As in {@code convnet-d3-w32-relu-instance-average}. */
  @Override
  public String id() {
    return "convnet-d%d-w%d-%s-%s-%s"
        .formatted(depth, width, word(activation), word(normalization), word(pooling));
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace("_", "");
  }

  @Override
  public ComputationGraphConfiguration configuration(ImageShape input, int classes, long seed) {
    throw new IllegalStateException("written next, with the engine");
  }
}
