package io.proxynas.model.onnx;

import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.graph.Parameter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import onnx.Onnx;
import org.nd4j.shade.protobuf.ByteString;

/** The nodes and constants of a model, as they are added. */
final class OnnxGraph {

  /** The name of the free length of a batch. */
  private static final String BATCH = "N";

  private final Onnx.GraphProto.Builder graph = Onnx.GraphProto.newBuilder().setName("classifier");

  private final Set<String> constants = new HashSet<>();
  private final float[] weights;

  /** An empty graph of a network with the given flat parameter vector. */
  OnnxGraph(float[] weights) {
    this.weights = weights;
  }

  /** Adds a node; returns the name of what it gives. */
  String node(String operator, List<String> inputs, Onnx.AttributeProto... attributes) {
    String name = operator.toLowerCase(Locale.ROOT) + "_" + graph.getNodeCount();
    add(name, operator, inputs, attributes);
    return name;
  }

  /** Adds a node of one input under the given name. */
  void name(String name, String operator, String input, Onnx.AttributeProto... attributes) {
    add(name, operator, List.of(input), attributes);
  }

  private void add(
      String name, String operator, List<String> inputs, Onnx.AttributeProto... attributes) {
    graph.addNode(
        Onnx.NodeProto.newBuilder()
            .setName(name)
            .setOpType(operator)
            .addAllInput(inputs)
            .addOutput(name)
            .addAllAttribute(Arrays.asList(attributes)));
  }

  /** The value as (N, C·H·W), in the order channel, row, column. */
  Value flat(Value value) {
    return value.isFlat()
        ? value
        : Value.flat(
            node("Flatten", List.of(value.name()), Attributes.integer("axis", 1)),
            value.shape().size());
  }

  /** The value as (N, C, H, W). */
  Value image(Value value) {
    return value.isFlat() ? reshaped(value, value.shape()) : value;
  }

  /** The values of an image in the order channel, row, column, under another shape. */
  Value reshaped(Value value, ImageShape to) {
    return Value.image(reshaped(value.name(), to.channels(), to.height(), to.width()), to);
  }

  /** Values (N, …) under another shape of an image; the batch stays as it is. */
  String reshaped(String value, long... to) {
    long[] shape = new long[to.length + 1]; // 0: as in the input
    System.arraycopy(to, 0, shape, 1, to.length);
    return node("Reshape", List.of(value, integers(shape)));
  }

  /** A parameter of the network. */
  String parameter(Parameter parameter) {
    long[] shape = Arrays.stream(parameter.shape()).asLongStream().toArray();
    int from = parameter.offset();
    return constant(
        parameter.name(), Arrays.copyOfRange(weights, from, from + parameter.size()), shape);
  }

  /** A parameter (C) that is to meet images (N, C, H, W). */
  String parameterPerChannel(Parameter parameter) {
    int from = parameter.offset();
    return perChannel(parameter.name(), Arrays.copyOfRange(weights, from, from + parameter.size()));
  }

  /** Constants (C, 1, 1). */
  String perChannel(String name, float[] values) {
    return constant(name, values, values.length, 1, 1);
  }

  /** The same constant again and again. */
  String filled(float value, int count) {
    float[] values = new float[count];
    Arrays.fill(values, value);
    return constant("constant_%s_%d".formatted(value, count), values, count);
  }

  /** A constant without axes. */
  String floats(String name, float value) {
    return constant(name, new float[] {value});
  }

  /** A constant without axes, named for its value. */
  String scalar(float value) {
    return floats("constant_" + value, value);
  }

  private String constant(String name, float[] values, long... shape) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return constant(name, Onnx.TensorProto.DataType.FLOAT, bytes, shape);
  }

  /** A constant list of whole numbers, named for them. */
  String integers(long... values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asLongBuffer().put(values);
    String name = "integers" + Arrays.toString(values).replaceAll("[^0-9-]+", "_");
    return constant(name, Onnx.TensorProto.DataType.INT64, bytes, values.length);
  }

  private String constant(
      String name, Onnx.TensorProto.DataType type, ByteBuffer bytes, long... shape) {
    if (constants.add(name)) {
      Onnx.TensorProto tensor =
          Onnx.TensorProto.newBuilder()
              .setName(name)
              .setDataType(type.getNumber())
              .addAllDims(Arrays.stream(shape).boxed().toList())
              .setRawData(ByteString.copyFrom(bytes.array()))
              .build();
      graph.addInitializer(tensor);
    }
    return name;
  }

  /** The finished graph. */
  Onnx.GraphProto build(Onnx.ValueInfoProto input, Onnx.ValueInfoProto output) {
    return graph.addInput(input).addOutput(output).build();
  }

  /**
   * A value of a batch.
   *
   * @param lengths of its axes after the first
   */
  static Onnx.ValueInfoProto info(String name, Onnx.TensorProto.DataType type, int... lengths) {
    Onnx.TensorShapeProto.Builder shape =
        Onnx.TensorShapeProto.newBuilder()
            .addDim(Onnx.TensorShapeProto.Dimension.newBuilder().setDimParam(BATCH));
    for (int length : lengths) {
      shape.addDim(Onnx.TensorShapeProto.Dimension.newBuilder().setDimValue(length));
    }
    return Onnx.ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            Onnx.TypeProto.newBuilder()
                .setTensorType(
                    Onnx.TypeProto.Tensor.newBuilder()
                        .setElemType(type.getNumber())
                        .setShape(shape)))
        .build();
  }
}
