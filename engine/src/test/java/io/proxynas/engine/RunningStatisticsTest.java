package io.proxynas.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.proxynas.engine.architecture.ConvNet;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.backend.Backend;
import io.proxynas.engine.graph.Instruction;
import io.proxynas.engine.graph.Operation;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

@OnEachBackend
class RunningStatisticsTest {

  private static final ImageShape SHAPE = new ImageShape(3, 10, 8);
  private static final int COUNT = 12;
  private static final int[] LABELS = IntStream.range(0, COUNT).map(i -> i % 2).toArray();
  private static final Sgd SGD = new Sgd(0.05, 0.9, 5e-4);

  @Parameter Backend backend;

  /** Dropout, batch normalisation, and an output. */
  private Network normalizing(ImageShape shape) {
    var configuration =
        new NeuralNetConfiguration.Builder()
            .list()
            .layer(new DropoutLayer.Builder(0.5).build())
            .layer(new BatchNormalization())
            .layer(new OutputLayer.Builder().nOut(2).activation(Activation.SOFTMAX).build())
            .setInputType(InputType.convolutional(shape.height(), shape.width(), shape.channels()))
            .build();
    Network network = Network.compile(configuration, shape, backend);
    network.initialize(new Seed(1).generator());
    return network;
  }

  /** A dense layer and batch normalisation, after which nothing comes but the loss. */
  private Network normalizingLast() {
    var configuration =
        new NeuralNetConfiguration.Builder()
            .list()
            .layer(new DenseLayer.Builder().nOut(2).activation(Activation.IDENTITY).build())
            .layer(new BatchNormalization())
            .layer(
                new LossLayer.Builder(LossFunction.MCXENT).activation(Activation.SOFTMAX).build())
            .setInputType(InputType.convolutional(1, 1, 2))
            .build();
    Network network = Network.compile(configuration, new ImageShape(2, 1, 1), backend);
    network.initialize(new Seed(1).generator());
    return network;
  }

  private Network convNet(ConvNet.Normalization normalization) {
    ConvNet net = new ConvNet(2, 8, ConvNet.Activation.RELU, normalization, ConvNet.Pooling.MAX);
    Network network = Network.compile(net.configuration(SHAPE, 2, 1), SHAPE, backend);
    network.initialize(new Seed(1).generator());
    return network;
  }

  private static float[] images() {
    float[] images = OracleCase.gaussian(new Seed(3).generator(), COUNT * SHAPE.size());
    for (int i = 0; i < images.length; i++) {
      images[i] = 1 + (2 + i / (COUNT * SHAPE.size() / 2)) * images[i]; // later images are wider
    }
    return images;
  }

  private static void estimate(Network network, float[] images, int... counts) {
    RunningStatistics estimate = new RunningStatistics(network.program());
    int size = network.input().size();
    int from = 0;
    for (int count : counts) {
      float[] batch = Arrays.copyOfRange(images, from * size, (from + count) * size);
      network.measureStatistics(batch, count, estimate);
      from += count;
    }
    network.takeStatistics(estimate);
  }

  /** Of each batch normalisation the means, then the variances. */
  private static List<float[]> statistics(Network network) {
    float[] all = network.snapshot();
    return network.program().instructions().stream()
        .map(Instruction::operation)
        .filter(Operation.BatchNormalization.class::isInstance)
        .map(Operation.BatchNormalization.class::cast)
        .map(
            n ->
                IntStream.concat(
                        IntStream.range(n.mean().offset(), n.mean().offset() + n.mean().size()),
                        IntStream.range(
                            n.variance().offset(), n.variance().offset() + n.variance().size()))
                    .toArray())
        .map(
            places -> {
              float[] values = new float[places.length];
              for (int i = 0; i < places.length; i++) {
                values[i] = all[places[i]];
              }
              return values;
            })
        .toList();
  }

  @Test
  void takeStatistics_twoUnequalBatchesByHand_areThoseOfAllPixels() {
    try (Network network = normalizing(new ImageShape(1, 1, 2))) {
      estimate(network, new float[] {1, 3, 5, 7, 9, 11}, 2, 1);

      // Means 4 and 10, variances 5 and 1; together 6 and (2·(5 + 2²) + 1 + 4²) / 3.
      assertThat(statistics(network).get(0))
          .containsExactly(new float[] {6, 35f / 3}, within(1e-5f));
    }
  }

  /** The dense layer gives (x, 2y + 1): means 2 and 5, variances 1 and 4, in two equal batches. */
  @Test
  void takeStatistics_ofTheLastOperation_areMeasuredToo() {
    try (Network network = normalizingLast()) {
      float[] weights = new float[(int) network.parameters()];
      for (var tensor : network.layout()) {
        float[] values =
            switch (tensor.key()) {
              case "W" -> new float[] {1, 0, 0, 2};
              case "b" -> new float[] {0, 1};
              default -> new float[] {1, 1};
            };
        System.arraycopy(values, 0, weights, tensor.offset(), tensor.size());
      }
      network.writeParameters(weights);

      estimate(network, new float[] {1, 1, 3, 3, 1, 3, 3, 1}, 2, 2);

      assertThat(statistics(network).get(0))
          .containsExactly(new float[] {2, 5, 1, 4}, within(1e-5f));
    }
  }

