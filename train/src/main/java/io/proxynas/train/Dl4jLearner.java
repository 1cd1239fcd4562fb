package io.proxynas.train;

import io.proxynas.engine.RunningStatistics;
import io.proxynas.engine.Seed;
import io.proxynas.engine.Sgd;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.layer.UnsupportedLayerException;
import io.proxynas.train.data.LabelledImages;
import java.util.Arrays;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A network that DL4J trains by its own {@code fit}, with the recipe's step in place of the
 * configuration's updaters and penalties. Weights start as the configuration's initialisers draw
 * them.
 *
 * <p>DL4J's operations run on threads of their own, so its steps count by the clock ({@link
 * ProcessorTime#byClock}).
 *
 * <p>The same seed gives the same bits on any thread: ND4J keeps one generator a thread, and it is
 * seeded before each step.
 */
final class Dl4jLearner implements Learner {

  private final ComputationGraphConfiguration configuration;
  private final ImageShape shape;
  private final int classes;
  private final Seed noise;
  private final String reason;
  private final Graph graph;
  private final RecipeUpdater updater;
  private final long flops;
  private int step;

  /**
   * With fresh weights.
   *
   * @param shape of one image
   * @param classes width of the output
   * @param seed of weights and of what layers draw in training
   * @param refusal why the engine does not train it
   * @throws IllegalArgumentException if DL4J cannot train the configuration either
   */
  Dl4jLearner(
      ComputationGraphConfiguration configuration,
      ImageShape shape,
      int classes,
      Seed seed,
      UnsupportedLayerException refusal) {
    this.configuration = configuration;
    this.shape = shape;
    this.classes = classes;
    noise = seed.child("noise");
    reason = refusal.getMessage();
    try {
      graph = new Graph(seeded(configuration.clone(), seed));
      graph.init();
      updater = new RecipeUpdater(graph);
      graph.setUpdater(updater);
      flops = countFlops();
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(reason + "; DL4J cannot train it: " + e.getMessage(), e);
    }
  }

  /** Losses and gradients are means over a batch, as in the engine. */
  private static ComputationGraphConfiguration seeded(
      ComputationGraphConfiguration configuration, Seed seed) {
    configuration.getDefaultConfiguration().setSeed(nonZero(seed));
    configuration.getDefaultConfiguration().setMiniBatch(true);
    for (GraphVertex vertex : configuration.getVertices().values()) {
      if (vertex instanceof LayerVertex layer) {
        layer.getLayerConf().setMiniBatch(true);
      }
    }
    return configuration;
  }

  /** ND4J's generator is not reproducible from seed 0. */
  private static long nonZero(Seed seed) {
    return seed.value() == 0 ? 1 : seed.value();
  }

  /** The graph in training. */
  ComputationGraph graph() {
    return graph;
  }

  @Override
  public TrainedBy trainedBy() {
    return new TrainedBy.Dl4j(reason);
  }

  @Override
  public ImageShape shape() {
    return shape;
  }

  @Override
  public int classes() {
    return classes;
  }

  @Override
  public long parameters() {
    return updater.parameters();
  }

  /** An estimate: two for each of a layer's parameters at each pixel of its result. */
  @Override
  public long flops() {
    return flops;
  }

  private long countFlops() {
    Map<String, InputType> types =
        configuration
            .clone()
            .getLayerActivationTypes(
                InputType.convolutional(shape.height(), shape.width(), shape.channels()));
    long sum = 0;
    for (Layer layer : graph.getLayers()) {
      InputType type = types.get(layer.conf().getLayer().getLayerName());
      long pixels =
          type instanceof InputType.InputTypeConvolutional image
              ? image.getHeight() * image.getWidth()
              : 1;
      sum += 2 * layer.numParams() * pixels;
    }
    return sum;
  }

  @Override
  public double train(float[] images, int[] labels, int from, int count, Sgd sgd) {
    return ProcessorTime.byClock(() -> step(images, labels, from, count, sgd));
  }

  private double step(float[] images, int[] labels, int from, int count, Sgd sgd) {
    float[] targets = new float[count * classes];
    for (int i = 0; i < count; i++) {
      targets[i * classes + labels[from + i]] = 1;
    }
    double penalties = graph.calcRegularizationScore(true);
    Nd4j.getRandom().setSeed(nonZero(noise.child(step++)));
    updater.next(sgd);
    try (INDArray input = array(images, count);
        INDArray target = Nd4j.create(targets, new long[] {count, classes}, 'c')) {
      graph.fit(new INDArray[] {input}, new INDArray[] {target});
      return (graph.score() - penalties) * count;
    } finally {
      graph.clear(); // the batch is closed
    }
  }

  @Override
  public void infer(float[] images, int count, float[] into) {
    float[] probabilities = ProcessorTime.byClock(() -> probabilities(images, count));
    System.arraycopy(probabilities, 0, into, 0, count * classes);
  }

  private float[] probabilities(float[] images, int count) {
    try (INDArray input = array(images, count);
        INDArray result = graph.outputSingle(input);
        INDArray ordered = result.dup('c')) {
      return ordered.data().asFloat();
    }
  }

  private INDArray array(float[] images, int count) {
    float[] batch = Arrays.copyOf(images, count * shape.size());
    long[] lengths = {count, shape.channels(), shape.height(), shape.width()};
    return Nd4j.create(batch, lengths, 'c');
  }

  @Override
  public int inferredAtATime() {
    return TrainedNetwork.BATCH;
  }

  @Override
  public void measureStatistics(float[] images, int count, RunningStatistics into) {
    throw new IllegalStateException(
        "the network must be the engine's, but was trained by " + trainedBy());
  }

  @Override
  public Feed feed(LabelledImages images) {
    return new ArrayFeed(this, images);
  }

  @Override
  public ComputationGraph toDl4j() {
    ComputationGraph copy = new ComputationGraph(configuration.clone());
    copy.init();
    copy.setParams(graph.params());
    return copy;
  }

  /** DL4J's own {@code close} would collect the whole heap. */
  @Override
  public void close() {
    updater.close();
    graph.free();
    Nd4j.getWorkspaceManager().destroyAllWorkspacesForCurrentThread();
  }

  /** A graph whose weights can be freed: what DL4J gives of them are views, which own nothing. */
  private static final class Graph extends ComputationGraph {

    private static final long serialVersionUID = 1;

    Graph(ComputationGraphConfiguration configuration) {
      super(configuration);
    }

    void free() {
      flattenedParams.close();
    }
  }
}
