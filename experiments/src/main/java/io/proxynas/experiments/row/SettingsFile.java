package io.proxynas.experiments.row;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.proxynas.condense.file.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * The file {@code settings.json}: every setting by which the rows beside it were measured, by name.
 * More rows may bring more settings, as a further data set does; none may change.
 *
 * @param path of the file
 */
public record SettingsFile(Path path) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Adds settings to those that are there.
   *
   * @throws IllegalArgumentException if one of them has another value, with both
   * @throws IOException if the file cannot be read or written, or is damaged
   */
  public void extend(Map<String, String> settings) throws IOException {
    Map<String, String> all = read();
    boolean changed = false;
    for (Map.Entry<String, String> setting : settings.entrySet()) {
      String before = all.putIfAbsent(setting.getKey(), setting.getValue());
      if (before == null) {
        changed = true;
      } else if (!before.equals(setting.getValue())) {
        throw new IllegalArgumentException(
            "the rows in %s must be of the same settings, but %s was %s there and is %s now; use another --out"
                .formatted(path.getParent(), setting.getKey(), before, setting.getValue()));
      }
    }
    if (changed) {
      AtomicFile.write(path, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(all) + "\n");
    }
  }

  private Map<String, String> read() throws IOException {
    if (!Files.exists(path)) {
      return new TreeMap<>();
    }
    try {
      return JSON.readValue(
          Files.readString(path), new TypeReference<TreeMap<String, String>>() {});
    } catch (JsonProcessingException e) {
      throw new IOException(
          "%s is damaged: it must be an object of texts, but line %d is not; mend it, or move the folder away"
              .formatted(path, e.getLocation() == null ? 1 : e.getLocation().getLineNr()),
          e);
    }
  }
}
