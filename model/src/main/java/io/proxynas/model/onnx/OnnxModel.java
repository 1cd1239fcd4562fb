package io.proxynas.model.onnx;

import io.proxynas.engine.Network;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.graph.Instruction;
import io.proxynas.engine.graph.Loss.Link;
import io.proxynas.engine.graph.Program;
import io.proxynas.train.data.ChannelStatistics;
import io.proxynas.train.file.AtomicFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import onnx.Onnx;

/**
 * An ONNX model: images (N, C, H, W) in, for any N; class probabilities (N, classes) out. It
 * standardises the images itself.
 *
 * <p>Operators are those of operator set 13 and the file is of version 7, which ONNX 1.8 of 2020
 * knows and every ONNX Runtime since 1.6.
 *
 * @param proto the model as ONNX defines it
 */
public record OnnxModel(Onnx.ModelProto proto) {

  /** The name of the input. */
  public static final String INPUT = "images";

  /** The name of the output. */
  public static final String OUTPUT = "probabilities";

  private static final int OPERATOR_SET = 13;

  /** IR_VERSION_2020_5_8. */
  private static final int FILE_VERSION = 7;

  /** A file must be smaller than 2 GiB; a mebibyte is left for what is not weights. */
  private static final long MOST_WEIGHTS = (Integer.MAX_VALUE - (1 << 20)) / Float.BYTES;

  /**
   * The model of a network.
   *
   * @param statistics by which images are standardised
   * @param input what it takes
   * @param metadata for its readers, such as class names
   * @throws IllegalArgumentException if the network is too large for ONNX
   */
  public static OnnxModel of(
      Network network,
      ChannelStatistics statistics,
      OnnxInput input,
      Map<String, String> metadata) {
    Program program = network.program();
    if (program.size() > MOST_WEIGHTS) {
      throw new IllegalArgumentException(
          "a model for ONNX must have at most %,d values, but has %,d"
              .formatted(MOST_WEIGHTS, program.size()));
    }
    OnnxGraph graph = new OnnxGraph(network.snapshot());
    addNodes(program, statistics, input, graph);
    Onnx.ModelProto.Builder model =
        Onnx.ModelProto.newBuilder()
            .setIrVersion(FILE_VERSION)
            .setProducerName("ProxyNAS")
            .addOpsetImport(Onnx.OperatorSetIdProto.newBuilder().setVersion(OPERATOR_SET))
            .setGraph(graph.build(input(program.input(), input), output(program.outputs())));
    metadata.forEach(
        (key, value) ->
            model.addMetadataProps(
                Onnx.StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
    return new OnnxModel(model.build());
  }

  private static void addNodes(
      Program program, ChannelStatistics statistics, OnnxInput input, OnnxGraph graph) {
    List<Value> values = new ArrayList<>();
    values.add(standardized(program.input(), statistics, input, graph));
    for (Instruction instruction : program.instructions()) {
      List<Value> inputs = instruction.inputs().stream().map(values::get).toList();
      values.add(instruction.operation().accept(new OperationNodes(graph, inputs)));
    }
    Value last = graph.flat(values.get(values.size() - 1));
    graph.name(OUTPUT, operator(program.loss().link()), last.name(), axis(program.loss().link()));
  }

  /** The images as the network takes them. */
  private static Value standardized(
      ImageShape shape, ChannelStatistics statistics, OnnxInput input, OnnxGraph graph) {
    String images = INPUT;
    if (input == OnnxInput.BYTES) {
      String floats =
          graph.node(
              "Cast",
              List.of(INPUT),
              Attributes.integer("to", Onnx.TensorProto.DataType.FLOAT_VALUE));
      images = graph.node("Div", List.of(floats, graph.scalar(255)));
    }
    String mean = graph.perChannel("images/mean", statistics.mean());
    String deviation = graph.perChannel("images/deviation", statistics.deviation());
    String centred = graph.node("Sub", List.of(images, mean));
    return Value.image(graph.node("Div", List.of(centred, deviation)), shape);
  }

  private static String operator(Link link) {
    return switch (link) {
      case SOFTMAX -> "Softmax";
      case SIGMOID -> "Sigmoid";
      case TANH -> "Tanh";
      case IDENTITY -> "Identity";
    };
  }

  private static Onnx.AttributeProto[] axis(Link link) {
    return link == Link.SOFTMAX
        ? new Onnx.AttributeProto[] {Attributes.integer("axis", 1)}
        : new Onnx.AttributeProto[0];
  }

  private static Onnx.ValueInfoProto input(ImageShape shape, OnnxInput input) {
    var type =
        input == OnnxInput.BYTES
            ? Onnx.TensorProto.DataType.UINT8
            : Onnx.TensorProto.DataType.FLOAT;
    return OnnxGraph.info(INPUT, type, shape.channels(), shape.height(), shape.width());
  }

  private static Onnx.ValueInfoProto output(int classes) {
    return OnnxGraph.info(OUTPUT, Onnx.TensorProto.DataType.FLOAT, classes);
  }

  /** The content of the file; the same model is the same bytes. */
  public byte[] bytes() {
    return proto.toByteArray();
  }

  /**
   * Writes the file, replacing an older one.
   *
   * @throws IOException with one sentence for the user if that fails
   */
  public void write(Path file) throws IOException {
    AtomicFile.write(file, out -> out.write(bytes()));
  }
}
