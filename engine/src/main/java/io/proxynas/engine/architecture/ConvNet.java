package io.proxynas.engine.architecture;

import io.proxynas.engine.layer.GroupNormalization;
import java.util.Locale;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.lossfunctions.LossFunctions;

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

  /** Blocks, then the softmax layer. Weights start uniform in ±1/√fan-in, biases at zero. */
  @Override
  public ComputationGraphConfiguration configuration(ImageShape input, int classes, long seed) {
    var graph =
        new NeuralNetConfiguration.Builder()
            .seed(seed)
            .weightInit(WeightInit.UNIFORM)
            .activation(org.nd4j.linalg.activations.Activation.IDENTITY)
            .graphBuilder()
            .addInputs("image");
    String last = "image";
    for (int block = 1; block <= depth; block++) {
      last = addBlock(graph, block, last, block == 1 ? firstPadding(input) : 1);
    }
    return graph
        .addLayer(
            "output",
            new OutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
                .nOut(classes)
                .activation(org.nd4j.linalg.activations.Activation.SOFTMAX)
                .build(),
            last)
        .setOutputs("output")
        .setInputTypes(InputType.convolutional(input.height(), input.width(), input.channels()))
        .build();
  }

  /**
   * 28x28 images are padded to 32x32 by the first convolution, as in the authors' program, so that
   * four poolings fit.
   */
  private static int firstPadding(ImageShape input) {
    return input.height() == 28 && input.width() == 28 ? 3 : 1;
  }

  private String addBlock(
      ComputationGraphConfiguration.GraphBuilder graph, int block, String input, int padding) {
    String convolution = "convolution" + block;
    graph.addLayer(
        convolution,
        new ConvolutionLayer.Builder(3, 3).padding(padding, padding).nOut(width).build(),
        input);
    String last = addNormalization(graph, block, convolution);
    String activated = "activation" + block;
    graph.addLayer(activated, new ActivationLayer(dl4j(activation)), last);
    return addPooling(graph, block, activated);
  }

  private String addNormalization(
      ComputationGraphConfiguration.GraphBuilder graph, int block, String input) {
    Layer layer =
        switch (normalization) {
          case NONE -> null;
          case BATCH -> new BatchNormalization();
          case LAYER -> GroupNormalization.layer();
          case INSTANCE -> GroupNormalization.instance();
          case GROUP -> GroupNormalization.group(GROUPS);
        };
    if (layer == null) {
      return input;
    }
    String name = "normalization" + block;
    graph.addLayer(name, layer, input);
    return name;
  }

  private String addPooling(
      ComputationGraphConfiguration.GraphBuilder graph, int block, String input) {
    if (pooling == Pooling.NONE) {
      return input;
    }
    String name = "pooling" + block;
    PoolingType type = pooling == Pooling.MAX ? PoolingType.MAX : PoolingType.AVG;
    graph.addLayer(
        name, new SubsamplingLayer.Builder(type).kernelSize(2, 2).stride(2, 2).build(), input);
    return name;
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
