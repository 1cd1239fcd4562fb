package io.proxynas.engine.dl4j;

import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.graph.Operation;
import io.proxynas.engine.graph.Parameter;
import io.proxynas.engine.graph.Program;
import io.proxynas.engine.graph.Window;
import io.proxynas.engine.layer.GroupNormalization;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/**
 * Turns a DL4J configuration into a {@link Program}, one layer after another. Chains of image
 * layers that end in a softmax output with cross-entropy are known; anything else raises {@link
 * UnsupportedLayerException}.
 */
public final class Translator {

  private static final int MOST_PARAMETERS = 1 << 30;

  private final List<Operation> operations = new ArrayList<>();
  private final List<Parameter> trained = new ArrayList<>();
  private final List<Parameter> running = new ArrayList<>();
  private int trainedSize;
  private int runningSize;
  private ImageShape shape;

  private Translator(ImageShape input) {
    shape = input;
  }

  /**
   * The program of a configuration.
   *
   * @param input shape of one image
   * @throws UnsupportedLayerException if the engine does not know a part of it
   */
  public static Program translate(ComputationGraphConfiguration configuration, ImageShape input) {
    Translator translator = new Translator(input);
    for (String name : chain(configuration)) {
      translator.add(name, layer(configuration, name));
    }
    return translator.program(input);
  }

  /** The names of the layers from the only input to the only output. */
  private static List<String> chain(ComputationGraphConfiguration configuration) {
    if (configuration.getNetworkInputs().size() != 1
        || configuration.getNetworkOutputs().size() != 1) {
      throw new UnsupportedLayerException(
          "the engine trains networks with one input and one output, but this one has inputs "
              + configuration.getNetworkInputs()
              + " and outputs "
              + configuration.getNetworkOutputs());
    }
    List<String> names = new ArrayList<>();
    String name = configuration.getNetworkOutputs().get(0);
    while (!configuration.getNetworkInputs().contains(name)) {
      names.add(0, name);
      List<String> inputs = configuration.getVertexInputs().get(name);
      if (inputs.size() != 1) {
        throw new UnsupportedLayerException(
            "the engine trains chains of layers, but " + name + " has inputs " + inputs);
      }
      name = inputs.get(0);
    }
    if (names.size() != configuration.getVertices().size()) {
      throw new UnsupportedLayerException(
          "the engine trains chains of layers, but only "
              + names
              + " lie between input and output of "
              + configuration.getVertices().keySet());
    }
    return names;
  }

  private static Layer layer(ComputationGraphConfiguration configuration, String name) {
    GraphVertex vertex = configuration.getVertices().get(name);
    if (vertex instanceof LayerVertex layerVertex) {
      Layer layer = layerVertex.getLayerConf().getLayer();
      if (layer.getIDropout() != null || layer.getConstraints() != null) {
        throw new UnsupportedLayerException(
            "the engine does not know dropout or constraints, but layer " + name + " has them");
      }
      return layer;
    }
    throw unknown(name, vertex);
  }

  private void add(String name, Layer layer) {
    if (layer instanceof OutputLayer output) {
      addOutput(name, output);
    } else if (layer.getClass() == DenseLayer.class) {
      addDense(name, (DenseLayer) layer);
      addActivation(name, ((DenseLayer) layer).getActivationFn());
    } else if (layer.getClass() == ConvolutionLayer.class) {
      addConvolution(name, (ConvolutionLayer) layer);
    } else if (layer instanceof BatchNormalization normalization) {
      addBatchNormalization(name, normalization);
    } else if (layer instanceof GroupNormalization normalization) {
      append(
          new Operation.GroupNormalization(
              train(name, "gamma", Parameter.Start.ONE, shape.channels()),
              train(name, "beta", Parameter.Start.ZERO, shape.channels()),
              normalization.groupsOfChannels(),
              (float) GroupNormalization.EPSILON));
    } else if (layer instanceof ActivationLayer activation) {
      addActivation(name, activation.getActivationFn());
    } else if (layer instanceof SubsamplingLayer pooling) {
      addPooling(name, pooling);
    } else {
      throw unknown(name, layer);
    }
  }

