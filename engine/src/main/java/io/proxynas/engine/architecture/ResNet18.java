package io.proxynas.engine.architecture;

import java.util.Locale;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

/**
 * The ResNet18 of the dataset-condensation papers, after He et al., CVPR 2016, arXiv 1512.03385,
 * for small images: a 3x3 convolution of 64 filters, then four stages of two basic blocks with 64,
 * 128, 256 and 512 filters, the later three halving the image.
 *
 * @param normalization after each convolution; {@code INSTANCE} in the papers, {@code BATCH} in
 *     their variants "BN"
 * @param halving how a stage halves the image
 */
public record ResNet18(ConvNet.Normalization normalization, Halving halving)
    implements Architecture {

  /** How a stage halves the image. */
  public enum Halving {
    /** By a stride of 2; the last layer sees the mean of each channel. */
    STRIDE,
    /** By average pooling, as in the papers' variants "AP"; the last layer sees every pixel. */
    AVERAGE
  }

  private static final int STAGES = 4;
  private static final int FILTERS = 64;

  /** As in {@code resnet18-instance-stride}. */
  @Override
  public String id() {
    return "resnet18-" + word(normalization) + "-" + word(halving);
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public ComputationGraphConfiguration configuration(ImageShape input, int classes, long seed) {
    Stack stack = new Stack(input, seed);
    stack.plainConvolution(FILTERS, 3, 1, 1).normalization(normalization).relu();
    for (int stage = 0; stage < STAGES; stage++) {
      addBlock(stack, FILTERS << stage, stage > 0);
      addBlock(stack, FILTERS << stage, false);
    }
    if (halving == Halving.STRIDE) {
      stack.globalAverage();
    }
    return stack.softmax(classes);
  }

  /** Two convolutions beside the shortcut, which is convolved only where the shape changes. */
  private void addBlock(Stack stack, int filters, boolean halves) {
    String input = stack.top();
    String shortcut = input;
    if (halves) {
      convolve(stack, filters, 1, true);
      shortcut = stack.top();
    }
    stack.from(input);
    if (halves && halving == Halving.AVERAGE) {
      // This one pools after the activation, as in the authors' program.
      stack.plainConvolution(filters, 3, 1, 1).normalization(normalization).relu().averagePooling();
    } else {
      convolve(stack, filters, 3, halves);
      stack.relu();
    }
    convolve(stack, filters, 3, false);
    stack.plus(shortcut).relu();
  }

  private void convolve(Stack stack, int filters, int kernel, boolean halves) {
    boolean strides = halves && halving == Halving.STRIDE;
    stack.plainConvolution(filters, kernel, strides ? 2 : 1, kernel / 2);
    if (halves && halving == Halving.AVERAGE) {
      stack.averagePooling();
    }
    stack.normalization(normalization);
  }
}
