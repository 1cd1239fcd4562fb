package io.proxynas.nas.space;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.proxynas.train.file.JsonFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** Search spaces by name, with their options, and from JSON files. */
public final class Spaces {

  private static final ObjectMapper JSON =
      JsonFile.mapper().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

  /** The option of a JSON file that names the space. */
  private static final String NAME = "space";

  private Spaces() {}

  /**
   * All spaces on the class path, by name.
   *
   * @throws IllegalArgumentException if one cannot be loaded or two have the same name
   */
  public static List<SearchSpaceProvider> providers() {
    try {
      List<SearchSpaceProvider> providers =
          ServiceLoader.load(SearchSpaceProvider.class).stream()
              .map(ServiceLoader.Provider::get)
              .sorted(Comparator.comparing(SearchSpaceProvider::name))
              .toList();
      for (int i = 1; i < providers.size(); i++) {
        requireOtherName(providers.get(i - 1), providers.get(i));
      }
      return providers;
    } catch (ServiceConfigurationError e) {
      throw new IllegalArgumentException(
          "each search space must be loadable, but " + e.getMessage(), e);
    }
  }

  private static void requireOtherName(SearchSpaceProvider one, SearchSpaceProvider other) {
    if (one.name().equals(other.name())) {
      throw new IllegalArgumentException(
          "each search space must have its own name, but %s and %s are both named %s"
              .formatted(one.getClass().getName(), other.getClass().getName(), one.name()));
    }
  }

  /** The names of all spaces on the class path, between commas. */
  public static String names() {
    return providers().stream().map(SearchSpaceProvider::name).collect(Collectors.joining(", "));
  }

  /**
   * The space of a name, as in {@code nasbench201}, or with options, as in {@code
   * nasbench201:cells=1,channels=8} and {@code mlp:layers=1+2,widths=64+128}.
   *
   * @return empty if there is no space of that name
   * @throws IllegalArgumentException if an option is wrong
   */
  public static Optional<SearchSpace> named(String text) {
    int colon = text.indexOf(':');
    String name = colon < 0 ? text : text.substring(0, colon);
    return providers().stream()
        .filter(provider -> provider.name().equals(name))
        .findAny()
        .map(
            provider ->
                space(
                    provider,
                    SpaceOptions.of(text, colon < 0 ? none() : options(text, colon + 1))));
  }

  private static ObjectNode none() {
    return JsonNodeFactory.instance.objectNode();
  }

  private static ObjectNode options(String text, int start) {
    ObjectNode options = none();
    for (String option : text.substring(start).split(",", -1)) {
      String[] words = option.split("=", -1);
      if (words.length != 2 || words[0].isBlank() || words[1].isBlank()) {
        throw new IllegalArgumentException(
            "the options of a space must look like NAME:key=value,key=value+value, but \"%s\" has \"%s\""
                .formatted(text, option));
      }
      if (options.has(words[0])) {
        throw new IllegalArgumentException(
            "each option of a space must be given once, but \"%s\" has %s twice"
                .formatted(text, words[0]));
      }
      options.set(words[0], value(words[1]));
    }
    return options;
  }

  private static JsonNode value(String text) {
    if (text.contains("+")) {
      var array = JsonNodeFactory.instance.arrayNode();
      List.of(text.split("\\+", -1)).forEach(part -> array.add(value(part)));
      return array;
    }
    return text.matches("-?\\d{1,9}")
        ? JsonNodeFactory.instance.numberNode(Integer.parseInt(text))
        : JsonNodeFactory.instance.textNode(text);
  }

  /**
   * The space that a file describes: in the format of a provider's own, or as JSON
   * (docs/own-space.md).
   *
   * @throws IOException if the file cannot be read
   * @throws IllegalArgumentException if it describes no space; the message has file and JSON path
   */
  public static SearchSpace read(Path file) throws IOException {
    String text = JsonFile.text(file);
    Optional<SearchSpace> own =
        providers().stream().flatMap(provider -> provider.read(file, text).stream()).findFirst();
    return own.isPresent() ? own.get() : described(file, text);
  }

  /** What a space itself says of its values does not name the file. */
  private static SearchSpace described(Path file, String text) {
    try {
      return described(SpaceOptions.of(file.toString(), object(file, text)));
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      throw message.startsWith(file + ": ")
          ? e
          : new IllegalArgumentException(file + ": " + message, e);
    }
  }

  private static SearchSpace described(SpaceOptions options) {
    String name = options.text(NAME);
    return providers().stream()
        .filter(provider -> provider.name().equals(name))
        .findAny()
        .map(provider -> space(provider, options))
        .orElseThrow(() -> options.wrong(NAME, "must be one of " + names()));
  }

  private static ObjectNode object(Path file, String text) {
    if (JsonFile.parsed(JSON, file, text) instanceof ObjectNode object) {
      return object;
    }
    throw new IllegalArgumentException(file + ": $ must be an object, but was something else");
  }

  private static SearchSpace space(SearchSpaceProvider provider, SpaceOptions options) {
    SearchSpace space = provider.space(options);
    options.requireAllKnown();
    return space;
  }
}
