package io.proxynas.engine.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.engine.Network;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The papers' networks beside their PyTorch definitions (architectures_golden.py). */
class StandardNetworksTest {

  private static final Map<String, Architecture> NETWORKS =
      List.of(
              new Mlp(128),
              new LeNet(),
              new AlexNet(),
              new Vgg11(ConvNet.Normalization.INSTANCE),
              new Vgg11(ConvNet.Normalization.BATCH),
              new ResNet18(ConvNet.Normalization.INSTANCE, ResNet18.Halving.STRIDE),
              new ResNet18(ConvNet.Normalization.BATCH, ResNet18.Halving.STRIDE),
              new ResNet18(ConvNet.Normalization.INSTANCE, ResNet18.Halving.AVERAGE),
              new ResNet18(ConvNet.Normalization.BATCH, ResNet18.Halving.AVERAGE))
          .stream()
          .collect(Collectors.toMap(Architecture::id, Function.identity()));

  static List<String> golden() throws IOException {
    try (InputStream in = StandardNetworksTest.class.getResourceAsStream("parameters.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("golden")
  void parameters_asInPyTorch(String line) {
    String[] words = line.split(" ");
    int side = Integer.parseInt(words[2]);
    ImageShape shape = new ImageShape(Integer.parseInt(words[1]), side, side);
    Architecture architecture = NETWORKS.get(words[0]);

    try (Network network =
        Network.compile(architecture.configuration(shape, Integer.parseInt(words[3]), 1), shape)) {
      assertThat(network.parameters()).isEqualTo(Long.parseLong(words[4]));
    }
  }

  @Test
  void golden_coversEveryNetworkAndShape() throws IOException {
    assertThat(golden()).hasSize(3 * NETWORKS.size());
    assertThat(golden().stream().map(line -> line.split(" ")[0]).collect(Collectors.toSet()))
        .isEqualTo(NETWORKS.keySet());
  }

  @Test
  void new_badWidth_isRejected() {
    assertThatThrownBy(() -> new Mlp(0)).hasMessage("width must be at least 1, but was 0");
  }
}
