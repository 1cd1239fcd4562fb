package io.proxynas.nas.space;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.proxynas.train.check.Shown;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The options of a search space, from a JSON object or from {@code NAME:key=value,…}. A single
 * value may stand for a list of one. Each method reads one option, throws {@link
 * IllegalArgumentException} if it is wrong, with its place as a JSON path such as {@code
 * $.widths[1]}, and makes the option known: {@link #requireAllKnown} refuses the others.
 */
public final class SpaceOptions {

  private final String source;
  private final String path;
  private final ObjectNode values;
  private final Set<String> known = new TreeSet<>();
  private final List<SpaceOptions> parts = new ArrayList<>();

  private SpaceOptions(String source, String path, ObjectNode values) {
    this.source = source;
    this.path = path;
    this.values = values;
  }

  /** The options of a JSON file. */
  static SpaceOptions of(String source, ObjectNode values) {
    return new SpaceOptions(source, "$", values);
  }

  /** Whether the option is given; makes it known. */
  public boolean has(String key) {
    known.add(key);
    return values.has(key);
  }

  /** A text that must be given. */
  public String text(String key) {
    JsonNode value = required(key, "a text");
    if (!value.isTextual()) {
      throw wrong(place(key), "a text", value);
    }
    return value.textValue();
  }

  /** A whole number in [min, max] that must be given. */
  public int number(String key, int min, int max) {
    return number(place(key), required(key, "a whole number"), min, max);
  }

  /** A whole number in [min, max]. */
  public int number(String key, int min, int max, int absent) {
    return has(key) ? number(key, min, max) : absent;
  }

  private int number(String place, JsonNode value, int min, int max) {
    if (!value.isInt() || value.intValue() < min || value.intValue() > max) {
      throw wrong(place, "a whole number in [%d, %d]".formatted(min, max), value);
    }
    return value.intValue();
  }

  /** Distinct whole numbers in [min, max], at least 1. */
  public List<Integer> numbers(String key, int min, int max, List<Integer> absent) {
    return list(key, absent, "numbers", (at, value) -> number(at, value, min, max));
  }

  /** The constant of an enum type that a word names: {@code leakyrelu} for {@code LEAKY_RELU}. */
  public <E extends Enum<E>> E word(String key, Class<E> type) {
    return word(place(key), required(key, "a word"), type);
  }

  /**
   * Distinct constants of an enum type, at least 1.
   *
   * @param absent the default, at least 1
   */
  public <E extends Enum<E>> List<E> words(String key, List<E> absent) {
    Class<E> type = absent.get(0).getDeclaringClass();
    return list(key, absent, "words", (at, value) -> word(at, value, type));
  }

  private <E extends Enum<E>> E word(String place, JsonNode value, Class<E> type) {
    return constant(place, value, Arrays.asList(type.getEnumConstants()), SpaceOptions::word);
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace("_", "");
  }

  /** The one of some values that a word names. */
  public <T> T choice(String key, Map<String, T> choices) {
    List<String> words = List.copyOf(new TreeSet<>(choices.keySet()));
    JsonNode value = required(key, "one of " + String.join(", ", words));
    return choices.get(constant(place(key), value, words, Function.identity()));
  }

  private <T> T constant(String place, JsonNode value, List<T> all, Function<T, String> word) {
    return all.stream()
        .filter(constant -> value.isTextual() && word.apply(constant).equals(value.textValue()))
        .findAny()
        .orElseThrow(
            () ->
                wrong(
                    place,
                    "one of " + all.stream().map(word).collect(Collectors.joining(", ")),
                    value));
  }

  /** JSON objects, which may be none if {@code min} is 0. */
  public List<SpaceOptions> objects(String key, int min) {
    JsonNode value = required(key, "a list of objects");
    if (!value.isArray() || value.size() < min) {
      throw wrong(place(key), "a list of at least " + min + " objects", value);
    }
    List<SpaceOptions> objects = new ArrayList<>();
    for (int i = 0; i < value.size(); i++) {
      objects.add(part(place(key) + "[" + i + "]", value.get(i)));
    }
    return objects;
  }

  /** A JSON object that is not empty. */
  public SpaceOptions object(String key) {
    JsonNode value = required(key, "an object");
    if (value.isEmpty()) {
      throw wrong(place(key), "an object that is not empty", value);
    }
    return part(place(key), value);
  }

  private SpaceOptions part(String place, JsonNode value) {
    if (!(value instanceof ObjectNode object)) {
      throw wrong(place, "an object", value);
    }
    SpaceOptions part = new SpaceOptions(source, place, object);
    parts.add(part);
    return part;
  }

  /** The names of the options, in their order. */
  public List<String> keys() {
    List<String> keys = new ArrayList<>();
    values.fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  /**
   * What is wrong with an option, for rules that the methods here do not know.
   *
   * @param rule as in {@code must be odd}
   */
  public IllegalArgumentException wrong(String key, String rule) {
    return new IllegalArgumentException(
        "%s%s %s, but was %s".formatted(prefix(), place(key), rule, Shown.of(values.path(key))));
  }

  /**
   * Refuses options that nobody read, here and in the objects that were read.
   *
   * @throws IllegalArgumentException with the first of them and those that exist
   */
  void requireAllKnown() {
    for (String key : keys()) {
      if (!known.contains(key)) {
        throw new IllegalArgumentException(
            "%s%s must be one of the options %s, but is none"
                .formatted(prefix(), place(key), String.join(", ", known)));
      }
    }
    parts.forEach(SpaceOptions::requireAllKnown);
  }

  @FunctionalInterface
  private interface Element<T> {
    T read(String place, JsonNode value);
  }

  private <T> List<T> list(String key, List<T> absent, String what, Element<T> element) {
    if (!has(key)) {
      return absent;
    }
    JsonNode value = values.get(key);
    JsonNode array = value.isArray() ? value : new ArrayNode(null, List.of(value));
    if (array.isEmpty()) {
      throw wrong(place(key), "a list of at least 1 of its " + what, value);
    }
    Map<T, String> places = new LinkedHashMap<>();
    for (int i = 0; i < array.size(); i++) {
      String place = value.isArray() ? place(key) + "[" + i + "]" : place(key);
      String before = places.putIfAbsent(element.read(place, array.get(i)), place);
      if (before != null) {
        throw wrong(place, "other than " + before, array.get(i));
      }
    }
    return List.copyOf(places.keySet());
  }

  private JsonNode required(String key, String what) {
    if (!has(key)) {
      throw new IllegalArgumentException(
          "%s%s must be %s, but is missing".formatted(prefix(), place(key), what));
    }
    return values.get(key);
  }

  private String place(String key) {
    return path + "." + Shown.of(key);
  }

  private String prefix() {
    return source.isEmpty() ? "" : source + ": ";
  }

  private IllegalArgumentException wrong(String place, String rule, JsonNode actual) {
    return new IllegalArgumentException(
        "%s%s must be %s, but was %s".formatted(prefix(), place, rule, Shown.of(actual)));
  }
}
