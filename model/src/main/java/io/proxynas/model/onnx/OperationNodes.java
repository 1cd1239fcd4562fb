package io.proxynas.model.onnx;

import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.graph.Axis;
import io.proxynas.engine.graph.Operation;
import io.proxynas.engine.graph.Operation.Pooling.Kind;
import io.proxynas.engine.graph.Parameter;
import io.proxynas.engine.graph.Window;
import io.proxynas.engine.layer.UnsupportedLayerException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import onnx.Onnx;
import org.jspecify.annotations.Nullable;

/**
 * The nodes of each operation of the engine. Names of operators and attributes are those of ONNX's
 * operator set 13.
 *
 * @param graph to which nodes are added
 * @param inputs of the operation
 */
record OperationNodes(OnnxGraph graph, List<Value> inputs) implements Operation.Visitor<Value> {

  private static final double GELU_SCALE = Math.sqrt(2 / Math.PI);
  private static final float GELU_CUBE = 0.044715f;

  private Value in() {
    return inputs.get(0);
  }

  /** The inputs in one form: flat if all are, else as images. */
  private List<Value> alike() {
    return inputs.stream().allMatch(Value::isFlat)
        ? inputs
        : inputs.stream().map(graph::image).toList();
  }

  private static List<String> names(List<Value> values) {
    return values.stream().map(Value::name).toList();
  }

  @Override
  public Value visit(Operation.Sum sum) {
    List<Value> terms = alike();
    if (sum.scales().equals(List.of(1f, -1f))) {
      return elementwise("Sub");
    }
    List<String> scaled = new ArrayList<>();
    for (int i = 0; i < terms.size(); i++) {
      scaled.add(times(sum.scales().get(i), terms.get(i).name()));
    }
    String name = scaled.size() == 1 ? scaled.get(0) : graph.node("Sum", scaled);
    return terms.get(0).as(name);
  }

  private String times(float scale, String value) {
    return scale == 1 ? value : graph.node("Mul", List.of(value, graph.scalar(scale)));
  }

  @Override
  public Value visit(Operation.Product product) {
    return elementwise("Mul");
  }

  @Override
  public Value visit(Operation.Maximum maximum) {
    return elementwise("Max");
  }

  /** A node of all inputs, element by element. */
  private Value elementwise(String operator) {
    List<Value> values = alike();
    return values.get(0).as(graph.node(operator, names(values)));
  }

  @Override
  public Value visit(Operation.Broadcast broadcast) {
    ImageShape to = broadcast.to();
    String shape = graph.integers(1, to.channels(), to.height(), to.width());
    return Value.image(graph.node("Expand", List.of(graph.image(in()).name(), shape)), to);
  }

  @Override
  public Value visit(Operation.Concatenation concatenation) {
    List<Value> parts = alike();
    ImageShape to = concatenation.output(parts.stream().map(Value::shape).toList());
    String name = graph.node("Concat", names(parts), Attributes.integer("axis", 1));
    return new Value(name, to, parts.get(0).isFlat());
  }

  @Override
  public Value visit(Operation.Convolution convolution) {
    Value image = graph.image(in());
    String name =
        graph.node(
            "Conv",
            withBias(image.name(), convolution.weights(), convolution.bias()),
            window(
                convolution.window(),
                Attributes.integers("dilations", convolution.window().both(Axis::dilation)),
                Attributes.integer("group", convolution.groups())));
    return Value.image(name, convolution.output(image.shape()));
  }

  private List<String> withBias(String value, Parameter weights, @Nullable Parameter bias) {
    String factor = graph.parameter(weights);
    return bias == null ? List.of(value, factor) : List.of(value, factor, graph.parameter(bias));
  }

  private static Onnx.AttributeProto[] window(Window window, Onnx.AttributeProto... more) {
    return Stream.concat(
            Stream.of(
                Attributes.integers("kernel_shape", window.both(Axis::kernel)),
                Attributes.integers("strides", window.both(Axis::stride)),
                Attributes.integers(
                    "pads",
                    window.rows().before(),
                    window.columns().before(),
                    window.rows().after(),
                    window.columns().after())),
            Stream.of(more))
        .toArray(Onnx.AttributeProto[]::new);
  }

  @Override
  public Value visit(Operation.Dense dense) {
    Value flat = graph.flat(in());
    String name =
        graph.node(
            "Gemm",
            withBias(flat.name(), dense.weights(), dense.bias()),
            Attributes.integer("transB", 1));
    return Value.flat(name, dense.weights().shape()[0]);
  }

  @Override
  public Value visit(Operation.BatchNormalization normalization) {
    int channels = in().shape().channels();
    String name =
        graph.node(
            "BatchNormalization",
            List.of(
                in().name(),
                orFilled(normalization.gamma(), normalization.lockedGamma(), channels),
                orFilled(normalization.beta(), normalization.lockedBeta(), channels),
                graph.parameter(normalization.mean()),
                graph.parameter(normalization.variance())),
            Attributes.number("epsilon", normalization.epsilon()));
    return in().as(name);
  }

  private String orFilled(@Nullable Parameter parameter, float value, int channels) {
    return parameter == null ? graph.filled(value, channels) : graph.parameter(parameter);
  }

