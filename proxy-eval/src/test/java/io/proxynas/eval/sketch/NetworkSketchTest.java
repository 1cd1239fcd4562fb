package io.proxynas.eval.sketch;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxynas.engine.architecture.Architecture;
import io.proxynas.engine.architecture.ConvNet;
import io.proxynas.engine.architecture.ConvNet.Activation;
import io.proxynas.engine.architecture.ConvNet.Normalization;
import io.proxynas.engine.architecture.ConvNet.Pooling;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.architecture.ResNet18;
import io.proxynas.nas.space.Spaces;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkSketchTest {

  private static final ImageShape SMALL = new ImageShape(3, 8, 8);

  /** Worked by hand: 3·3·3·4 + 4 weights, 2 · 4 of the norm, 4·4·4·10 + 10. */
  @Test
  void of_convNet_isItsLayersInOrder() {
    ConvNet net = new ConvNet(1, 4, Activation.LEAKY_RELU, Normalization.INSTANCE, Pooling.AVERAGE);

    List<LayerSketch> layers = NetworkSketch.of(net, SMALL, 10);

    assertThat(layers)
        .extracting(LayerSketch::what)
        .containsExactly(
            "convolution 3 × 3, 4 filters",
            "instance norm",
            "leaky ReLU",
            "average pooling 2 × 2",
            "output, 10 outputs, softmax");
    assertThat(layers)
        .extracting(LayerSketch::output)
        .containsExactly("4 × 8 × 8", "4 × 8 × 8", "4 × 8 × 8", "4 × 4 × 4", "10");
    assertThat(layers).extracting(LayerSketch::parameters).containsExactly(112L, 8L, 0L, 0L, 650L);
    assertThat(layers.get(1).inputs()).containsExactly("convolution1");
  }

  /** DL4J itself counts the parameters. */
  @ParameterizedTest
  @ValueSource(strings = {"convnet", "mlp", "nasbench201", "nasbench-macro"})
  void of_anySpace_hasAllParameters_andReadsWhatCameBefore(String space) {
    Architecture network =
        Spaces.named(space).orElseThrow().architectures().skip(7).findFirst().orElseThrow();
    ImageShape shape = new ImageShape(3, 32, 32);

    List<LayerSketch> layers = NetworkSketch.of(network, shape, 10);

    ComputationGraph graph = new ComputationGraph(network.configuration(shape, 10, 0));
    graph.init();
    assertThat(layers.stream().mapToLong(LayerSketch::parameters).sum())
        .isEqualTo(graph.numParams());
    Set<String> before = new HashSet<>(graph.getConfiguration().getNetworkInputs());
    for (LayerSketch layer : layers) {
      assertThat(before).containsAll(layer.inputs());
      before.add(layer.name());
    }
    assertThat(layers).allSatisfy(layer -> assertThat(layer.what()).doesNotContain("%"));
  }

  @Test
  void of_residualNetwork_hasSums() {
    assertThat(
            NetworkSketch.of(new ResNet18(Normalization.BATCH, ResNet18.Halving.STRIDE), SMALL, 10))
        .filteredOn(layer -> layer.what().startsWith("sum"))
        .hasSize(8)
        .allSatisfy(layer -> assertThat(layer.inputs()).hasSize(2));
  }

  @Test
  void of_architectureThatFails_isNothing() {
    Architecture broken =
        new Architecture() {
          @Override
          public String id() {
            return "broken";
          }

          @Override
          public ComputationGraphConfiguration configuration(
              ImageShape input, int classes, long seed) {
            throw new IllegalArgumentException("no such network");
          }
        };
    assertThat(NetworkSketch.of(broken, SMALL, 10)).isEmpty();
  }
}
