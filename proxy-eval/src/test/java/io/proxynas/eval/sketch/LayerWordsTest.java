package io.proxynas.eval.sketch;

import static org.assertj.core.api.Assertions.assertThat;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.activations.Activation;

class LayerWordsTest {

  @ParameterizedTest
  @CsvSource({"TANH,tanh", "ELU,elu", "SIGMOID,sigmoid", "RELU,ReLU", "LEAKYRELU,leaky ReLU"})
  void of_activation_isItsUsualName(Activation activation, String words) {
    ActivationLayer layer = new ActivationLayer.Builder().activation(activation).build();

    NeuralNetConfiguration network = new NeuralNetConfiguration.Builder().layer(layer).build();

    assertThat(LayerWords.of(new LayerVertex(network, null))).isEqualTo(words);
  }
}
