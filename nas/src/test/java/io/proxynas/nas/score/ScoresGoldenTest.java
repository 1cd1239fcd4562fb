package io.proxynas.nas.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.proxynas.engine.Network;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.graph.Parameter;
import io.proxynas.nas.space.Spaces;
import java.io.IOException;
import java.io.InputStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Golden values from PyTorch: see src/test/python/scores_golden.py. */
class ScoresGoldenTest {

  private static final int IMAGES = 1000;

  static Stream<Named<JsonNode>> cases() throws IOException {
    ObjectMapper json =
        JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();
    try (InputStream in = ScoresGoldenTest.class.getResourceAsStream("scores.json")) {
      return StreamSupport.stream(json.readTree(in).spliterator(), false)
          .map(golden -> Named.of(golden.get("architecture").asText(), golden));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void of_goldenNetwork_isPyTorchsScore(JsonNode golden) {
    JsonNode lengths = golden.get("shape");
    ImageShape shape =
        new ImageShape(lengths.get(0).asInt(), lengths.get(1).asInt(), lengths.get(2).asInt());
    int[] labels = new ObjectMapper().convertValue(golden.get("labels"), int[].class);
    int classes = golden.get("classes").asInt();
    ScoringBatch batch =
        new ScoringBatch(numbers(IMAGES, labels.length * shape.size(), 1), labels, classes);
    Architecture architecture = architecture(golden.get("architecture").asText());
    try (Network network = Network.compile(architecture.configuration(shape, classes, 1), shape)) {
      setWeights(network);
      for (FreeScore score : FreeScore.values()) {
        double expected = golden.get(score.field()).asDouble();
        double actual = score.score().of(network, batch);
        if (Double.isFinite(expected)) {
          assertThat(actual)
              .as(score.word())
              .isCloseTo(expected, within(tolerance(score, expected)));
        } else {
          assertThat(actual).as(score.word()).isEqualTo(expected);
        }
      }
    }
  }

  /** Gradients are float32 here and float64 there; codes and synaptic flow are exact. */
  private static double tolerance(FreeScore score, double expected) {
    boolean exact = score == FreeScore.NASWOT || score == FreeScore.SYNFLOW;
    return (exact ? 1e-9 : 1e-3) * Math.abs(expected);
  }

  private static Architecture architecture(String id) {
    String space =
        id.startsWith("convnet")
            ? "convnet:depths=1+2,widths=8+16"
            : id.startsWith("|") ? "nasbench201:cells=1,channels=8" : "nasbench-macro";
    return Spaces.named(space).orElseThrow().parse(id);
  }

  private static void setWeights(Network network) {
    network.initialize(new io.proxynas.engine.Seed(1).generator());
    float[] values = new float[(int) network.parameters()];
    network.readParameters(values);
    for (Parameter parameter : network.layout()) {
      if (parameter.start() == Parameter.Start.UNIFORM_FAN_IN) {
        int tensor = Integer.parseInt("0" + parameter.layer().replaceAll("\\D", ""));
        float bound = (float) (1 / Math.sqrt(parameter.fanIn()));
        float[] weights = numbers(tensor, parameter.size(), bound);
        System.arraycopy(weights, 0, values, parameter.offset(), weights.length);
      }
    }
    network.writeParameters(values);
  }

  /** As in the script. */
  private static float[] numbers(int tensor, int count, float bound) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      double value = Math.sin((i + 1) * 12.9898 + tensor * 78.233) * 43758.5453;
      numbers[i] = bound * (float) (2 * (value - Math.floor(value)) - 1);
    }
    return numbers;
  }
}
