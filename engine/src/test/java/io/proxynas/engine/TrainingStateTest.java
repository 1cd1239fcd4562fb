package io.proxynas.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.engine.architecture.ImageShape;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.AdaGrad;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.schedule.ExponentialSchedule;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.StepSchedule;

/** Training that goes back and forth between DL4J and the engine, against DL4J alone. */
class TrainingStateTest {

  private static final ImageShape SHAPE = new ImageShape(3, 7, 6);
  private static final int BATCH = 4;
  private static final int CLASSES = 3;
  private static final int[] LABELS = {0, 1, 2, 1};
  private static final float[] IMAGES =
      OracleCase.gaussian(new Seed(3).generator(), BATCH * SHAPE.size());

  static List<IUpdater> updaters() {
    return List.of(
        new Adam(0.01),
        new Nesterovs(0.02, 0.9),
        new RmsProp(0.003, 0.9, 1e-4),
        new Sgd(new ExponentialSchedule(ScheduleType.ITERATION, 0.1, 0.8)),
        new Adam(new StepSchedule(ScheduleType.EPOCH, 0.01, 0.3, 1)));
  }

  private static NeuralNetConfiguration.Builder builder(IUpdater updater) {
    return new NeuralNetConfiguration.Builder()
        .seed(11)
        .weightInit(WeightInit.XAVIER)
        .activation(Activation.TANH)
        .updater(updater);
  }

  private static OutputLayer output() {
    return new OutputLayer.Builder(LossFunction.MCXENT)
        .nOut(CLASSES)
        .activation(Activation.SOFTMAX)
        .build();
  }

  private static InputType input() {
    return InputType.convolutional(SHAPE.height(), SHAPE.width(), SHAPE.channels());
  }

  /** Every layer whose weights DL4J keeps in another order. */
  private static MultiLayerConfiguration chain(IUpdater updater) {
    return builder(updater)
        .list()
        .layer(new DepthwiseConvolution2D.Builder(3, 3).depthMultiplier(2).nOut(6).build())
        .layer(new BatchNormalization())
        .layer(new SeparableConvolution2D.Builder(2, 2).nOut(8).build())
        .layer(new DenseLayer.Builder().nOut(6).build())
        .layer(output())
        .setInputType(input())
        .build();
  }

  /** Biases by an updater of their own. */
  private static ComputationGraphConfiguration graph() {
    return builder(new Adam(0.01))
        .biasUpdater(new Nesterovs(0.01, 0.8))
        .graphBuilder()
        .addInputs("image")
        .addLayer("convolution", new ConvolutionLayer.Builder(3, 3).nOut(5).build(), "image")
        .addLayer("dense", new DenseLayer.Builder().nOut(6).build(), "convolution")
        .addLayer("out", output(), "dense")
        .setOutputs("out")
        .setInputTypes(input())
        .build();
  }

  private static INDArray x() {
    long[] lengths = {BATCH, SHAPE.channels(), SHAPE.height(), SHAPE.width()};
    return Nd4j.create(IMAGES, lengths, 'c');
  }

  private static INDArray y() {
    INDArray y = Nd4j.zeros(BATCH, CLASSES);
    for (int n = 0; n < BATCH; n++) {
      y.putScalar(n, LABELS[n], 1);
    }
    return y;
  }

  /** Three steps, an epoch ending after the second. */
  private static void fit(MultiLayerNetwork network) {
    network.fit(x(), y());
    network.fit(x(), y());
    network.incrementEpochCount();
    network.fit(x(), y());
  }

  /** Three steps, an epoch ending after the second. */
  private static void train(Network network) {
    network.train(IMAGES, LABELS, 0, BATCH);
    network.train(IMAGES, LABELS, 0, BATCH);
    network.endEpoch();
    network.train(IMAGES, LABELS, 0, BATCH);
  }

  private static MultiLayerNetwork chainNetwork(IUpdater updater) {
    MultiLayerNetwork network = new MultiLayerNetwork(chain(updater));
    network.init();
    return network;
  }

