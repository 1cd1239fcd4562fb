package io.proxynas.engine.internal.dl4j;

import io.proxynas.engine.graph.Operation;
import io.proxynas.engine.graph.Operation.Pooling.Kind;
import io.proxynas.engine.graph.Parameter;
import io.proxynas.engine.graph.Parameter.Start;
import io.proxynas.engine.graph.Window;
import io.proxynas.engine.layer.GroupNormalization;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.IActivation;

/**
 * The layers of DL4J as operations, without the activation that may come after.
 *
 * @param program to which the steps are added
 * @param node the layer's place
 */
record Layers(ProgramBuilder program, Node node) {

  private static final int[] IMAGE_DIRECTIONS = {2, 3};
  private static final int[] TRANSPOSED = {1, 0};

  /** DL4J keeps (height, width, in, multiplier). */
  private static final int[] DEPTHWISE_AXES = {2, 3, 0, 1};

  /** DL4J keeps (multiplier, in, height, width). */
  private static final int[] SEPARABLE_AXES = {1, 0, 2, 3};

  /** Adds a layer to a value; returns its value. */
  int add(Layer layer, int in) {
    Class<?> type = layer.getClass();
    if (type == ConvolutionLayer.class) {
      return addConvolution((ConvolutionLayer) layer, in);
    }
    if (type == DepthwiseConvolution2D.class) {
      return addDepthwise((DepthwiseConvolution2D) layer, in);
    }
    if (type == SeparableConvolution2D.class) {
      return addSeparable((SeparableConvolution2D) layer, in);
    }
    if (type == DenseLayer.class) {
      DenseLayer dense = (DenseLayer) layer;
      Unsupported.require(node, !dense.isHasLayerNorm(), "a dense layer's own normalization");
      return addDense(dense, dense.isHasBias(), in);
    }
    if (type == SubsamplingLayer.class) {
      return addPooling((SubsamplingLayer) layer, in);
    }
    if (layer instanceof BatchNormalization normalization) {
      return addBatchNormalization(normalization, in);
    }
    if (layer instanceof GroupNormalization normalization) {
      return addGroupNormalization(normalization, in);
    }
    if (layer instanceof GlobalPoolingLayer pooling) {
      return addGlobalPooling(pooling, in);
    }
    if (layer instanceof ZeroPaddingLayer padding) {
      return addPadding(padding, in);
    }
    if (layer instanceof DropoutLayer) {
      return dropped(layer, in);
    }
    if (layer instanceof ActivationLayer) {
      return in;
    }
    throw Unsupported.unknown(node, layer);
  }

  /** The function that DL4J applies after a layer, if it has one. */
  static Optional<IActivation> activation(Layer layer) {
    if (layer instanceof ActivationLayer activation) {
      return Optional.of(activation.getActivationFn());
    }
    // DL4J ignores the activation of these two.
    if (layer instanceof BatchNormalization || layer instanceof DropoutLayer) {
      return Optional.empty();
    }
    return layer instanceof BaseLayer base
        ? Optional.ofNullable(base.getActivationFn())
        : Optional.empty();
  }

  /** DL4J drops values of the input of layers with weights, and of none else. */
  private int dropped(Layer layer, int in) {
    IDropout dropout = layer.getIDropout();
    if (dropout == null) {
      return in;
    }
    Unsupported.require(
        node,
        dropout.getClass() == Dropout.class && ((Dropout) dropout).getPSchedule() == null,
        "dropout other than that of a fixed probability");
    double retain = ((Dropout) dropout).getP();
    return retain == 1 ? in : program.append(new Operation.Dropout(retain), in);
  }

  private int addConvolution(ConvolutionLayer layer, int in) {
    int[] kernel = layer.getKernelSize();
    int out = Math.toIntExact(layer.getNOut());
    int value = convolutionInput(layer, in);
    int channels = program.shape(in).channels();
    Parameter weights =
        program.train(node, "W", Start.UNIFORM_FAN_IN, out, channels, kernel[0], kernel[1]);
    Window window = Windows.of(node, layer, program.shape(in));
    return program.append(new Operation.Convolution(weights, bias(layer, out), window, 1), value);
  }

  private int addDepthwise(DepthwiseConvolution2D layer, int in) {
    int[] kernel = layer.getKernelSize();
    int value = convolutionInput(layer, in);
    int channels = program.shape(in).channels();
    int out = channels * layer.getDepthMultiplier();
    Parameter weights =
        program.train(
            node, "W", Start.UNIFORM_FAN_IN, DEPTHWISE_AXES, out, 1, kernel[0], kernel[1]);
    Window window = Windows.of(node, layer, program.shape(in));
    return program.append(
        new Operation.Convolution(weights, bias(layer, out), window, channels), value);
  }

