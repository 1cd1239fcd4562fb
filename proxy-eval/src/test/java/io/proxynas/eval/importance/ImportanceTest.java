package io.proxynas.eval.importance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.proxynas.engine.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class ImportanceTest {

  private static final List<String> NORMS = List.of("none", "batch", "layer", "instance");

  /** Every network of a space of three decisions. */
  private static List<Map<String, String>> space() {
    List<Map<String, String>> all = new ArrayList<>();
    for (int depth = 1; depth <= 4; depth++) {
      for (String norm : NORMS) {
        for (String colour : List.of("red", "green", "blue")) {
          all.add(
              new TreeMap<>(
                  Map.of("depth", Integer.toString(depth), "norm", norm, "colour", colour)));
        }
      }
    }
    return all;
  }

  private static Importance of(ToDoubleFunction<Map<String, String>> score) {
    List<Map<String, String>> space = space();
    return Importance.of(space, space.stream().mapToDouble(score).toArray(), new Seed(1))
        .orElseThrow();
  }

  /** Variances of the two parts: depth / 100 has 1.25e-4, and "none" −0.03 has 1.6875e-4. */
  @Test
  void of_additiveScore_isTheVarianceOfEachPart() {
    Importance importance =
        of(
            network ->
                Integer.parseInt(network.get("depth")) / 100.0
                    - (network.get("norm").equals("none") ? 0.03 : 0));

    assertThat(importance.decisions())
        .extracting(Importance.Decision::name)
        .containsExactly("norm", "depth", "colour");
    assertThat(importance.decisions().get(0).share()).isEqualTo(0.574, within(0.12));
    assertThat(importance.decisions().get(1).share()).isEqualTo(0.426, within(0.12));
    assertThat(importance.decisions().get(2).share()).isLessThan(0.03);
    assertThat(importance.together()).isLessThan(0.2);
    assertThat(importance.decisions().get(1).options())
        .extracting(Importance.Option::value)
        .containsExactly("1", "2", "3", "4");
    assertThat(importance.decisions().get(1).options())
        .extracting(Importance.Option::mean)
        .isSorted();
    assertThat(importance.candidates()).isEqualTo(48);
  }

  @Test
  void of_scoreOfTwoDecisionsTogether_isOwedToNeitherAlone() {
    Importance importance =
        of(
            network ->
                (network.get("depth").compareTo("2") > 0)
                        == (NORMS.indexOf(network.get("norm")) > 1)
                    ? 1
                    : 0);
    assertThat(importance.together()).isGreaterThan(0.5);
  }

  @Test
  void of_theSameSeed_isTheSame() {
    ToDoubleFunction<Map<String, String>> score = network -> network.hashCode() % 7;
    assertThat(of(score)).isEqualTo(of(score));
  }

  @Test
  void of_tooFewCandidates_orNothingToTell_isEmpty() {
    List<Map<String, String>> space = space();
    double[] few = new double[Importance.FEWEST - 1];
    assertThat(Importance.of(space.subList(0, few.length), few, new Seed(1))).isEmpty();
    assertThat(Importance.of(space, new double[space.size()], new Seed(1))).isEmpty();
  }
}
