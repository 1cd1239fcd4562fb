package io.proxynas.engine.internal.dl4j;

import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.graph.Loss;
import io.proxynas.engine.graph.Operation;
import io.proxynas.engine.graph.Operation.Broadcast;
import io.proxynas.engine.graph.Program;
import io.proxynas.engine.layer.UnsupportedLayerException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.ComposableInputPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;

/**
 * Turns a DL4J configuration into a {@link Program}, one node after another. Anything that the
 * engine does not know raises {@link UnsupportedLayerException}.
 */
public final class Translator {

  private final ProgramBuilder program;

  /** By node: the value that it gives. */
  private final Map<String, Integer> values = new HashMap<>();

  private Translator(ImageShape input) {
    program = new ProgramBuilder(input);
  }

  /**
   * The program of a configuration.
   *
   * @param input shape of one image
   * @throws UnsupportedLayerException if the engine does not know a part of it
   */
  public static Program translate(Definition definition, ImageShape input) {
    Translator translator = new Translator(input);
    List<Node> nodes = definition.nodes();
    for (Node node : nodes.subList(0, nodes.size() - 1)) {
      translator.add(node);
    }
    Loss loss = translator.addOutput(nodes.get(nodes.size() - 1));
    return translator.program.program(loss);
  }

  private void add(Node node) {
    List<Integer> inputs = inputs(node);
    values.put(
        node.key(),
        node.part() instanceof Layer layer
            ? addLayer(node, layer, inputs.get(0))
            : addVertex(node, inputs));
  }

  /** Value 0, the image, where an input is no node. */
  private List<Integer> inputs(Node node) {
    return node.inputs().stream().map(key -> values.getOrDefault(key, 0)).toList();
  }

  private Loss addOutput(Node node) {
    int input = inputs(node).get(0);
    if (node.part().getClass() == OutputLayer.class) {
      OutputLayer layer = (OutputLayer) node.part();
      requireNoConstraints(node, layer);
      // The output is linear; its activation belongs to the loss.
      int in = preProcessed(node, input, true);
      new Layers(program, node).addDense(layer, layer.isHasBias(), in);
      return Losses.of(node, layer.getLossFn(), layer.getActivationFn());
    }
    if (node.part().getClass() == LossLayer.class && input > 0) {
      LossLayer layer = (LossLayer) node.part();
      int value = preProcessed(node, input, false);
      ImageShape shape = program.shape(value);
      Unsupported.require(
          node, shape.height() * shape.width() == 1, "a loss over images of several pixels");
      return Losses.of(node, layer.getLossFn(), layer.getActivationFn());
    }
    throw new UnsupportedLayerException(
        "the engine trains networks that end in an OutputLayer or LossLayer, but "
            + node.name()
            + " is a "
            + node.part().getClass().getName());
  }

  private int addLayer(Node node, Layer layer, int input) {
    requireNoConstraints(node, layer);
    boolean dense = layer.getClass() == DenseLayer.class;
    int in = preProcessed(node, input, dense);
    int out = new Layers(program, node).add(layer, in);
    return Layers.activation(layer)
        .flatMap(function -> Activations.operation(node, function, program.shape(out)))
        .map(operation -> program.append(operation, out))
        .orElse(out);
  }

  private static void requireNoConstraints(Node node, Layer layer) {
    Unsupported.require(
        node, layer.getConstraints() == null || layer.getConstraints().isEmpty(), "constraints");
    Unsupported.require(
        node,
        !(layer instanceof BaseLayer base && base.getWeightNoise() != null),
        "noise of weights");
  }

  private int preProcessed(Node node, int value, boolean readsImages) {
    return node.preProcessor() == null
        ? value
        : reshape(node, node.preProcessor(), value, readsImages);
  }

  private int reshapeInTurn(Node node, InputPreProcessor[] all, int value, boolean readsImages) {
    int result = value;
    for (int i = 0; i < all.length; i++) {
      result = reshape(node, all[i], result, readsImages && i == all.length - 1);
    }
    return result;
  }

