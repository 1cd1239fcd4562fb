package io.proxynas.engine.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.proxynas.engine.Seed;
import java.util.List;
import java.util.random.RandomGenerator;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * The DL4J layer's gradients in double precision against central differences of the score: of its
 * own parameters, and of the weights below it, which its input gradient reaches.
 */
class GroupNormalizationGradientTest {

  private static final int BATCH = 3;
  private static final int CLASSES = 3;

  /** Weights and biases of the convolution, gamma and beta. */
  private static final int BELOW_OUTPUT = 4 * 9 + 4 + 2 * 4;

  private static final double STEP = 1e-5;

  static List<GroupNormalization> layers() {
    return List.of(
        GroupNormalization.layer(), GroupNormalization.group(2), GroupNormalization.instance());
  }

  private static MultiLayerNetwork network(GroupNormalization normalization) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(7)
                .dataType(DataType.DOUBLE)
                .weightInit(WeightInit.XAVIER)
                .updater(new Sgd(1))
                .list()
                .layer(
                    new ConvolutionLayer.Builder(3, 3)
                        .convolutionMode(ConvolutionMode.Same)
                        .nOut(4)
                        .activation(Activation.TANH)
                        .build())
                .layer(normalization)
                .layer(
                    new OutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(CLASSES)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.convolutional(3, 2, 1))
                .build());
    network.init();
    // Away from 1 and 0, so that the parameters take part in every gradient.
    RandomGenerator random = new Seed(5).generator();
    for (String parameter : List.of("1_gamma", "1_beta")) {
      INDArray values = network.getParam(parameter);
      for (int i = 0; i < values.length(); i++) {
        values.putScalar(i, values.getDouble(i) + 0.3 * random.nextGaussian());
      }
    }
    return network;
  }

  private static DataSet data() {
    RandomGenerator random = new Seed(3).generator();
    INDArray x = Nd4j.create(DataType.DOUBLE, BATCH, 1, 3, 2);
    for (int i = 0; i < x.length(); i++) {
      x.putScalar(i, random.nextGaussian());
    }
    INDArray y = Nd4j.zeros(DataType.DOUBLE, BATCH, CLASSES);
    for (int n = 0; n < BATCH; n++) {
      y.putScalar(n, n, 1);
    }
    return new DataSet(x, y);
  }

  @ParameterizedTest
  @MethodSource("layers")
  void gradient_asCentralDifferences(GroupNormalization layer) {
    MultiLayerNetwork network = network(layer);
    DataSet data = data();
    network.setInput(data.getFeatures());
    network.setLabels(data.getLabels());
    network.computeGradientAndScore();
    // DL4J divides by the batch in its updater.
    INDArray gradient = network.getFlattenedGradients().div(BATCH);
    INDArray parameters = network.params();

    for (int i = 0; i < BELOW_OUTPUT; i++) {
      double saved = parameters.getDouble(i);
      parameters.putScalar(i, saved + STEP);
      double above = network.score(data);
      parameters.putScalar(i, saved - STEP);
      double below = network.score(data);
      parameters.putScalar(i, saved);
      double difference = (above - below) / (2 * STEP);
      assertThat(gradient.getDouble(i))
          .as("parameter " + i)
          .isCloseTo(difference, within(1e-7 + 1e-6 * Math.abs(difference)));
    }
  }
}
