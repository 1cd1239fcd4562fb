package io.proxynas.train.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.proxynas.train.check.Shown;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.stream.Collectors;

/**
 * Reads JSON that comes from outside, and tells where it is none. All of it is read by {@link
 * #mapper}, so that one rule bounds how deep it is nested and how long its numbers are, and nothing
 * may follow it.
 */
public final class JsonFile {

  /** Levels of objects and arrays within each other; those of a network's configuration are 10. */
  public static final int DEEPEST = 100;

  /** Characters of one number; no double has more than 25. */
  public static final int LONGEST_NUMBER = 100;

  private static final StreamReadConstraints BOUNDS =
      StreamReadConstraints.builder()
          .maxNestingDepth(DEEPEST)
          .maxNumberLength(LONGEST_NUMBER)
          .build();

  /** Settings of the library, which who reads of them cannot change. */
  private static final String LIBRARY =
      ",? from `[^`]*`| \\((enable|set) `?[\\w.]+`?[^)]*\\)| \\(token `[^`]*`\\)";

  private JsonFile() {}

  /** A mapper for what comes from outside. */
  public static JsonMapper mapper() {
    return builder().build();
  }

  /** As {@link #mapper}, to be set up further. */
  public static JsonMapper.Builder builder() {
    return JsonMapper.builder(JsonFactory.builder().streamReadConstraints(BOUNDS).build())
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  }

  /**
   * The text of a file.
   *
   * @throws IOException with one sentence if it cannot be read
   */
  public static String text(Path file) throws IOException {
    return TextFile.read(file);
  }

  /**
   * What the text of a file says.
   *
   * @throws IllegalArgumentException with file, line and column if it is no JSON
   */
  public static JsonNode parsed(ObjectMapper mapper, Path file, String text) {
    try {
      JsonNode content = mapper.readTree(text);
      if (content.isMissingNode()) {
        throw new IllegalArgumentException("%s must be JSON, but is empty".formatted(file));
      }
      return content;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "%s must be JSON, but is not%s".formatted(file, reason(e, text)), e);
    }
  }

  /**
   * Where and why a text is no JSON, as in {@code at line 1, column 2: …}.
   *
   * @param text that was read
   */
  public static String reason(JsonProcessingException e, String text) {
    String message =
        e.getOriginalMessage()
            .replaceFirst(" \\(start marker at .*", "")
            .replaceAll(LIBRARY, "")
            .replaceFirst("Cannot construct instance of `[^`]*`, problem: ", "")
            .replaceFirst("^Trailing token .*", "something follows the first value")
            .replaceFirst("^(Cannot invoke|`java\\.).*", "a part of it is missing");
    return " at %s: %s".formatted(place(e, text), Shown.of(message));
  }

  /**
   * Where a text is no JSON, or its JSON is not what is expected, as in {@code line 3, column 1} or
   * {@code $.best.layers[2]}; for the end of a sentence.
   *
   * @param text that was read
   */
  public static String place(JsonProcessingException e, String text) {
    JsonLocation at = e.getLocation() == null ? end(text) : e.getLocation();
    if (at.getLineNr() < 1 && e instanceof JsonMappingException mapping) {
      return mapping.getPath().stream()
          .map(
              step ->
                  step.getFieldName() == null
                      ? "[" + step.getIndex() + "]"
                      : "." + step.getFieldName())
          .collect(Collectors.joining("", "$", ""));
    }
    return "line %d, column %d".formatted(at.getLineNr(), at.getColumnNr());
  }

  /** Where reading ends, whose error does not tell: what is too deep or too long. */
  private static JsonLocation end(String text) {
    try (JsonParser parser = mapper().createParser(text)) {
      try {
        while (parser.nextToken() != null) {
          parser.getText(); // as long as it may be
        }
      } catch (JsonProcessingException e) {
        // where it was to be found
      }
      return parser.currentLocation();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // of a text in memory
    }
  }
}
