package io.proxynas.nas.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.train.check.Shown;
import io.proxynas.train.file.AtomicFile;
import io.proxynas.train.file.Host;
import io.proxynas.train.file.JsonFile;
import io.proxynas.train.file.OwnFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Trainings that runs share, so that none is done twice: one small JSON file a training, under the
 * hash of its key, with the outcome, the seconds that it took when it was done, and where and when
 * that was. Any number of threads and processes may use one folder.
 *
 * <p>A file is checked against its key when read; one that is damaged is passed over, with a
 * warning. Failures are not kept: another machine may have the memory.
 */
public final class TrainingStore {

  /** Raised whenever a training's result changes although its key does not. */
  private static final int SCHEMA = 1;

  private static final ObjectMapper JSON = JsonFile.mapper();

  private final Path folder;
  private final Host host;
  private final Consumer<String> warnings;
  private boolean writable = true;

  /**
   * A store over a folder.
   *
   * @param folder made when the first training is kept
   * @param host goes into the files
   * @param warnings receives one sentence for each file that was damaged, and one if no more can be
   *     written
   */
  public TrainingStore(Path folder, Host host, Consumer<String> warnings) {
    this.folder = folder;
    this.host = host;
    this.warnings = warnings;
  }

  /** The file of a training, which need not exist; 256 folders keep listings short. */
  public Path file(TrainingKey key) {
    String hash = key.hash();
    return folder.resolve(hash.substring(0, 2)).resolve(hash + ".json");
  }

  /** Whether a training was done before; its file is not read. */
  public boolean has(TrainingKey key) {
    return Files.exists(file(key));
  }

  /** The outcome of a training that was done before, with the time that it took then. */
  public Optional<Outcome.Trained> find(TrainingKey key, Architecture architecture) {
    Path file = file(key);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(read(file, key, architecture));
    } catch (IOException | IllegalArgumentException e) {
      warnings.accept(
          "the stored training %s cannot be used and is done again: %s"
              .formatted(file, e.getMessage()));
      return Optional.empty();
    }
  }

  private static Outcome.Trained read(Path file, TrainingKey key, Architecture architecture)
      throws IOException {
    JsonNode json;
    try {
      json = JSON.readTree(JsonFile.text(file));
    } catch (JsonProcessingException e) {
      throw new IOException("it is not JSON", e);
    }
    if (json.path("schema").asInt() != SCHEMA
        || !json.path("key").equals(JSON.valueToTree(key.parts()))) {
      throw new IOException("it is of another training");
    }
    Outcome outcome =
        OutcomeLine.fromJson(
            json.path("outcome"),
            id -> {
              if (!id.equals(architecture.id())) {
                throw new IllegalArgumentException("it is of the architecture " + Shown.of(id));
              }
              return architecture;
            });
    if (outcome instanceof Outcome.Trained trained) {
      return trained;
    }
    throw new IOException("it is of a training that failed");
  }

  /** Keeps a training. One that cannot be written is not kept, and the user is told once. */
  public void keep(TrainingKey key, Outcome.Trained outcome) {
    ObjectNode json = JSON.createObjectNode();
    json.put("schema", SCHEMA);
    json.set("key", JSON.valueToTree(key.parts()));
    json.set("outcome", OutcomeLine.toJson(outcome));
    json.set("versions", JSON.valueToTree(host.versions()));
    json.put("machine", host.machine());
    json.put("created", host.clock().instant().toString());
    Path file = file(key);
    try {
      OwnFiles.folder(file.getParent());
      AtomicFile.write(file, json.toPrettyString() + "\n");
    } catch (IOException e) {
      warnOnce(file, e);
    }
  }

  private synchronized void warnOnce(Path file, IOException e) {
    if (writable) {
      writable = false;
      warnings.accept(
          "trainings are not kept for other runs: "
              + AtomicFile.cannot("write", file, e).getMessage());
    }
  }
}
