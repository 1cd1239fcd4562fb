package io.proxynas.engine.internal.dl4j;

import io.proxynas.engine.layer.UnsupportedLayerException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** A network's definition in either of DL4J's two forms, read as a graph of nodes. */
public sealed interface Definition {

  /** Of a DL4J configuration. */
  static Definition of(ComputationGraphConfiguration configuration) {
    return new Graph(configuration);
  }

  /** Of a DL4J configuration. */
  static Definition of(MultiLayerConfiguration configuration) {
    return new Chain(configuration);
  }

  /** The nodes in topological order; the last one is the output. */
  List<Node> nodes();

  /** What all layers have in common. */
  NeuralNetConfiguration common();

  /** A DL4J network with DL4J's own initial weights. */
  Model initialized();

  /** A {@link ComputationGraph}'s definition. */
  record Graph(ComputationGraphConfiguration configuration) implements Definition {
    @Override
    public List<Node> nodes() {
      List<String> inputs = configuration.getNetworkInputs();
      List<String> outputs = configuration.getNetworkOutputs();
      if (inputs.size() != 1 || outputs.size() != 1) {
        throw new UnsupportedLayerException(
            "the engine trains networks with one input and one output, but this one has inputs "
                + inputs
                + " and outputs "
                + outputs);
      }
      Map<String, Node> nodes = new LinkedHashMap<>();
      visit(outputs.get(0), nodes);
      if (nodes.size() != configuration.getVertices().size()) {
        throw new UnsupportedLayerException(
            "the engine trains networks whose every layer leads to the output, but only "
                + nodes.keySet()
                + " do, of "
                + configuration.getVertices().keySet());
      }
      return List.copyOf(nodes.values());
    }

    /** Adds a node after everything that leads to it. */
    private void visit(String name, Map<String, Node> nodes) {
      if (nodes.containsKey(name) || configuration.getNetworkInputs().contains(name)) {
        return;
      }
      List<String> inputs = configuration.getVertexInputs().get(name);
      inputs.forEach(input -> visit(input, nodes));
      GraphVertex vertex = configuration.getVertices().get(name);
      nodes.put(
          name,
          vertex instanceof LayerVertex layer
              ? new Node(
                  name, name, layer.getLayerConf().getLayer(), layer.getPreProcessor(), inputs)
              : new Node(name, name, vertex, null, inputs));
    }

    @Override
    public NeuralNetConfiguration common() {
      return configuration.getDefaultConfiguration();
    }

    @Override
    public ComputationGraph initialized() {
      ComputationGraph graph = new ComputationGraph(configuration.clone());
      graph.init();
      return graph;
    }
  }

  /** A {@link MultiLayerNetwork}'s definition; layers have their index as the key. */
  record Chain(MultiLayerConfiguration configuration) implements Definition {
    @Override
    public List<Node> nodes() {
      List<Node> nodes = new ArrayList<>();
      for (int i = 0; i < configuration.getConfs().size(); i++) {
        Layer layer = configuration.getConf(i).getLayer();
        String name = layer.getLayerName() == null ? "layer" + i : layer.getLayerName();
        nodes.add(
            new Node(
                String.valueOf(i),
                name,
                layer,
                configuration.getInputPreProcess(i),
                List.of(String.valueOf(i - 1))));
      }
      return nodes;
    }

    @Override
    public NeuralNetConfiguration common() {
      return configuration.getConf(0);
    }

    @Override
    public MultiLayerNetwork initialized() {
      MultiLayerNetwork network = new MultiLayerNetwork(configuration.clone());
      network.init();
      return network;
    }
  }
}
