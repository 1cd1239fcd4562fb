package io.proxynas.nas.space.nasbench201;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.proxynas.engine.Network;
import io.proxynas.engine.Seed;
import io.proxynas.engine.Sgd;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.nas.candidate.NetworkSize;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class NasBench201SpaceTest {

  private static final ImageShape CIFAR = new ImageShape(3, 32, 32);
  private static final NasBench201Space SMALL = new NasBench201Space(1, 4);
  private static final int IMAGES = 4;
  private static final double RATE = 0.05;
  private static final String ZEROS = "|none~0|+|none~0|none~1|+|none~0|none~1|none~2|";

  static List<String> golden() throws Exception {
    try (InputStream in =
        Objects.requireNonNull(NasBench201SpaceTest.class.getResourceAsStream("parameters.txt"))) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines().toList();
    }
  }

  private static long parameters(NasBench201 net) {
    return NetworkSize.of(net.configuration(CIFAR, 10, 1), CIFAR).parameters();
  }

  /** Less those of operations from which no path leads to the output, which are not made. */
  @ParameterizedTest
  @MethodSource("golden")
  void parameters_asInPyTorch(String line) {
    String[] words = line.split(" ", 4);
    var space = new NasBench201Space(Integer.parseInt(words[0]), Integer.parseInt(words[1]));
    NasBench201 net = (NasBench201) space.parse(words[3]);
    long published = Long.parseLong(words[2]);
    long unused =
        UniqueCellsTest.unusedWeights(net.cell(), space.channels()) * (long) space.cells();

    assertThat(parameters(net)).isEqualTo(published - unused);
  }

  /**
   * By hand, at 16, 32 and 64 channels: a 3x3 convolution with its normalization has 9C² + 2C
   * values, 243,040 in five cells a stage; a 1x1 one C² + 2C, 28,000; all the rest 73,306.
   */
  @ParameterizedTest
  @CsvSource({
    "|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|nor_conv_3x3~0|nor_conv_3x3~1|nor_conv_3x3~2|, 1531546",
    "|skip_connect~0|+|skip_connect~0|skip_connect~1|+|avg_pool_3x3~0|skip_connect~1|none~2|, 73306",
    "|nor_conv_1x1~0|+|none~0|none~1|+|none~0|nor_conv_3x3~1|none~2|, 344346",
  })
  void parameters_byHand(String text, long expected) {
    assertThat(parameters((NasBench201) NasBench201Space.BENCHMARK.parse(text)))
        .isEqualTo(expected);
  }

  @Test
  void id_ofTheBenchmarksSize_isItsString_andOfAnotherHasASuffix() {
    assertThat(NasBench201Space.BENCHMARK.parse(ZEROS).id()).isEqualTo(ZEROS);
    assertThat(SMALL.parse(ZEROS).id()).isEqualTo(ZEROS + "-c1-w4");
    assertThat(SMALL.parse(ZEROS + "-c1-w4")).isEqualTo(SMALL.parse(ZEROS));
    assertThat(NasBench201Space.BENCHMARK.contains(SMALL.parse(ZEROS))).isFalse();
  }

  @Test
  void size_countsStrings_andCanonicalFormsAreThePublishedUniqueOnes() {
    assertThat(SMALL.size()).isEqualTo(15_625);
    Map<String, List<Architecture>> classes =
        SMALL.architectures().collect(Collectors.groupingBy(a -> SMALL.canonical(a).id()));
    assertThat(classes).hasSize(6_466);
  }

  @ParameterizedTest
  @CsvSource({
    "'', 1, '\"|\"'",
    "nor_conv_3x3, 1, '\"|\"'",
    "|conv~0|, 2, 'one of none, skip_connect, nor_conv_1x1, nor_conv_3x3, avg_pool_3x3'",
    "|none~1|, 7, '\"0\"'",
    "|none~0|none~0|, 9, '\"+\"'",
    "|none~0|+|none~0|none~1|+|none~0|none~1|none~2|x, 48, its end"
  })
  void parse_malformed_saysWhere(String text, int position, String expected) {
    assertThatThrownBy(() -> SMALL.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "a NAS-Bench-201 cell must look like |op~0|+|op~0|op~1|+|op~0|op~1|op~2|, with %s at position %d, but was %s"
                .formatted(expected, position, text.isEmpty() ? "empty" : text));
  }

  @Test
  void parse_suffixOfAnotherSize_saysWhere() {
    assertThatThrownBy(() -> SMALL.parse(ZEROS + "-c2-w4"))
        .hasMessageContaining("with its end at position 48");
  }

  /** Zeros, shared nodes, a node through which nothing goes, and a convolution of zeros. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        ZEROS,
        "|skip_connect~0|+|skip_connect~0|skip_connect~1|+|skip_connect~0|skip_connect~1|skip_connect~2|",
        "|nor_conv_3x3~0|+|avg_pool_3x3~0|nor_conv_1x1~1|+|skip_connect~0|skip_connect~1|avg_pool_3x3~2|",
        "|nor_conv_1x1~0|+|none~0|none~1|+|skip_connect~0|none~1|nor_conv_3x3~2|",
        "|nor_conv_3x3~0|+|avg_pool_3x3~0|none~1|+|nor_conv_1x1~0|none~1|skip_connect~2|"
      })
  void network_learnsAndPredictsAsDl4j(String text) {
    ImageShape shape = new ImageShape(3, 8, 8);
    RandomGenerator random = new Seed(4).generator();
    float[] images = new float[IMAGES * shape.size()];
    for (int i = 0; i < images.length; i++) {
      images[i] = (float) random.nextGaussian();
    }
    INDArray input = Nd4j.create(images, new long[] {IMAGES, 3, 8, 8}, 'c');
    try (Network network = Network.compile(SMALL.parse(text).configuration(shape, 3, 1), shape)) {
      network.initialize(random);
      ComputationGraph before = network.toDl4j();
      network.train(images, new int[] {0, 1, 2, 0}, 0, IMAGES, new Sgd(RATE, 0, 0));
      ComputationGraph after = network.toDl4j();

      assertThat(gradients(before, input))
          .hasSizeGreaterThan(10)
          .allSatisfy((name, gradient) -> assertStep(name, before, after, gradient));

      float[] probabilities = new float[IMAGES * 3];
      network.infer(images, IMAGES, probabilities);
      INDArray output = after.outputSingle(input);
      for (int i = 0; i < probabilities.length; i++) {
        assertThat(probabilities[i]).isCloseTo(output.getFloat(i / 3, i % 3), within(1e-4f));
      }
    }
  }

  private static Map<String, INDArray> gradients(ComputationGraph graph, INDArray input) {
    graph.setInput(0, input);
    graph.setLabel(
        0, Nd4j.createFromArray(new float[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}, {1, 0, 0}}));
    graph.computeGradientAndScore();
    return graph.gradient().gradientForVariable().entrySet().stream()
        .filter(entry -> entry.getKey().matches(".*_(W|b|gamma|beta)"))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** DL4J leaves the division by the number of images to its updaters. */
  private static void assertStep(
      String name, ComputationGraph before, ComputationGraph after, INDArray gradient) {
    INDArray step = before.getParam(name).sub(after.getParam(name)).div(RATE);
    INDArray expected = gradient.div(IMAGES).reshape(step.shape());
    double tolerance = 1e-3 + 1e-2 * expected.norm2Number().doubleValue();
    assertThat(step.distance2(expected)).as(name).isLessThan(tolerance);
  }

  @Test
  void new_badSizes_areRejected() {
    assertThatThrownBy(() -> new NasBench201Space(0, 4))
        .hasMessage("cells must be at least 1, but was 0");
    assertThatThrownBy(() -> new NasBench201Space(1, 0))
        .hasMessage("channels must be at least 1, but was 0");
    assertThatThrownBy(() -> new Cell(List.of(CellOperation.NONE)))
        .hasMessage("a cell must have 6 operations, but had 1");
  }
}
