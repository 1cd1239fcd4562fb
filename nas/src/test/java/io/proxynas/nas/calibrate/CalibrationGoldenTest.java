package io.proxynas.nas.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Against scikit-learn's GaussianProcessRegressor, by {@code calibrate_golden.py}. */
class CalibrationGoldenTest {

  static Stream<JsonNode> cases() throws IOException {
    try (InputStream in = CalibrationGoldenTest.class.getResourceAsStream("golden.json")) {
      return StreamSupport.stream(new ObjectMapper().readTree(in).spliterator(), false);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void predict_isTheAverageOfTheProcessesOfScikitLearn(JsonNode golden) {
    Prediction prediction = CalibratedRanking.DEFAULT.predict(table(golden), observations(golden));
    requireNear(prediction.means(), numbers(golden.get("means")));
    requireNear(prediction.deviations(), numbers(golden.get("deviations")));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void eachProcess_isThatOfScikitLearn(JsonNode golden) {
    Features features = CalibratedRanking.DEFAULT.features(table(golden));
    List<Prior> priors = features.priors();
    Observations observations = observations(golden);
    int[] at = observations.candidates().stream().mapToInt(c -> c).toArray();
    double[] truths = TruthScale.of(observations.truths()).standardised(observations.truths());
    int expected = 0;
    for (double noise : CalibratedRanking.DEFAULT.noises()) {
      GaussianProcess process = new GaussianProcess(covariance(features, at), noise);
      for (Prior prior : priors) {
        JsonNode one = golden.get("processes").get(expected++);
        requireNear(boxed(prior.values()), numbers(one.get("prior")));
        Belief belief = new Belief(process, prior, at, truths, 1, 0.25);
        assertThat(belief.logEvidence()).isEqualTo(one.get("evidence").asDouble(), within(1e-8));
        List<Double> means = new ArrayList<>();
        for (int i = 0; i < features.candidates(); i++) {
          means.add(belief.mean(i, covariances(features, i, at)));
        }
        requireNear(means, numbers(one.get("means")));
      }
    }
    assertThat(golden.get("processes")).hasSize(expected);
  }

  private static double[][] covariance(Features features, int[] at) {
    double[][] covariance = new double[at.length][];
    for (int i = 0; i < at.length; i++) {
      covariance[i] = covariances(features, at[i], at);
    }
    return covariance;
  }

  private static double[] covariances(Features features, int candidate, int[] at) {
    double[] covariances = new double[at.length];
    for (int j = 0; j < at.length; j++) {
      covariances[j] = features.covariance(candidate, at[j]) + 1;
    }
    return covariances;
  }

  private static ScoreTable table(JsonNode golden) {
    List<Score> scores = new ArrayList<>();
    for (int s = 0; s < golden.get("scores").size(); s++) {
      ScoreKind kind = ScoreKind.valueOf(golden.get("kinds").get(s).asText());
      scores.add(new Score("s" + s, kind, numbers(golden.get("scores").get(s))));
    }
    return new ScoreTable(scores);
  }

  private static Observations observations(JsonNode golden) {
    List<Integer> places = numbers(golden.get("observed")).stream().map(Double::intValue).toList();
    return new Observations(places, numbers(golden.get("truths")));
  }

  private static List<Double> numbers(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asDouble).toList();
  }

  private static List<Double> boxed(double[] values) {
    return Arrays.stream(values).boxed().toList();
  }

  private static void requireNear(List<Double> actual, List<Double> expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < actual.size(); i++) {
      assertThat(actual.get(i)).isEqualTo(expected.get(i), within(1e-6));
    }
  }
}
