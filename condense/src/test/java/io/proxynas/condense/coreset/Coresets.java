package io.proxynas.condense.coreset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.proxynas.condense.course.Course;
import io.proxynas.condense.set.Condenser;
import io.proxynas.condense.set.Sets;
import io.proxynas.engine.Seed;
import io.proxynas.engine.Shuffle;
import io.proxynas.engine.architecture.ConvNet;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.train.Recipe;
import io.proxynas.train.data.LabelledImages;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What the tests of the coresets share. */
public final class Coresets {

  public static final FeatureNetwork NETWORK =
      new FeatureNetwork(
          new ConvNet(
              1, 4, ConvNet.Activation.RELU, ConvNet.Normalization.NONE, ConvNet.Pooling.MAX),
          new Recipe(2, 8, 0.01, 0.9, 0, Optional.empty()));

  /** The corners of a square and a point inside, whose mean is (1.8, 2). */
  static final Features SQUARE = new Features(new float[] {0, 0, 4, 0, 0, 4, 4, 4, 1, 2}, 2);

  static final LabelledImages REAL =
      Sets.random(new ImageShape(1, 8, 8), 31, "coat", "bag", "shirt");

  private Coresets() {}

  /** Four images of each class. */
  static LabelledImages condense(Condenser condenser) throws InterruptedException {
    return condenser.condense(REAL, 4, new Seed(1), Course.of(Course.Listener.NONE));
  }

  /** A case of coreset_golden.py. */
  record Golden(Features features, int[] chosen) {}

  static List<Golden> golden(String method) {
    try (InputStream in = Coresets.class.getResourceAsStream("coresets.json")) {
      List<Golden> cases = new ArrayList<>();
      for (JsonNode json : new ObjectMapper().readTree(in)) {
        JsonNode points = json.get("points");
        float[] values = new float[points.size()];
        for (int i = 0; i < values.length; i++) {
          values[i] = (float) points.get(i).asDouble();
        }
        JsonNode chosen = json.get(method);
        cases.add(
            new Golden(
                new Features(values, json.get("size").asInt()),
                IntStream.range(0, chosen.size()).map(i -> chosen.get(i).asInt()).toArray()));
      }
      return cases;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The same rows in another order. */
  static Features permuted(Features features, long seed) {
    int[] order = IntStream.range(0, features.count()).toArray();
    Shuffle.all(order, new Seed(seed).generator());
    float[] values = new float[features.values().length];
    for (int row = 0; row < order.length; row++) {
      System.arraycopy(
          features.values(),
          order[row] * features.size(),
          values,
          row * features.size(),
          features.size());
    }
    return new Features(values, features.size());
  }

  /** The values of the chosen rows in the order of their choice. */
  static List<double[]> rows(Features features, int[] chosen) {
    return IntStream.of(chosen).mapToObj(features::row).toList();
  }

  /** All images of a set, each as text, so that sets of them compare. */
  static Set<String> images(LabelledImages images) {
    float[] pixels = Sets.pixels(images);
    int size = images.shape().size();
    return IntStream.range(0, images.size())
        .mapToObj(i -> Arrays.toString(Arrays.copyOfRange(pixels, i * size, (i + 1) * size)))
        .collect(Collectors.toSet());
  }
}
