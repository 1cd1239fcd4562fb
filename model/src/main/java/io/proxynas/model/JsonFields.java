package io.proxynas.model;

import com.fasterxml.jackson.databind.JsonNode;
import io.proxynas.train.check.Shown;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Fields of a JSON file by their paths, such as {@code /input/channels}; a wrong one is refused
 * with one sentence that names it.
 *
 * @param root of the file
 */
record JsonFields(JsonNode root) {

  boolean has(String path) {
    return !root.at(path).isMissingNode();
  }

  /** A text that is not blank. */
  String text(String path) {
    return require(path, "a text", value -> value.isTextual() && !value.asText().isBlank())
        .asText();
  }

  /** Texts, at least 1. */
  List<String> names(String path) {
    require(path, "a list of at least 1 text", value -> value.isArray() && !value.isEmpty());
    return texts(path);
  }

  /** A text, which may be empty. */
  String anyText(String path) {
    return require(path, "a text", JsonNode::isTextual).asText();
  }

  /** A whole number of at least 1. */
  int positive(String path) {
    return require(
            path,
            "a whole number of at least 1",
            value -> value.isIntegralNumber() && value.canConvertToInt() && value.asInt() >= 1)
        .asInt();
  }

  long whole(String path) {
    return require(
            path,
            "a whole number of 64 bits",
            value -> value.isIntegralNumber() && value.canConvertToLong())
        .asLong();
  }

  double number(String path) {
    return require(
            path, "a finite number", value -> value.isNumber() && Double.isFinite(value.asDouble()))
        .asDouble();
  }

  JsonNode object(String path, String what) {
    return require(path, what, JsonNode::isObject);
  }

  List<String> texts(String path) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < list(path).size(); i++) {
      texts.add(anyText(path + "/" + i));
    }
    return texts;
  }

  float[] floats(String path) {
    float[] numbers = new float[list(path).size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) number(path + "/" + i);
    }
    return numbers;
  }

  /** A name as a part of a path. */
  static String step(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }

  private JsonNode list(String path) {
    return require(path, "a list", JsonNode::isArray);
  }

  private JsonNode require(String path, String rule, Predicate<JsonNode> holds) {
    JsonNode value = root.at(path);
    if (!holds.test(value)) {
      throw wrong(path, rule, value.isMissingNode() ? "is missing" : "was " + Shown.of(value));
    }
    return value;
  }

  static IllegalArgumentException wrong(String path, String rule, String actual) {
    return new IllegalArgumentException(
        "$%s must be %s, but %s".formatted(Shown.of(path.replace('/', '.')), rule, actual));
  }
}