  private void addConvolution(String name, ConvolutionLayer layer) {
    require(name, layer.isHasBias(), "a convolution without bias");
    require(name, layer.getCnn2dDataFormat() == CNN2DFormat.NCHW, "a format other than NCHW");
    require(name, layer.getDilation()[0] == 1 && layer.getDilation()[1] == 1, "dilation");
    int out = Math.toIntExact(layer.getNOut());
    int[] kernel = layer.getKernelSize();
    Window window =
        window(name, kernel, layer.getStride(), layer.getPadding(), layer.getConvolutionMode());
    Parameter weights =
        train(
            name, "W", Parameter.Start.UNIFORM_FAN_IN, out, shape.channels(), kernel[0], kernel[1]);
    append(new Operation.Convolution(weights, train(name, "b", Parameter.Start.ZERO, out), window));
    addActivation(name, layer.getActivationFn());
  }

  private void addBatchNormalization(String name, BatchNormalization layer) {
    require(name, !layer.isLockGammaBeta(), "locked gamma and beta");
    require(name, layer.getCnn2DFormat() == CNN2DFormat.NCHW, "a format other than NCHW");
    int channels = shape.channels();
    append(
        new Operation.BatchNormalization(
            train(name, "gamma", Parameter.Start.ONE, channels),
            train(name, "beta", Parameter.Start.ZERO, channels),
            run(name, "mean", Parameter.Start.ZERO, channels),
            run(
                name,
                layer.isUseLogStd() ? Weights.LOG_DEVIATION : "var",
                Parameter.Start.ONE,
                channels),
            (float) layer.getEps(),
            (float) layer.getDecay()));
  }

  private void addPooling(String name, SubsamplingLayer layer) {
    require(name, layer.getDilation()[0] == 1 && layer.getDilation()[1] == 1, "dilation");
    boolean average = layer.getPoolingType() == PoolingType.AVG;
    require(
        name,
        average || layer.getPoolingType() == PoolingType.MAX,
        "pooling " + layer.getPoolingType());
    require(
        name, !average || !layer.isAvgPoolIncludePadInDivisor(), "an average that counts padding");
    append(
        new Operation.Pooling(
            average ? Operation.Pooling.Kind.AVERAGE : Operation.Pooling.Kind.MAX,
            window(
                name,
                layer.getKernelSize(),
                layer.getStride(),
                layer.getPadding(),
                layer.getConvolutionMode())));
  }

  private void addOutput(String name, OutputLayer layer) {
    require(name, layer.getLossFn() instanceof LossMCXENT, "a loss other than MCXENT");
    require(
        name, layer.getActivationFn() instanceof ActivationSoftmax, "an output other than softmax");
    addDense(name, layer);
  }

  private void addDense(String name, FeedForwardLayer layer) {
    int out = Math.toIntExact(layer.getNOut());
    append(
        new Operation.Dense(
            train(name, "W", Parameter.Start.UNIFORM_FAN_IN, out, shape.size()),
            train(name, "b", Parameter.Start.ZERO, out)));
  }

  private void addActivation(String name, IActivation function) {
    if (function instanceof ActivationIdentity) {
      return;
    }
    append(new Operation.Activation(function(name, function)));
  }

  private static Operation.Activation.Function function(String name, IActivation function) {
    if (function instanceof ActivationSigmoid) {
      return Operation.Activation.Function.SIGMOID;
    }
    if (function instanceof ActivationReLU) {
      return Operation.Activation.Function.RELU;
    }
    if (function instanceof ActivationLReLU leaky
        && leaky.getAlpha() == ActivationLReLU.DEFAULT_ALPHA) {
      return Operation.Activation.Function.LEAKY_RELU;
    }
    throw unknown(name, function);
  }

