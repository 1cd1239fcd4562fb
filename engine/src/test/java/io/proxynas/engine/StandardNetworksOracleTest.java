package io.proxynas.engine;

import io.proxynas.engine.architecture.AlexNet;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.engine.architecture.ConvNet.Normalization;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.architecture.LeNet;
import io.proxynas.engine.architecture.Mlp;
import io.proxynas.engine.architecture.ResNet18;
import io.proxynas.engine.architecture.Vgg11;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A training step of each of the papers' networks, and the way back to DL4J, beside DL4J. */
class StandardNetworksOracleTest {

  private static final ImageShape GREY = new ImageShape(1, 28, 28);
  private static final ImageShape COLOUR = new ImageShape(3, 32, 32);

  static Stream<Arguments> networks() {
    return Stream.of(
        Arguments.of(new Mlp(128), GREY),
        Arguments.of(new Mlp(128), COLOUR),
        Arguments.of(new LeNet(), GREY),
        Arguments.of(new LeNet(), COLOUR),
        Arguments.of(new LeNet(), new ImageShape(3, 64, 64)),
        Arguments.of(new AlexNet(), GREY),
        Arguments.of(new Vgg11(Normalization.INSTANCE), COLOUR),
        Arguments.of(new Vgg11(Normalization.BATCH), GREY),
        Arguments.of(new ResNet18(Normalization.INSTANCE, ResNet18.Halving.AVERAGE), GREY),
        Arguments.of(new ResNet18(Normalization.BATCH, ResNet18.Halving.STRIDE), COLOUR));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void train_asDl4j(Architecture architecture, ImageShape shape) {
    ComputationGraphConfiguration configuration =
        architecture.configuration(shape, OracleCase.CLASSES, 7);
    useSgd(configuration);

    // Twenty layers under batch normalisation of five images enlarge the rounding of each.
    OracleCase.of(configuration, shape, BackendChoice.automatic().backend()).checkStep(1e-2);
  }

  private static void useSgd(ComputationGraphConfiguration configuration) {
    var sgd = new org.nd4j.linalg.learning.config.Sgd(OracleCase.RATE);
    configuration.getVertices().values().stream()
        .filter(LayerVertex.class::isInstance)
        .map(vertex -> ((LayerVertex) vertex).getLayerConf().getLayer())
        .filter(BaseLayer.class::isInstance)
        .map(BaseLayer.class::cast)
        .forEach(
            layer -> {
              layer.setIUpdater(sgd);
              layer.setBiasUpdater(null);
            });
  }
}