  private static void assertSame(Model actual, Model expected, INDArray start) {
    double moved = expected.params().distance2(start);
    assertThat(moved).isGreaterThan(1e-3);
    assertThat(actual.params().distance2(expected.params()) / moved).isLessThan(2e-3);
  }

  /** By DL4J, by the engine, saved with the updater, loaded, and by DL4J again. */
  @ParameterizedTest
  @MethodSource("updaters")
  void training_thereAndBack_isThatOfDl4jAlone(IUpdater updater, @TempDir Path folder)
      throws IOException {
    File file = folder.resolve("model.zip").toFile();
    MultiLayerNetwork alone = chainNetwork(updater);
    INDArray first = alone.params().dup();
    fit(alone);
    try (Network network = Network.compile(chain(updater), SHAPE)) {
      network.load(alone);
      train(network);
      fit(alone);
      assertSame(network.toMultiLayerNetwork(), alone, first);
      ModelSerializer.writeModel(network.toMultiLayerNetwork(), file, true);
    }

    MultiLayerNetwork loaded = ModelSerializer.restoreMultiLayerNetwork(file, true);
    assertThat(loaded.getIterationCount()).isEqualTo(6);
    assertThat(loaded.getEpochCount()).isEqualTo(2);
    INDArray second = alone.params().dup();
    fit(loaded);
    fit(alone);
    assertSame(loaded, alone, second);
  }

  @Test
  void graph_thereAndBack_trainsOnAsDl4j() {
    ComputationGraph alone = new ComputationGraph(graph());
    alone.init();
    ComputationGraph shared = new ComputationGraph(graph());
    shared.init();
    INDArray[] x = {x()};
    INDArray[] y = {y()};
    INDArray start = alone.params().dup();
    for (int step = 0; step < 6; step++) {
      alone.fit(x, y);
    }
    for (int step = 0; step < 2; step++) {
      shared.fit(x, y);
    }
    try (Network network = Network.compile(graph(), SHAPE)) {
      network.load(shared);
      for (int step = 0; step < 2; step++) {
        network.train(IMAGES, LABELS, 0, BATCH);
      }
      shared = network.toDl4j();
    }
    for (int step = 0; step < 2; step++) {
      shared.fit(x, y);
    }

    assertSame(shared, alone, start);
    assertThat(shared.getIterationCount()).isEqualTo(6);
  }

  @Test
  void toDl4j_withoutTraining_handsOnWhatWasLoaded() {
    MultiLayerNetwork dl4j = chainNetwork(new Adam(0.01));
    fit(dl4j);
    try (Network network = Network.compile(chain(new Adam(0.01)), SHAPE)) {
      network.load(dl4j);

      MultiLayerNetwork back = network.toMultiLayerNetwork();

      assertThat(back.updaterState()).isEqualTo(dl4j.updaterState());
      assertThat(back.getIterationCount()).isEqualTo(3);
    }
  }

  @Test
  void initialize_startsAnew() {
    MultiLayerNetwork dl4j = chainNetwork(new Adam(0.01));
    fit(dl4j);
    try (Network network = Network.compile(chain(new Adam(0.01)), SHAPE)) {
      network.load(dl4j);
      network.initialize(new Seed(1).generator());

      assertThat(network.toMultiLayerNetwork().getIterationCount()).isZero();
    }
  }

  @Test
  void train_afterLoadOfAnotherUpdater_isRejected() {
    MultiLayerNetwork dl4j = chainNetwork(new AdaGrad(0.01));
    fit(dl4j);
    try (Network network = Network.compile(chain(new Adam(0.01)), SHAPE)) {
      network.load(dl4j);
      network.infer(IMAGES, BATCH, new float[BATCH * CLASSES]);

      assertThatThrownBy(() -> network.train(IMAGES, LABELS, 0, BATCH))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "the DL4J network must have the configuration that was compiled, but the updater of"
                  + " its 0_W remembers [grad] instead of [M, V]");
    }
  }
}
