package io.proxynas.eval.sketch;

import io.proxynas.engine.architecture.Architecture;
import io.proxynas.engine.architecture.ImageShape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;

/** Reads the layers of a network from its DL4J configuration, from the image to the classes. */
public final class NetworkSketch {

  private final ComputationGraphConfiguration graph;
  private final Map<String, InputType> outputs;
  private final Set<String> seen = new HashSet<>();
  private final List<LayerSketch> layers = new ArrayList<>();

  private NetworkSketch(ComputationGraphConfiguration graph, Map<String, InputType> outputs) {
    this.graph = graph;
    this.outputs = outputs;
  }

  /**
   * The layers of an architecture, each after those that it reads.
   *
   * @param shape of an image
   * @param classes that the network tells apart
   * @return none if the architecture does not fit such images, or DL4J cannot tell its shapes
   */
  public static List<LayerSketch> of(Architecture architecture, ImageShape shape, int classes) {
    try {
      return of(architecture.configuration(shape, classes, 0), shape);
    } catch (RuntimeException e) { // of DL4J or a user's space: a drawing is not worth a run
      return List.of();
    }
  }

  private static List<LayerSketch> of(ComputationGraphConfiguration graph, ImageShape shape) {
    InputType image = InputType.convolutional(shape.height(), shape.width(), shape.channels());
    NetworkSketch sketch = new NetworkSketch(graph, graph.getLayerActivationTypes(image));
    sketch.seen.addAll(graph.getNetworkInputs());
    graph.getNetworkOutputs().forEach(sketch::visit);
    return List.copyOf(sketch.layers);
  }

  /** Adds a layer after everything that leads to it. */
  private void visit(String name) {
    if (!seen.add(name)) {
      return;
    }
    List<String> inputs = graph.getVertexInputs().get(name);
    inputs.forEach(this::visit);
    GraphVertex vertex = graph.getVertices().get(name);
    layers.add(
        new LayerSketch(
            name,
            LayerWords.of(vertex),
            LayerWords.shape(outputs.get(name)),
            vertex.numParams(false),
            inputs));
  }
}