  /** A depthwise convolution without bias, then one of single pixels with it. */
  private int addSeparable(SeparableConvolution2D layer, int in) {
    int[] kernel = layer.getKernelSize();
    int value = convolutionInput(layer, in);
    int channels = program.shape(in).channels();
    int middle = channels * layer.getDepthMultiplier();
    int out = Math.toIntExact(layer.getNOut());
    Parameter depth =
        program.train(
            node, "W", Start.UNIFORM_FAN_IN, SEPARABLE_AXES, middle, 1, kernel[0], kernel[1]);
    Parameter points = program.train(node, "pW", Start.UNIFORM_FAN_IN, out, middle, 1, 1);
    Window window = Windows.of(node, layer, program.shape(in));
    int spread = program.append(new Operation.Convolution(depth, null, window, channels), value);
    return program.append(
        new Operation.Convolution(points, bias(layer, out), Window.padding(0, 0, 0, 0), 1), spread);
  }

  /** The input after dropout, with what all convolutions have in common checked. */
  private int convolutionInput(ConvolutionLayer layer, int in) {
    Unsupported.require(
        node, layer.getCnn2dDataFormat() == CNN2DFormat.NCHW, "a format other than NCHW");
    requireInputs(layer, program.shape(in).channels());
    return dropped(layer, in);
  }

  private @Nullable Parameter bias(ConvolutionLayer layer, int out) {
    return layer.hasBias() ? program.train(node, "b", Start.ZERO, out) : null;
  }

  private void requireInputs(FeedForwardLayer layer, int inputs) {
    if (layer.getNIn() != inputs) {
      throw new IllegalArgumentException(
          "the configuration must be made for the images' shape, but layer "
              + node.name()
              + " has "
              + layer.getNIn()
              + " inputs and gets "
              + inputs);
    }
  }

  int addDense(FeedForwardLayer layer, boolean hasBias, int in) {
    requireInputs(layer, program.shape(in).size());
    int value = dropped(layer, in);
    int out = Math.toIntExact(layer.getNOut());
    int inputs = program.shape(in).size();
    Parameter weights = program.train(node, "W", Start.UNIFORM_FAN_IN, TRANSPOSED, out, inputs);
    Parameter bias = hasBias ? program.train(node, "b", Start.ZERO, out) : null;
    return program.append(new Operation.Dense(weights, bias), value);
  }

  private int addBatchNormalization(BatchNormalization layer, int in) {
    Unsupported.require(
        node, layer.getCnn2DFormat() == CNN2DFormat.NCHW, "a format other than NCHW");
    int channels = program.shape(in).channels();
    boolean locked = layer.isLockGammaBeta();
    String variance = layer.isUseLogStd() ? Weights.LOG_DEVIATION : "var";
    return program.append(
        new Operation.BatchNormalization(
            locked ? null : program.train(node, "gamma", Start.ONE, channels),
            locked ? null : program.train(node, "beta", Start.ZERO, channels),
            (float) layer.getGamma(),
            (float) layer.getBeta(),
            program.run(node, "mean", Start.ZERO, channels),
            program.run(node, variance, Start.ONE, channels),
            (float) layer.getEps(),
            (float) layer.getDecay()),
        in);
  }

  private int addGroupNormalization(GroupNormalization layer, int in) {
    int channels = program.shape(in).channels();
    return program.append(
        new Operation.GroupNormalization(
            program.train(node, "gamma", Start.ONE, channels),
            program.train(node, "beta", Start.ZERO, channels),
            layer.groupsOfChannels(),
            (float) GroupNormalization.EPSILON),
        in);
  }

  private int addPooling(SubsamplingLayer layer, int in) {
    Kind kind = kind(layer.getPoolingType(), layer.isAvgPoolIncludePadInDivisor());
    boolean dilated = layer.getDilation()[0] != 1 || layer.getDilation()[1] != 1;
    Unsupported.require(node, kind == Kind.MAX || !dilated, "average pooling with dilation");
    Window window = Windows.of(node, layer, program.shape(in));
    return program.append(new Operation.Pooling(kind, window), in);
  }

  private int addGlobalPooling(GlobalPoolingLayer layer, int in) {
    int[] directions = layer.getPoolingDimensions();
    Unsupported.require(
        node,
        directions == null || Arrays.equals(directions, IMAGE_DIRECTIONS),
        "pooling over " + Arrays.toString(directions) + " instead of height and width");
    Window window = Window.whole(program.shape(in));
    if (layer.getPoolingType() == PoolingType.SUM) {
      int mean = program.append(new Operation.Pooling(Kind.AVERAGE, window), in);
      return program.append(new Operation.Sum(List.of((float) window.area())), mean);
    }
    Kind kind = kind(layer.getPoolingType(), false);
    return program.append(new Operation.Pooling(kind, window), in);
  }

  private Kind kind(PoolingType type, boolean countsPadding) {
    Unsupported.require(
        node, type == PoolingType.MAX || type == PoolingType.AVG, "pooling " + type);
    if (type == PoolingType.MAX) {
      return Kind.MAX;
    }
    return countsPadding ? Kind.AVERAGE_WITH_PADDING : Kind.AVERAGE;
  }

  private int addPadding(ZeroPaddingLayer layer, int in) {
    Unsupported.require(
        node, layer.getDataFormat() == CNN2DFormat.NCHW, "a format other than NCHW");
    int[] p = layer.getPadding();
    return program.append(new Operation.Padding(Window.padding(p[0], p[1], p[2], p[3])), in);
  }
}
