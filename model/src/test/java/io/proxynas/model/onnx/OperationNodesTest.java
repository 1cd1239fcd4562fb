package io.proxynas.model.onnx;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.engine.KnownNetworks;
import io.proxynas.engine.Network;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.layer.GroupNormalization;
import io.proxynas.engine.layer.UnsupportedLayerException;
import io.proxynas.train.data.ChannelStatistics;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Every layer that the engine trains, in ONNX Runtime. */
class OperationNodesTest {

  private static final Map<String, Supplier<Network>> NETWORKS = KnownNetworks.all();
  private static final ImageShape SHAPE = new ImageShape(2, 6, 5);

  static Set<String> names() {
    return NETWORKS.keySet();
  }

  @ParameterizedTest
  @MethodSource("names")
  void model_ofAKnownNetwork_predictsAsTheEngine(String name) {
    try (Network network = NETWORKS.get(name).get()) {
      Agreement.check(network);
    }
  }

  static List<GroupNormalization> normalizations() {
    return List.of(
        GroupNormalization.layer(), GroupNormalization.instance(), GroupNormalization.group(4));
  }

  @ParameterizedTest
  @MethodSource("normalizations")
  void model_ofANormalization_predictsAsTheEngine(GroupNormalization normalization) {
    ConvolutionLayer convolution = new ConvolutionLayer.Builder(3, 3).nOut(8).build();
    Agreement.check(network(convolution, normalization, new DropoutLayer(0.5)));
  }

  private static Network network(Layer... layers) {
    NeuralNetConfiguration.ListBuilder list = new NeuralNetConfiguration.Builder().seed(5).list();
    for (Layer layer : layers) {
      list.layer(layer);
    }
    MultiLayerConfiguration configuration =
        list.layer(
                new OutputLayer.Builder(LossFunction.MCXENT)
                    .nOut(3)
                    .activation(Activation.SOFTMAX)
                    .build())
            .setInputType(InputType.convolutional(SHAPE.height(), SHAPE.width(), SHAPE.channels()))
            .build();
    Network network = Network.compile(configuration, SHAPE);
    network.initializeAsDl4j();
    return network;
  }

  @Test
  void model_poolingOfPaddingOnly_isRefused() {
    Layer pooling =
        new SubsamplingLayer.Builder(PoolingType.MAX)
            .kernelSize(2, 2)
            .stride(1, 1)
            .padding(0, 2)
            .build();
    try (Network network = network(pooling)) {
      ChannelStatistics statistics = new ChannelStatistics(new float[] {0, 0}, new float[] {1, 1});
      assertThatThrownBy(() -> OnnxModel.of(network, statistics, OnnxInput.FLOATS, Map.of()))
          .isInstanceOf(UnsupportedLayerException.class)
          .hasMessage(
              "the padding of a pooling must be smaller than its kernel for ONNX, but was 2 for 2");
    }
  }
}
