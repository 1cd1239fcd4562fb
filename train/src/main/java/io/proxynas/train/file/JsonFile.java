package io.proxynas.train.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

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
                  e.getOriginalMessage()),
          e);
    }
  }
}
