package io.proxynas.experiments.row;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.proxynas.train.check.Require;
import io.proxynas.train.check.Shown;
import io.proxynas.train.check.WrongFileException;
import io.proxynas.train.file.AtomicFile;
import io.proxynas.train.file.JsonFile;
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

  private static final ObjectMapper JSON = JsonFile.mapper();

  /**
   * Checks that settings are those of the rows that are there, as far as these have them.
   *
   * @throws IllegalArgumentException if one of them has another value, with both
   * @throws IOException if the file is damaged or cannot be read
   */
  public void require(Map<String, String> settings) throws IOException {
    Map<String, String> before = read();
    for (Map.Entry<String, String> setting : settings.entrySet()) {
      String other = before.getOrDefault(setting.getKey(), setting.getValue());
      if (!other.equals(setting.getValue())) {
        throw new IllegalArgumentException(
            "the rows in %s must be of the same settings, but %s was %s there and is %s now; use another --out"
                .formatted(
                    path.getParent(), setting.getKey(), Shown.of(other), setting.getValue()));
      }
    }
  }

  /** Adds settings to those that are there, once {@link #require} has passed them. */
  public void extend(Map<String, String> settings) throws IOException {
    Map<String, String> all = read();
    int before = all.size();
    all.putAll(settings);
    if (all.size() > before) {
      AtomicFile.write(path, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(all) + "\n");
    }
  }

  private Map<String, String> read() throws IOException {
    if (!Files.exists(path)) {
      return new TreeMap<>();
    }
    try {
      Map<String, String> settings =
          JSON.readValue(JsonFile.text(path), new TypeReference<TreeMap<String, String>>() {});
      Require.inFile(
          settings != null && !settings.containsValue(null),
          "%s is damaged: it must be an object of texts, but has null",
          path);
      return settings;
    } catch (JsonProcessingException e) {
      throw new WrongFileException(
          "%s is damaged: it must be an object of texts, but line %d is not; mend it, or move the folder away"
              .formatted(path, e.getLocation() == null ? 1 : e.getLocation().getLineNr()),
          e);
    }
  }
}
