package io.proxynas.experiments.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.proxynas.train.check.Require;
import io.proxynas.train.check.WrongFileException;
import io.proxynas.train.file.Checksum;
import io.proxynas.train.file.JsonFile;
import io.proxynas.train.file.TextFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The text of a file that a table is read from.
 *
 * @param name of the file
 * @param text all of it
 */
record TableFile(String name, String text) {

  /** One that has to be in a folder. */
  static TableFile in(Path folder, String name) throws IOException {
    Path path = folder.resolve(name);
    Require.inFile(
        Files.exists(path), "the folder of --data-dir must have %s, but %s does not", name, folder);
    return new TableFile(path.toString(), TextFile.read(path));
  }

  /** One that may be in a folder, and else may be part of the program. */
  static Optional<TableFile> find(Optional<Path> folder, String name) throws IOException {
    if (folder.isPresent() && Files.exists(folder.get().resolve(name))) {
      return Optional.of(in(folder.get(), name));
    }
    try (InputStream in = TableFile.class.getResourceAsStream(name)) {
      return in == null
          ? Optional.empty()
          : Optional.of(new TableFile(name, new String(in.readAllBytes(), StandardCharsets.UTF_8)));
    }
  }

  /** What the text says, as JSON. */
  JsonNode json() throws IOException {
    try {
      return JsonFile.mapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new WrongFileException(
          "%s must be JSON, but is not%s".formatted(name, JsonFile.reason(e, text)), e);
    }
  }

  String fingerprint() {
    return Checksum.sha256("").of(text.getBytes(StandardCharsets.UTF_8)).hex();
  }
}
