package io.proxynas.arbiter.internal.network;

import io.proxynas.engine.architecture.ImageShape;
import java.util.Optional;
import org.deeplearning4j.arbiter.DL4JConfiguration;
import org.deeplearning4j.arbiter.GraphConfiguration;
import org.deeplearning4j.arbiter.scoring.util.ScoreUtil;
import org.deeplearning4j.earlystopping.EarlyStoppingConfiguration;
import org.deeplearning4j.earlystopping.EarlyStoppingResult;
import org.deeplearning4j.earlystopping.trainer.EarlyStoppingGraphTrainer;
import org.deeplearning4j.earlystopping.trainer.EarlyStoppingTrainer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.dataset.api.iterator.DataSetIteratorFactory;

/** The value of an Arbiter candidate: what to build and how long to train it. */
public sealed interface Blueprint {

  /**
   * That of a candidate.
   *
   * @throws IllegalArgumentException if it is no network
   */
  static Blueprint of(Object value) {
    if (value instanceof DL4JConfiguration chain) {
      return new Chain(chain);
    }
    if (value instanceof GraphConfiguration graph) {
      return new Graph(graph);
    }
    throw new IllegalArgumentException(
        "a candidate must be of a MultiLayerSpace or ComputationGraphSpace, but was a "
            + value.getClass().getName());
  }

  /** A new DL4J network with its own initial weights. */
  Model model();

  /**
   * The same network on the engine.
   *
   * @param shape of one image
   * @throws io.proxynas.engine.layer.UnsupportedLayerException if the engine does not know a part
   */
  Model onEngine(Model model, ImageShape shape);

  /** Passes over the training data, where nothing stops earlier. */
  int epochs();

  /** When to stop, if the space says so. */
  Optional<? extends EarlyStoppingConfiguration<?>> earlyStopping();

  /** One pass over training data as Arbiter gets them. */
  void fit(Model model, Object data);

  /** All passes, until the space's own early stopping ends them. */
  EarlyStoppingResult<? extends Model> fitUntilStopped(Model model, Object data);

  /**
   * The network as a graph with a seed.
   *
   * @throws IllegalArgumentException if it has not one input and one output
   */
  ComputationGraphConfiguration graph(long seed);

  /**
   * A trained network as a graph, with its weights.
   *
   * @throws IllegalArgumentException if it has not one input and one output
   */
  default ComputationGraph asGraph(Model trained) {
    if (trained instanceof ComputationGraph already) {
      return already;
    }
    ComputationGraph graph = new ComputationGraph(graph(0));
    graph.init();
    graph.setParams(trained.params()); // layers of a chain come in the same order
    return graph;
  }

  /** Everything that decides what training makes of it, but not the seed. */
  String text();

  /** Whether data come as batches of images and labels, and not of several of both. */
  static boolean isSingle(Object data) {
    return data instanceof DataSetIterator || data instanceof DataSetIteratorFactory;
  }

  private static String text(String json, int epochs, Optional<?> earlyStopping) {
    return json + "\nepochs " + epochs + "\n" + earlyStopping;
  }

  /** A {@link MultiLayerNetwork}. */
  record Chain(DL4JConfiguration value) implements Blueprint {
    @Override
    public MultiLayerNetwork model() {
      MultiLayerNetwork network = new MultiLayerNetwork(value.getMultiLayerConfiguration().clone());
      network.init();
      return network;
    }

    @Override
    public Model onEngine(Model model, ImageShape shape) {
      return new EngineMultiLayerNetwork((MultiLayerNetwork) model, shape);
    }

    @Override
    public int epochs() {
      return value.getNumEpochs();
    }

    @Override
    @SuppressWarnings("unchecked") // Arbiter keeps the raw type
    public Optional<EarlyStoppingConfiguration<MultiLayerNetwork>> earlyStopping() {
      return Optional.ofNullable(value.getEarlyStoppingConfiguration());
    }

