package io.proxynas.model.onnx;

import io.proxynas.engine.Network;
import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.nas.space.SearchSpace;
import io.proxynas.nas.space.Spaces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Networks of every search space in ONNX Runtime. */
class SearchSpacesTest {

  /** Every kind of layer that a chain may have, in one of its choices at least. */
  private static final String CHAIN =
      """
      {"space": "chain", "name": "mine", "slots": [
        {"choices": {
          "narrow": [{"layer": "convolution", "filters": 8},
                     {"layer": "normalization", "kind": "group"},
                     {"layer": "activation", "function": "leakyrelu"}],
          "wide": [{"layer": "convolution", "filters": 12, "kernel": 5, "stride": 2},
                   {"layer": "normalization", "kind": "layer"},
                   {"layer": "activation", "function": "sigmoid"}]}},
        {"choices": {
          "none": [],
          "residual": [{"layer": "residual", "layers": [
            {"layer": "normalization", "kind": "batch"},
            {"layer": "activation", "function": "relu"}]}]}},
        {"choices": {
          "mean": [{"layer": "globalaverage"}],
          "dense": [{"layer": "pooling", "kind": "max"}, {"layer": "dense", "width": 16}]}}]}
      """;

  private static void check(SearchSpace space, int networks) {
    RandomGenerator random = new Seed(5).generator();
    for (int i = 0; i < networks; i++) {
      Architecture architecture = space.random(random);
      ImageShape shape = new ImageShape(3, 16, 16);
      try (Network network = Network.compile(architecture.configuration(shape, 5, 1), shape)) {
        network.initialize(random);
        Agreement.check(network);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'convnet:depths=1+2+3,widths=8+20', 8",
    "'mlp:layers=1+3,widths=16+40', 3",
    "'nasbench201:cells=1,channels=8', 4",
    "nasbench-macro, 2"
  })
  void model_ofRandomNetworks_predictsAsTheEngine(String space, int networks) {
    check(Spaces.named(space).orElseThrow(), networks);
  }

  @Test
  void model_ofAChain_predictsAsTheEngine(@TempDir Path folder) throws IOException {
    check(Spaces.read(Files.writeString(folder.resolve("space.json"), CHAIN)), 5);
  }
}
