package io.proxynas.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import io.proxynas.engine.Network;
import io.proxynas.engine.Progress;
import io.proxynas.engine.Seed;
import io.proxynas.engine.Sgd;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.engine.architecture.ConvNet;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.layer.UnsupportedLayerException;
import io.proxynas.train.augment.SiameseAugmentation;
import io.proxynas.train.data.FloatPixels;
import io.proxynas.train.data.LabelledImages;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

class FallbackTest {

  private static final ImageShape SHAPE = new ImageShape(1, 8, 8);
  private static final int CLASSES = 3;
  private static final UnsupportedLayerException REFUSAL = new UnsupportedLayerException("refused");
  private static final Recipe RECIPE =
      new Recipe(6, 8, 0.05, 0.9, 5e-4, Optional.of(SiameseAugmentation.ALL));

  /**
   * Has a layer that the engine does not know, dropout, batch normalization, and an updater and
   * penalties that must have no part in the training.
   */
  private record Unknown(double dropOut) implements Architecture {
    @Override
    public String id() {
      return "unknown-" + dropOut;
    }

    @Override
    public ComputationGraphConfiguration configuration(ImageShape input, int classes, long seed) {
      return new NeuralNetConfiguration.Builder()
          .seed(seed)
          .updater(new Adam(0.3))
          .l2(0.1)
          .graphBuilder()
          .addInputs("image")
          .addLayer(
              "convolution",
              new ConvolutionLayer.Builder(3, 3)
                  .padding(1, 1)
                  .nOut(8)
                  .activation(Activation.RELU)
                  .build(),
              "image")
          .addLayer("response", new LocalResponseNormalization(), "convolution")
          .addLayer("norm", new BatchNormalization(), "response")
          .addLayer(
              "output",
              new OutputLayer.Builder()
                  .nOut(classes)
                  .dropOut(dropOut)
                  .activation(Activation.SOFTMAX)
                  .build(),
              "norm")
          .setOutputs("output")
          .setInputTypes(InputType.convolutional(input.height(), input.width(), input.channels()))
          .build();
    }
  }

  /** Class c is bright in its own rows, under noise. */
  private static LabelledImages bands(int count, long seed) {
    RandomGenerator random = new Seed(seed).generator();
    float[] pixels = new float[count * SHAPE.size()];
    int[] labels = IntStream.range(0, count).map(i -> i % CLASSES).toArray();
    for (int i = 0; i < pixels.length; i++) {
      int row = i % 64 / 8;
      int label = labels[i / 64];
      pixels[i] = (row / 3 == label ? 2 : 0) + (float) random.nextGaussian();
    }
    return new LabelledImages(
        SHAPE, List.of("a", "b", "c"), new FloatPixels(pixels, SHAPE.size()), labels);
  }

  @Test
  void estimateStatistics_ofDl4jsNetwork_leavesItAsItIs() throws InterruptedException {
    try (TrainedNetwork network = train(1, 1)) {
      Evaluation before = network.evaluate(bands(20, 2));
      network.estimateStatistics(bands(60, 3));
      assertThat(network.evaluate(bands(20, 2))).isEqualTo(before);
    }
  }

  @Test
  void pause_ofDl4jsNetwork_isNone() throws InterruptedException {
    try (TrainedNetwork network = train(1, 1)) {
      assertThat(network.pause()).isEmpty();
    }
  }

  @Test
  void goOn_ofANetworkThatDl4jTrains_isRefused() throws InterruptedException {
    Trainer trainer = new Trainer(RECIPE);
    Trainer beginning = new Trainer(RECIPE.firstEpochs(1));
    LabelledImages images = bands(9, 1);
    try (TrainedNetwork known =
        beginning.train(ConvNet.ofWidth(8), images, new Seed(1), Progress.NONE)) {
      PausedTraining paused = known.pause().orElseThrow();
      Unknown unknown = new Unknown(1);
      assertThatThrownBy(() -> trainer.goOn(paused, unknown, images, new Seed(1), Progress.NONE))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("a training that goes on must be by the engine, but was by Dl4j");
    }
  }

  private static TrainedNetwork train(double dropOut, long seed) throws InterruptedException {
    return new Trainer(RECIPE)
        .train(new Unknown(dropOut), bands(30, 1), new Seed(seed), Progress.NONE);
  }

  @Test
  void train_unknownLayer_isTrainedByDl4jAndSaysWhy() throws InterruptedException {
    try (TrainedNetwork network = train(0.9, 1)) {
      Evaluation evaluation = network.evaluate(bands(120, 2));

      assertThat(evaluation.accuracy()).isGreaterThan(0.9);
      assertThat(network.trainingLoss()).isBetween(0.0, 1.0);
      assertThat(network.trainedBy())
          .isInstanceOfSatisfying(
              TrainedBy.Dl4j.class,
              by ->
                  assertThat(by.reason())
                      .contains("response is a ")
                      .endsWith("LocalResponseNormalization"));
      // Convolution 8·9 + 8, norm 2·8, output 512·3 + 3.
      assertThat(network.parameters()).isEqualTo(80 + 16 + 1539);
      // With the norm's two running statistics.
      assertThat(network.flops()).isEqualTo(2 * (64 * 80 + 64 * 32 + 1539));
    }
  }

  @Test
  void train_knownLayers_isTrainedByTheEngine() throws InterruptedException {
    try (TrainedNetwork network =
        new Trainer(RECIPE.withEpochs(1))
            .train(net(ConvNet.Normalization.NONE), bands(9, 1), new Seed(1), Progress.NONE)) {
      assertThat(network.trainedBy()).isEqualTo(TrainedBy.ENGINE);
    }
  }

