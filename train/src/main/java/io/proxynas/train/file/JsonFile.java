package io.proxynas.train.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Reads JSON that people write by hand, and tells them where it is none. */
public final class JsonFile {

  private JsonFile() {}

  /**
   * The text of a file.
   *
   * @throws IOException with one sentence if it cannot be read
   */
  public static String text(Path file) throws IOException {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw AtomicFile.cannotRead(file, e);
    }
  }

  /**
   * Where a text is no JSON, or its JSON is not what is expected, as in {@code line 3, column 1} or
   * {@code $.best.layers[2]}; for the end of a sentence.
   */
  public static String place(JsonProcessingException e) {
    if (e.getLocation() != null && e.getLocation().getLineNr() > 0) {
      return "line %d, column %d"
          .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
    }
    List<JsonMappingException.Reference> path =
        e instanceof JsonMappingException mapping ? mapping.getPath() : List.of();
    return path.stream()
        .map(at -> at.getFieldName() == null ? "[" + at.getIndex() + "]" : "." + at.getFieldName())
        .collect(Collectors.joining("", "$", ""));
  }

  /**
   * What the text of a file says.
   *
   * @throws IllegalArgumentException with file, line and column if it is no JSON
   */
  public static JsonNode parsed(ObjectMapper mapper, Path file, String text) {
    try {
      return mapper.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "%s must be JSON, but is not at line %d, column %d: %s"
              .formatted(
                  file,
                  e.getLocation().getLineNr(),
                  e.getLocation().getColumnNr(),
                  e.getOriginalMessage().replaceFirst(" \\(start marker at .*", "")),
          e);
    }
  }
}
