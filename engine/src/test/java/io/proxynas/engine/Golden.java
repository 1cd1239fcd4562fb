package io.proxynas.engine;

import io.proxynas.engine.architecture.ImageShape;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/**
 * Values computed by PyTorch, in {@code golden.json}; {@code src/test/python/engine_golden.py} says
 * of what.
 */
record Golden(List<Normalization> normalizations, List<Activation> activations) {

  static final int BATCH = 2;

  /** One layer of group normalization, perhaps with ReLU after it. */
  record Normalization(
      ImageShape shape,
      int groups,
      boolean relu,
      float[] y,
      float[] dx,
      float[] dgamma,
      float[] dbeta) {
    static Normalization of(JsonNode node) {
      return new Normalization(
          Golden.shape(node.get("shape")),
          node.get("groups").intValue(),
          node.get("relu").booleanValue(),
          floats(node.get("y")),
          floats(node.get("dx")),
          floats(node.get("dgamma")),
          floats(node.get("dbeta")));
    }

    @Override
    public String toString() {
      return "%d groups of %s%s".formatted(groups, shape, relu ? ", ReLU" : "");
    }
  }

  /** One activation function. */
  record Activation(String name, ImageShape shape, float[] y, float[] dx) {
    static Activation of(JsonNode node) {
      return new Activation(
          node.get("name").textValue(),
          Golden.shape(node.get("shape")),
          floats(node.get("y")),
          floats(node.get("dx")));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Golden read() {
    try (InputStream in = Golden.class.getResourceAsStream("golden.json")) {
      JsonNode root = new ObjectMapper().readTree(in);
      return new Golden(
          all(root.get("normalizations"), Normalization::of),
          all(root.get("activations"), Activation::of));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static <T> List<T> all(JsonNode cases, Function<JsonNode, T> read) {
    return StreamSupport.stream(cases.spliterator(), false).map(read).toList();
  }

  private static float[] floats(JsonNode array) {
    float[] values = new float[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = array.get(i).floatValue();
    }
    return values;
  }

  private static ImageShape shape(JsonNode array) {
    return new ImageShape(
        array.get(0).intValue(), array.get(1).intValue(), array.get(2).intValue());
  }

  /** The script's function of the same name. */
  static float[] wave(int length, int start) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = ((i * 37 + i * i % 29 * 11 + start * 17) % 101 - 50) / 25f;
    }
    return values;
  }

  /** As {@link #wave(int, int)}, each value times a scale, and shifted. */
  static float[] wave(int length, int start, float scale, float shift) {
    float[] values = wave(length, start);
    for (int i = 0; i < length; i++) {
      values[i] = shift + scale * values[i];
    }
    return values;
  }
}