  @Test
  void toDl4j_predictsTheSame() throws InterruptedException {
    LabelledImages data = bands(30, 3);
    try (TrainedNetwork network = train(0.9, 1)) {
      ComputationGraph graph = network.toDl4j();
      float[] pixels = new float[30 * SHAPE.size()];
      data.copy(IntStream.range(0, 30).toArray(), 0, 30, pixels);
      INDArray output = graph.outputSingle(Nd4j.create(pixels, new long[] {30, 1, 8, 8}, 'c'));
      double loss = 0;
      for (int i = 0; i < 30; i++) {
        loss -= Math.log(output.getDouble(i, data.labels()[i])) / 30;
      }
      assertThat(network.evaluate(data).loss()).isCloseTo(loss, within(1e-5));
      ComputationGraph fresh =
          new ComputationGraph(new Unknown(0.9).configuration(SHAPE, CLASSES, 1));
      fresh.init();
      // The training's own seed and updater are not in it.
      assertThat(graph.getConfiguration().getVertices())
          .isEqualTo(fresh.getConfiguration().getVertices());
    }
  }

  /** Dropout and weights are drawn by ND4J: one generator a thread, seeded by the candidate. */
  @Test
  void train_sameSeed_givesTheSameBitsOnAnyThread() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(2);
    try {
      Callable<Double> work =
          () -> {
            try (TrainedNetwork network = train(0.5, 0)) {
              return network.trainingLoss() + network.evaluate(bands(12, 2)).loss();
            }
          };
      List<Double> results =
          pool.invokeAll(List.of(work, work, work, work)).stream()
              .map(FallbackTest::get)
              .distinct()
              .toList();
      assertThat(results).hasSize(1);
      try (TrainedNetwork network = train(0.5, 5)) {
        assertThat(network.trainingLoss() + network.evaluate(bands(12, 2)).loss())
            .isNotEqualTo(results.get(0));
      }
    } finally {
      pool.shutdownNow();
    }
  }

  private static double get(Future<Double> result) {
    try {
      return result.get();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static ConvNet net(ConvNet.Normalization normalization) {
    return new ConvNet(2, 8, ConvNet.Activation.SIGMOID, normalization, ConvNet.Pooling.AVERAGE);
  }

  @ParameterizedTest
  @EnumSource(ConvNet.Normalization.class)
  void train_sameWeightsAndSteps_isTheEnginesTraining(ConvNet.Normalization normalization) {
    ComputationGraphConfiguration configuration =
        net(normalization).configuration(SHAPE, CLASSES, 1);
    LabelledImages data = bands(12, 1);
    float[] images = new float[12 * SHAPE.size()];
    data.copy(IntStream.range(0, 12).toArray(), 0, 12, images);
    try (Learner engine = EngineLearner.of(configuration, SHAPE, new Seed(1));
        Dl4jLearner dl4j = new Dl4jLearner(configuration, SHAPE, CLASSES, new Seed(1), REFUSAL)) {
      dl4j.graph().setParams(engine.toDl4j().params());
      for (int step = 0; step < 10; step++) {
        // The last batches are smaller, the rate falls.
        int count = step < 7 ? 12 : 5;
        Sgd sgd = new Sgd(0.1 / (1 + step), 0.9, 0.01);
        double expected = engine.train(images, data.labels(), 0, count, sgd);

        assertThat(dl4j.train(images, data.labels(), 0, count, sgd))
            .isCloseTo(expected, within(1e-4 * count));
      }
      float[] expected = engine.toDl4j().params().toFloatVector();
      assertThat(dl4j.graph().params().toFloatVector()).hasSameSizeAs(expected);
      for (int i = 0; i < expected.length; i++) {
        assertThat(dl4j.graph().params().getFloat(i)).isCloseTo(expected[i], within(1e-4f));
      }
      assertThat(dl4j.parameters()).isEqualTo(engine.parameters());
    }
  }

  @Test
  void train_neitherCanTrain_givesBothReasons() {
    Architecture broken =
        new Architecture() {
          @Override
          public String id() {
            return "broken";
          }

          @Override
          public ComputationGraphConfiguration configuration(
              ImageShape input, int classes, long seed) {
            ComputationGraphConfiguration configuration =
                new Unknown(1).configuration(input, classes, seed);
            configuration.setNetworkOutputs(List.of("output", "missing"));
            return configuration;
          }
        };
    assertThatThrownBy(
            () -> new Trainer(RECIPE).train(broken, bands(9, 1), new Seed(1), Progress.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("the engine trains networks with one input and one output")
        .hasMessageContaining("; DL4J cannot train it: ");
  }

  @Test
  void close_freesDl4jsArrays() {
    ComputationGraphConfiguration configuration = new Unknown(0.5).configuration(SHAPE, CLASSES, 1);
    UnsupportedLayerException refusal =
        catchThrowableOfType(
            UnsupportedLayerException.class, () -> Network.compile(configuration, SHAPE));
    Dl4jLearner learner = new Dl4jLearner(configuration, SHAPE, CLASSES, new Seed(1), refusal);
    DataBuffer parameters = learner.graph().params().data().originalDataBuffer();
    INDArray gradients = learner.graph().getGradientsViewArray();

    learner.close();

    assertThat(parameters.wasClosed()).isTrue();
    assertThat(gradients.wasClosed()).isTrue();
  }

  @Test
  void compile_theTestsLayer_isRefused() {
    assertThatThrownBy(
            () -> Network.compile(new Unknown(1).configuration(SHAPE, CLASSES, 1), SHAPE))
        .isInstanceOf(UnsupportedLayerException.class);
  }
}
