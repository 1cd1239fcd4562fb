package io.proxynas.experiments.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.proxynas.condense.coreset.Features;
import io.proxynas.engine.Seed;
import io.proxynas.train.WorkerPool;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NeighbourEmbeddingTest {

  private static final double PERPLEXITY = 20; // of the golden values
  private static final NeighbourEmbedding EMBEDDING = new NeighbourEmbedding(PERPLEXITY, 1000);
  private static final NeighbourEmbedding SHORT = new NeighbourEmbedding(5, 50);

  private static List<String> lines(String resource) throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(NeighbourEmbeddingTest.class.getResourceAsStream(resource)),
                StandardCharsets.UTF_8))) {
      return reader.lines().toList();
    }
  }

  private static double[][] matrix(String resource) throws IOException {
    return lines(resource).stream()
        .map(line -> Stream.of(line.split(",")).mapToDouble(Double::parseDouble).toArray())
        .toArray(double[][]::new);
  }

  private static double golden(String name) throws IOException {
    return lines("tsne-golden.csv").stream()
        .filter(line -> line.startsWith(name + ";"))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .findFirst()
        .orElseThrow();
  }

  private static Features features(double[][] rows) {
    int size = rows[0].length;
    float[] values = new float[rows.length * size];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) rows[i / size][i % size];
    }
    return new Features(values, size);
  }

  @Test
  void divergence_ofScikitLearnsMap_isWhatItSays() throws IOException {
    double[][] map = matrix("tsne-map.csv");
    assertThat(ExactDivergence.of(matrix("tsne-data.csv"), map, PERPLEXITY))
        .isCloseTo(golden("map"), within(1e-4));
  }

  @Test
  void of_divergence_isAsSmallAsScikitLearns() throws Exception {
    double[][] data = matrix("tsne-data.csv");
    for (long seed = 1; seed <= 3; seed++) {
      double[][] map = EMBEDDING.of(features(data), new Seed(seed), 2);
      assertThat(ExactDivergence.of(data, map, PERPLEXITY))
          .isBetween(0.98 * golden("least"), 1.02 * golden("greatest"));
    }
  }

  @Test
  void of_threeGroups_areNeighboursOnTheMap() throws Exception {
    double[][] map = EMBEDDING.of(features(matrix("tsne-data.csv")), new Seed(1), 2);
    int alike = 0;
    for (int i = 0; i < map.length; i++) {
      alike += nearest(map, i) / 50 == i / 50 ? 1 : 0;
    }
    assertThat(alike).isGreaterThan(140); // of 150; by chance 50
  }

  private static int nearest(double[][] map, int point) {
    int nearest = -1;
    double least = Double.POSITIVE_INFINITY;
    for (int j = 0; j < map.length; j++) {
      double distance = ExactDivergence.squared(map[point], map[j]);
      if (j != point && distance < least) {
        least = distance;
        nearest = j;
      }
    }
    return nearest;
  }

  @Test
  void of_sameSeed_sameBitsAtAnyNumberOfWorkers() throws Exception {
    Features features = features(matrix("tsne-data.csv"));
    double[][] map = EMBEDDING.of(features, new Seed(7), 1);
    assertThat(EMBEDDING.of(features, new Seed(7), 1)).isDeepEqualTo(map);
    assertThat(EMBEDDING.of(features, new Seed(7), 3)).isDeepEqualTo(map);
    assertThat(Arrays.deepEquals(EMBEDDING.of(features, new Seed(8), 1), map)).isFalse();
  }

  @Test
  void affinities_areSymmetricAndSumToOne() throws IOException {
    double[][] p = Affinities.of(features(matrix("tsne-data.csv")), PERPLEXITY);
    double sum = 0;
    for (int i = 0; i < p.length; i++) {
      assertThat(p[i][i]).isZero();
      for (int j = 0; j < p.length; j++) {
        assertThat(p[i][j]).isEqualTo(p[j][i]);
        sum += p[i][j];
      }
    }
    assertThat(sum).isCloseTo(1, within(1e-12));
  }

  @Test
  void affinities_handWorked() {
    // Three points in a line, perplexity 2: all others count alike, whatever their distances.
    double[][] p = Affinities.of(new Features(new float[] {0, 1, 3}, 1), 2);
    assertThat(p[0][1]).isCloseTo(1 / 6.0, within(1e-6));
    assertThat(p[0][2]).isCloseTo(1 / 6.0, within(1e-6));
    // Perplexity 1: the nearest alone counts. 0 and 1 have each other, 3 has 1.
    double[][] nearest = Affinities.of(new Features(new float[] {0, 1, 3}, 1), 1 + 1e-12);
    assertThat(nearest[0][1]).isCloseTo(2 / 6.0, within(1e-6));
    assertThat(nearest[1][2]).isCloseTo(1 / 6.0, within(1e-6));
    assertThat(nearest[0][2]).isCloseTo(0, within(1e-6));
  }

  @Test
  void gradient_isThatOfTheDivergence() throws Exception {
    double[][] points = Arrays.copyOf(matrix("tsne-data.csv"), 40);
    double[][] map = Arrays.copyOf(matrix("tsne-map.csv"), 40);
    double[][] p = Affinities.of(features(points), 8);
    double[][] gradient;
    try (WorkerPool threads = new WorkerPool("embed", 2)) {
      gradient = NeighbourEmbedding.gradient(map, p, 1, threads, 2);
    }
    double h = 1e-5;
    for (int i = 0; i < map.length; i++) {
      for (int d = 0; d < 2; d++) {
        double here = map[i][d];
        map[i][d] = here + h;
        double above = ExactDivergence.of(points, map, 8);
        map[i][d] = here - h;
        double below = ExactDivergence.of(points, map, 8);
        map[i][d] = here;
        assertThat(gradient[i][d]).isCloseTo((above - below) / (2 * h), within(2e-6));
      }
    }
  }

  @Test
  void of_largeAndNegativeFeatures_areMappedAsWell() throws Exception {
    double[][] data = matrix("tsne-data.csv");
    double[][] moved =
        Stream.of(data)
            .map(row -> Arrays.stream(row).map(value -> 1000 * (value - 16)).toArray())
            .toArray(double[][]::new);
    double[][] map = EMBEDDING.of(features(moved), new Seed(1), 2);
    assertThat(ExactDivergence.of(data, map, PERPLEXITY))
        .isBetween(0.98 * golden("least"), 1.02 * golden("greatest"));
  }

  @Test
  void of_fewPointsAndEqualOnes_lowerThePerplexity() throws Exception {
    Features four = new Features(new float[] {0, 0, 0, 0, 1, 1, 5, 5}, 2);
    double[][] map = NeighbourEmbedding.PAPER.of(four, new Seed(1), 1);
    assertThat(map.length).isEqualTo(4);
    assertThat(Stream.of(map).flatMapToDouble(Arrays::stream)).allMatch(Double::isFinite);
  }

  @Test
  void of_whatCannotBeMapped_isRejected() {
    Features three = new Features(new float[] {1, 2, 3}, 1);
    assertThatThrownBy(() -> SHORT.of(three, new Seed(1), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there must be at least 4 points to map, but there were 3");
    Features equal = new Features(new float[] {2, 2, 2, 2}, 1);
    assertThatThrownBy(() -> SHORT.of(equal, new Seed(1), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("features to map must be finite and differ, but were from 2.0 to 2.0");
    Features infinite = new Features(new float[] {2, 2, 2, Float.POSITIVE_INFINITY}, 1);
    assertThatThrownBy(() -> SHORT.of(infinite, new Seed(1), 1))
        .hasMessage("features to map must be finite and differ, but were from 2.0 to Infinity");
    Features undefined = new Features(new float[] {2, 1, 2, Float.NaN}, 1);
    assertThatThrownBy(() -> SHORT.of(undefined, new Seed(1), 1))
        .hasMessage("features to map must be finite and differ, but were from NaN to NaN");
  }

  @Test
  void of_interrupted_passesOn() throws IOException {
    Features features = features(matrix("tsne-data.csv"));
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> EMBEDDING.of(features, new Seed(1), 1))
        .isInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void new_badSettings_areRejected() {
    assertThatThrownBy(() -> new NeighbourEmbedding(0.5, 100))
        .hasMessage("the perplexity must be at least 1, but was 0.5");
    assertThatThrownBy(() -> new NeighbourEmbedding(Double.NaN, 100))
        .hasMessage("the perplexity must be at least 1, but was NaN");
    assertThatThrownBy(() -> new NeighbourEmbedding(5, 0))
        .hasMessage("iterations must be at least 1, but was 0");
  }
}