    @Override
    public void fit(Model model, Object data) {
      ((MultiLayerNetwork) model).fit(ScoreUtil.getIterator(data));
    }

    @Override
    public EarlyStoppingResult<MultiLayerNetwork> fitUntilStopped(Model model, Object data) {
      return new EarlyStoppingTrainer(
              earlyStopping().orElseThrow(),
              (MultiLayerNetwork) model,
              ScoreUtil.getIterator(data),
              null)
          .fit();
    }

    @Override
    public ComputationGraphConfiguration graph(long seed) {
      MultiLayerConfiguration from = value.getMultiLayerConfiguration().clone();
      ComputationGraphConfiguration.GraphBuilder graph =
          new NeuralNetConfiguration.Builder()
              .seed(seed)
              .dataType(from.getDataType())
              .graphBuilder()
              .addInputs("input");
      String previous = "input";
      for (int i = 0; i < from.getConfs().size(); i++) {
        String layer = Integer.toString(i);
        graph.addLayer(layer, from.getConf(i).getLayer(), from.getInputPreProcess(i), previous);
        previous = layer;
      }
      return graph
          .setOutputs(previous)
          .validateOutputLayerConfig(from.isValidateOutputLayerConfig())
          .build();
    }

    @Override
    public String text() {
      MultiLayerConfiguration copy = value.getMultiLayerConfiguration().clone();
      copy.getConfs().forEach(layer -> layer.setSeed(0));
      return Blueprint.text(copy.toJson(), epochs(), earlyStopping());
    }
  }

  /** A {@link ComputationGraph}. */
  record Graph(GraphConfiguration value) implements Blueprint {
    @Override
    public ComputationGraph model() {
      ComputationGraph network = new ComputationGraph(value.getConfiguration().clone());
      network.init();
      return network;
    }

    @Override
    public Model onEngine(Model model, ImageShape shape) {
      return new EngineComputationGraph((ComputationGraph) model, shape);
    }

    @Override
    public int epochs() {
      return value.getNumEpochs();
    }

    @Override
    public Optional<EarlyStoppingConfiguration<ComputationGraph>> earlyStopping() {
      return Optional.ofNullable(value.getEarlyStoppingConfiguration());
    }

    @Override
    public void fit(Model model, Object data) {
      if (isSingle(data)) {
        ((ComputationGraph) model).fit(ScoreUtil.getIterator(data));
      } else {
        ((ComputationGraph) model).fit(ScoreUtil.getMultiIterator(data));
      }
    }

    @Override
    public EarlyStoppingResult<ComputationGraph> fitUntilStopped(Model model, Object data) {
      EarlyStoppingConfiguration<ComputationGraph> when = earlyStopping().orElseThrow();
      ComputationGraph graph = (ComputationGraph) model;
      return isSingle(data)
          ? new EarlyStoppingGraphTrainer(when, graph, ScoreUtil.getIterator(data), null).fit()
          : new EarlyStoppingGraphTrainer(when, graph, ScoreUtil.getMultiIterator(data), null)
              .fit();
    }

    @Override
    public ComputationGraphConfiguration graph(long seed) {
      ComputationGraphConfiguration graph = seeded(seed);
      if (graph.getNetworkInputs().size() != 1 || graph.getNetworkOutputs().size() != 1) {
        throw new IllegalArgumentException(
            "a graph must have 1 input and 1 output, but has %s and %s"
                .formatted(graph.getNetworkInputs(), graph.getNetworkOutputs()));
      }
      return graph;
    }

    private ComputationGraphConfiguration seeded(long seed) {
      ComputationGraphConfiguration copy = value.getConfiguration().clone();
      copy.getDefaultConfiguration().setSeed(seed);
      for (GraphVertex vertex : copy.getVertices().values()) {
        if (vertex instanceof LayerVertex layer) {
          layer.getLayerConf().setSeed(seed);
        }
      }
      return copy;
    }

    @Override
    public String text() {
      return Blueprint.text(seeded(0).toJson(), epochs(), earlyStopping());
    }
  }
}