  /**
   * @param readsImages whether the reader takes images for their flattened values, so that nothing
   *     need be done
   */
  private int reshape(Node node, InputPreProcessor by, int value, boolean readsImages) {
    if (by instanceof ComposableInputPreProcessor several) {
      return reshapeInTurn(node, several.getInputPreProcessors(), value, readsImages);
    }
    ImageShape from = program.shape(value);
    ImageShape to;
    if (by instanceof CnnToFeedForwardPreProcessor flatten) {
      Unsupported.require(
          node, flatten.getFormat() == CNN2DFormat.NCHW, "a format other than NCHW");
      to = readsImages ? from : new ImageShape(from.size(), 1, 1);
    } else if (by instanceof FeedForwardToCnnPreProcessor image) {
      to =
          new ImageShape(
              Math.toIntExact(image.getNumChannels()),
              Math.toIntExact(image.getInputHeight()),
              Math.toIntExact(image.getInputWidth()));
    } else {
      throw Unsupported.unknown(node, by);
    }
    return to.equals(from) ? value : program.append(new Operation.Reshape(to), value);
  }

  private int addVertex(Node node, List<Integer> inputs) {
    if (node.part() instanceof ElementWiseVertex vertex) {
      return addElementwise(vertex.getOp(), broadcast(node, inputs));
    }
    if (node.part() instanceof MergeVertex vertex) {
      // Images are (N, C, H, W), vectors (N, C).
      Unsupported.require(node, vertex.getMergeAxis() == 1, "merging along another axis than 1");
      return inputs.size() == 1
          ? inputs.get(0)
          : program.append(new Operation.Concatenation(), inputs.toArray(Integer[]::new));
    }
    if (node.part() instanceof PreprocessorVertex vertex) {
      return reshape(node, vertex.getPreProcessor(), inputs.get(0), false);
    }
    throw Unsupported.unknown(node, node.part());
  }

  /** The values in one shape: the longest in each direction, where all others have length 1. */
  private List<Integer> broadcast(Node node, List<Integer> inputs) {
    List<ImageShape> shapes = inputs.stream().map(program::shape).toList();
    ImageShape all =
        new ImageShape(
            shapes.stream().mapToInt(ImageShape::channels).max().orElseThrow(),
            shapes.stream().mapToInt(ImageShape::height).max().orElseThrow(),
            shapes.stream().mapToInt(ImageShape::width).max().orElseThrow());
    Unsupported.require(
        node,
        shapes.stream().allMatch(shape -> repeats(shape, all)),
        "element-wise work on shapes " + shapes);
    return inputs.stream()
        .map(in -> program.shape(in).equals(all) ? in : program.append(new Broadcast(all), in))
        .toList();
  }

  private static boolean repeats(ImageShape shape, ImageShape all) {
    return (shape.channels() == all.channels() || shape.channels() == 1)
        && (shape.height() == all.height() || shape.height() == 1)
        && (shape.width() == all.width() || shape.width() == 1);
  }

  private int addElementwise(ElementWiseVertex.Op operation, List<Integer> inputs) {
    int count = inputs.size();
    return switch (operation) {
      case Add -> addSum(inputs, Stream.generate(() -> 1f).limit(count).toList());
      case Subtract -> addSum(inputs, List.of(1f, -1f));
      case Average -> addSum(inputs, Stream.generate(() -> 1f / count).limit(count).toList());
      case Product -> addPairs(new Operation.Product(), inputs);
      case Max -> addPairs(new Operation.Maximum(), inputs);
    };
  }

  private int addSum(List<Integer> inputs, List<Float> scales) {
    return program.append(new Operation.Sum(scales), inputs.toArray(Integer[]::new));
  }

  /** ((a ∘ b) ∘ c) ∘ … */
  private int addPairs(Operation operation, List<Integer> inputs) {
    int value = inputs.get(0);
    for (int next : inputs.subList(1, inputs.size())) {
      value = program.append(operation, value, next);
    }
    return value;
  }
}