  @Test
  void takeStatistics_ofTheFirstNormalisation_areExactInAnyBatches() {
    float[] images = images();
    float[] expected = new float[2 * SHAPE.channels()];
    int pixels = SHAPE.height() * SHAPE.width();
    for (int c = 0; c < SHAPE.channels(); c++) {
      double[] values = new double[COUNT * pixels];
      for (int i = 0; i < values.length; i++) {
        values[i] = images[(i / pixels * SHAPE.channels() + c) * pixels + i % pixels];
      }
      double mean = Arrays.stream(values).average().orElseThrow();
      expected[c] = (float) mean;
      expected[SHAPE.channels() + c] =
          (float) Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
    }
    for (int[] counts : new int[][] {{12}, {5, 4, 3}, {11, 1}}) {
      try (Network network = normalizing(SHAPE)) {
        estimate(network, images, counts);
        assertThat(statistics(network).get(0)).containsExactly(expected, within(1e-4f));
      }
    }
  }

  @Test
  void takeStatistics_ofOneBatch_areThoseOfDl4jsValues() {
    float[] images = images();
    try (Network network = convNet(ConvNet.Normalization.BATCH)) {
      for (int step = 0; step < 5; step++) {
        network.train(images, LABELS, 0, COUNT, SGD);
      }
      ComputationGraph dl4j = network.toDl4j();
      INDArray x = Nd4j.create(images, new long[] {COUNT, 3, 10, 8}, 'c');
      Map<String, INDArray> values = dl4j.feedForward(x, true);

      estimate(network, images, COUNT);

      List<String> names =
          Arrays.stream(dl4j.getLayers())
              .filter(layer -> layer.conf().getLayer() instanceof BatchNormalization)
              .map(layer -> layer.conf().getLayer().getLayerName())
              .toList();
      assertThat(names).hasSize(2);
      for (int i = 0; i < names.size(); i++) {
        String input = dl4j.getConfiguration().getVertexInputs().get(names.get(i)).get(0);
        INDArray entering = values.get(input);
        assertThat(statistics(network).get(i))
            .containsExactly(
                Nd4j.concat(0, entering.mean(0, 2, 3), entering.var(false, 0, 2, 3))
                    .data()
                    .asFloat(),
                within(1e-3f));
      }
    }
  }

  @Test
  void takeStatistics_ofOtherImages_letsThemBeInferredAsTheirBatchIs() {
    float[] images = images();
    float[] byRunning = new float[COUNT * 2];
    float[] byBatch;
    try (Network network = convNet(ConvNet.Normalization.BATCH)) {
      estimate(network, images, COUNT);
      network.infer(images, COUNT, byRunning);
      INDArray x = Nd4j.create(images, new long[] {COUNT, 3, 10, 8}, 'c');
      byBatch = network.toDl4j().output(true, x)[0].data().asFloat();
    }
    assertThat(byRunning).containsExactly(byBatch, within(1e-3f));
  }

  @Test
  void measureStatistics_changesNothingBeforeTheyAreTaken_andNoWeightAfter() {
    float[] images = images();
    try (Network network = convNet(ConvNet.Normalization.BATCH)) {
      network.train(images, LABELS, 0, COUNT, SGD);
      float[] before = network.snapshot();
      RunningStatistics estimate = new RunningStatistics(network.program());
      network.measureStatistics(images, COUNT, estimate);
      assertThat(network.snapshot()).isEqualTo(before);

      network.takeStatistics(estimate);

      int weights = (int) network.parameters();
      float[] after = network.snapshot();
      assertThat(Arrays.copyOf(after, weights)).isEqualTo(Arrays.copyOf(before, weights));
      assertThat(after).isNotEqualTo(before);
    }
  }

  @Test
  void takeStatistics_withinATraining_leavesItsWeights() {
    float[] images = images();
    try (Network one = convNet(ConvNet.Normalization.BATCH);
        Network two = convNet(ConvNet.Normalization.BATCH)) {
      for (int step = 0; step < 4; step++) {
        double loss = one.train(images, LABELS, 0, COUNT, SGD);
        estimate(one, images, 7, 5);
        assertThat(two.train(images, LABELS, 0, COUNT, SGD)).isEqualTo(loss);
      }
    }
  }

  @Test
  void takeStatistics_withoutBatchNormalisation_changesNothing() {
    float[] images = images();
    try (Network network = convNet(ConvNet.Normalization.INSTANCE)) {
      float[] before = network.snapshot();
      estimate(network, images, 7, 5);
      assertThat(network.snapshot()).isEqualTo(before);
    }
  }

  @Test
  void takeStatistics_ofNoBatch_isRefused() {
    try (Network network = convNet(ConvNet.Normalization.BATCH)) {
      assertThatThrownBy(() -> estimate(network, new float[0]))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "running statistics must be estimated from at least 1 batch, but were from 0");
    }
  }
}