  /**
   * One channel a group is ONNX's instance normalisation. Other groups are that of images (N, G,
   * values of a group), scaled and shifted afterwards: ONNX's own group normalisation is younger
   * than the operator set, and its first form scales groups, not channels.
   */
  @Override
  public Value visit(Operation.GroupNormalization normalization) {
    Value image = graph.image(in());
    ImageShape shape = image.shape();
    int groups = normalization.groups();
    var epsilon = Attributes.number("epsilon", normalization.epsilon());
    if (groups == shape.channels()) {
      String gamma = graph.parameter(normalization.gamma());
      String beta = graph.parameter(normalization.beta());
      return image.as(
          graph.node("InstanceNormalization", List.of(image.name(), gamma, beta), epsilon));
    }
    String parts = graph.reshaped(image.name(), groups, shape.size() / groups);
    String normal =
        graph.node(
            "InstanceNormalization",
            List.of(parts, graph.filled(1, groups), graph.filled(0, groups)),
            epsilon);
    String whole = graph.reshaped(normal, shape.channels(), shape.height(), shape.width());
    String scaled =
        graph.node("Mul", List.of(whole, graph.parameterPerChannel(normalization.gamma())));
    return image.as(
        graph.node("Add", List.of(scaled, graph.parameterPerChannel(normalization.beta()))));
  }

  @Override
  public Value visit(Operation.Activation activation) {
    String x = in().name();
    float alpha = activation.alpha();
    String name =
        switch (activation.function()) {
          case SIGMOID -> graph.node("Sigmoid", List.of(x));
          case TANH -> graph.node("Tanh", List.of(x));
          case RELU ->
              alpha == 0
                  ? graph.node("Relu", List.of(x))
                  : graph.node("LeakyRelu", List.of(x), Attributes.number("alpha", alpha));
          case CLIPPED_RELU -> graph.node("Clip", List.of(x, graph.scalar(0), graph.scalar(alpha)));
          case ELU -> graph.node("Elu", List.of(x), Attributes.number("alpha", alpha));
          case SWISH ->
              graph.node("Mul", List.of(x, graph.node("Sigmoid", List.of(times(alpha, x)))));
          case GELU -> gelu(x);
        };
    return in().as(name);
  }

  /** x/2·(1 + tanh(√(2/π)(x + 0.044715x³))). */
  private String gelu(String x) {
    String cube = graph.node("Mul", List.of(x, graph.node("Mul", List.of(x, x))));
    String sum = graph.node("Add", List.of(x, times(GELU_CUBE, cube)));
    String tanh = graph.node("Tanh", List.of(times((float) GELU_SCALE, sum)));
    String one = graph.node("Add", List.of(tanh, graph.scalar(1)));
    return graph.node("Mul", List.of(times(0.5f, x), one));
  }

  @Override
  public Value visit(Operation.Softmax softmax) {
    return in().as(graph.node("Softmax", List.of(in().name()), Attributes.integer("axis", 1)));
  }

  /** Nothing outside of training. */
  @Override
  public Value visit(Operation.Dropout dropout) {
    return in();
  }

  @Override
  public Value visit(Operation.Padding padding) {
    Value image = graph.image(in());
    Axis rows = padding.window().rows();
    Axis columns = padding.window().columns();
    String pads =
        graph.integers(0, 0, rows.before(), columns.before(), 0, 0, rows.after(), columns.after());
    return Value.image(
        graph.node("Pad", List.of(image.name(), pads)), padding.output(image.shape()));
  }

  @Override
  public Value visit(Operation.Reshape reshape) {
    ImageShape to = reshape.to();
    return to.height() == 1 && to.width() == 1 ? graph.flat(in()) : graph.reshaped(in(), to);
  }

  @Override
  public Value visit(Operation.Pooling pooling) {
    Value image = graph.image(in());
    ImageShape to = pooling.output(image.shape());
    boolean isMaximum = pooling.kind() == Kind.MAX;
    if (pooling.window().equals(Window.whole(image.shape()))) {
      String global = isMaximum ? "GlobalMaxPool" : "GlobalAveragePool";
      return Value.image(graph.node(global, List.of(image.name())), to);
    }
    requireNarrowPadding(pooling.window());
    var attributes =
        isMaximum
            ? window(
                pooling.window(),
                Attributes.integers("dilations", pooling.window().both(Axis::dilation)))
            : window(
                pooling.window(),
                Attributes.integer(
                    "count_include_pad", pooling.kind() == Kind.AVERAGE_WITH_PADDING ? 1 : 0));
    String operator = isMaximum ? "MaxPool" : "AveragePool";
    return Value.image(graph.node(operator, List.of(image.name()), attributes), to);
  }

  private static void requireNarrowPadding(Window window) {
    for (Axis axis : List.of(window.rows(), window.columns())) {
      if (Math.max(axis.before(), axis.after()) >= axis.kernel()) {
        throw new UnsupportedLayerException(
            "the padding of a pooling must be smaller than its kernel for ONNX, but was %d for %d"
                .formatted(Math.max(axis.before(), axis.after()), axis.kernel()));
      }
    }
  }
}