  private Window window(
      String name, int[] kernel, int[] stride, int[] padding, ConvolutionMode mode) {
    if (mode != ConvolutionMode.Same) {
      require(
          name,
          mode == ConvolutionMode.Truncate || mode == ConvolutionMode.Strict || mode == null,
          "convolution mode " + mode);
      return fitting(
          name,
          new Window(
              kernel[0],
              kernel[1],
              stride[0],
              stride[1],
              padding[0],
              padding[1],
              padding[0],
              padding[1]));
    }
    int height = samePadding(shape.height(), kernel[0], stride[0]);
    int width = samePadding(shape.width(), kernel[1], stride[1]);
    return new Window(
        kernel[0],
        kernel[1],
        stride[0],
        stride[1],
        height / 2,
        width / 2,
        height - height / 2,
        width - width / 2);
  }

  /** Total padding that makes the output ⌈input / stride⌉ long; the odd pixel goes to the end. */
  private static int samePadding(int input, int kernel, int stride) {
    int output = (input + stride - 1) / stride;
    return Math.max(0, (output - 1) * stride + kernel - input);
  }

  private Window fitting(String name, Window window) {
    if (shape.height() + window.padTop() + window.padBottom() < window.kernelHeight()
        || shape.width() + window.padLeft() + window.padRight() < window.kernelWidth()) {
      throw new UnsupportedLayerException(
          "a window must fit into its padded image, but layer %s slides %dx%d over an image of %s"
              .formatted(name, window.kernelHeight(), window.kernelWidth(), shape));
    }
    return window;
  }

  private void append(Operation operation) {
    operations.add(operation);
    shape = operation.output(shape);
  }

  private Parameter train(String layer, String key, Parameter.Start start, int... lengths) {
    Parameter parameter = new Parameter(layer, key, lengths, trainedSize, start);
    trained.add(parameter);
    trainedSize = total(trainedSize, parameter);
    return parameter;
  }

  /** Offsets count from the end of the trained part, which is not known yet. */
  private Parameter run(String layer, String key, Parameter.Start start, int... lengths) {
    Parameter parameter = new Parameter(layer, key, lengths, -1 - runningSize, start);
    running.add(parameter);
    runningSize = total(runningSize, parameter);
    return parameter;
  }

  /** One flat Java array holds the parameters. */
  private static int total(int size, Parameter parameter) {
    long total = (long) size + parameter.size();
    if (total > MOST_PARAMETERS) {
      throw new UnsupportedLayerException(
          "the engine trains networks of at most "
              + MOST_PARAMETERS
              + " parameters, but layer "
              + parameter.layer()
              + " brings this one to "
              + total);
    }
    return (int) total;
  }

  private Program program(ImageShape input) {
    List<Parameter> parameters = new ArrayList<>(trained);
    running.forEach(p -> parameters.add(placed(p)));
    List<Operation> placed = operations.stream().map(this::placed).toList();
    return new Program(input, placed, parameters, trainedSize);
  }

  private Operation placed(Operation operation) {
    if (operation instanceof Operation.BatchNormalization b) {
      return new Operation.BatchNormalization(
          b.gamma(), b.beta(), placed(b.mean()), placed(b.variance()), b.epsilon(), b.decay());
    }
    return operation;
  }

  private Parameter placed(Parameter p) {
    return new Parameter(p.layer(), p.key(), p.shape(), trainedSize - 1 - p.offset(), p.start());
  }

  private static void require(String name, boolean supported, String what) {
    if (!supported) {
      throw new UnsupportedLayerException(
          "the engine does not know " + what + ", but layer " + name + " has it");
    }
  }

  private static UnsupportedLayerException unknown(String name, Object part) {
    return new UnsupportedLayerException(
        "the engine knows convolution, dense, pooling, normalization and activation layers, but "
            + name
            + " is a "
            + part.getClass().getName());
  }
}
