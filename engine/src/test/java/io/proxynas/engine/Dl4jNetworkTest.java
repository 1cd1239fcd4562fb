package io.proxynas.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.backend.Backend;
import java.io.IOException;
import java.nio.file.Path;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Weights of {@code MultiLayerNetwork}s, there and back. */
@OnEachBackend
class Dl4jNetworkTest {

  @Parameter Backend backend;

  private static final ImageShape SHAPE = new ImageShape(3, 7, 6);
  private static final int COUNT = 4;
  private static final int CLASSES = 3;

  private static MultiLayerConfiguration configuration(WeightInit weights) {
    return new NeuralNetConfiguration.Builder()
        .seed(11)
        .weightInit(weights)
        .updater(new Adam(0.01))
        .list()
        .layer(new DepthwiseConvolution2D.Builder(3, 3).depthMultiplier(2).nOut(6).build())
        .layer(new BatchNormalization())
        .layer(new SeparableConvolution2D.Builder(2, 2).nOut(8).activation(Activation.RELU).build())
        .layer(new DenseLayer.Builder().nOut(6).activation(Activation.TANH).dropOut(0.6).build())
        .layer(
            new OutputLayer.Builder(LossFunction.MCXENT)
                .nOut(CLASSES)
                .activation(Activation.SOFTMAX)
                .build())
        .setInputType(InputType.convolutional(SHAPE.height(), SHAPE.width(), SHAPE.channels()))
        .build();
  }

  @ParameterizedTest
  @EnumSource(names = {"XAVIER", "RELU", "NORMAL", "UNIFORM", "LECUN_UNIFORM"})
  void initializeAsDl4j_givesTheWeightsOfTheSameSeed(WeightInit weights) {
    MultiLayerConfiguration configuration = configuration(weights);
    MultiLayerNetwork dl4j = new MultiLayerNetwork(configuration.clone());
    dl4j.init();
    try (Network network = Network.compile(configuration, SHAPE, backend)) {
      network.initializeAsDl4j();

      assertThat(network.toMultiLayerNetwork().params()).isEqualTo(dl4j.params());
    }
  }

  @Test
  void toMultiLayerNetwork_savedAndLoadedByDl4jAlone_predictsTheSame(@TempDir Path folder)
      throws IOException {
    float[] images = OracleCase.gaussian(new Seed(2).generator(), COUNT * SHAPE.size());
    float[] expected = new float[COUNT * CLASSES];
    Path file = folder.resolve("model.zip");
    try (Network network = Network.compile(configuration(WeightInit.XAVIER), SHAPE, backend)) {
      network.initialize(new Seed(1).generator());
      for (int step = 0; step < 5; step++) {
        network.train(images, new int[] {0, 1, 2, 0}, 0, COUNT);
      }
      network.infer(images, COUNT, expected);
      ModelSerializer.writeModel(network.toMultiLayerNetwork(), file.toFile(), false);
    }

    MultiLayerNetwork loaded = ModelSerializer.restoreMultiLayerNetwork(file.toFile(), false);

    long[] lengths = {COUNT, SHAPE.channels(), SHAPE.height(), SHAPE.width()};
    assertThat(loaded.output(Nd4j.create(images, lengths, 'c')).data().asFloat())
        .containsExactly(expected, within(1e-5f));
  }

  @Test
  void train_dropout_isDrawnFromTheGenerator() {
    float[] images = OracleCase.gaussian(new Seed(2).generator(), COUNT * SHAPE.size());
    assertThat(lossAfterSteps(images, 1)).isEqualTo(lossAfterSteps(images, 1));
    MultiLayerConfiguration configuration = configuration(WeightInit.XAVIER);
    try (Network network = Network.compile(configuration, SHAPE, backend)) {
      network.initializeAsDl4j();
      Sgd still = new Sgd(0, 0, 0);
      double first = network.train(images, new int[COUNT], 0, COUNT, still);

      assertThat(network.train(images, new int[COUNT], 0, COUNT, still)).isNotEqualTo(first);
    }
  }

  private double lossAfterSteps(float[] images, long seed) {
    try (Network network = Network.compile(configuration(WeightInit.XAVIER), SHAPE, backend)) {
      network.initialize(new Seed(seed).generator());
      network.train(images, new int[COUNT], 0, COUNT);
      return network.train(images, new int[COUNT], 0, COUNT);
    }
  }

  @Test
  void toDl4j_ofTheOtherForm_isRejected() {
    try (Network network = Network.compile(configuration(WeightInit.XAVIER), SHAPE, backend)) {
      assertThatThrownBy(network::toDl4j)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "the compiled configuration must be that of a ComputationGraph, but was that of a"
                  + " MultiLayerNetwork");
    }
  }
}
