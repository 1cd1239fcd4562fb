package io.proxynas.cli.resume;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.proxynas.train.check.Shown;
import io.proxynas.train.check.WrongFileException;
import io.proxynas.train.file.AtomicFile;
import io.proxynas.train.file.JsonFile;
import io.proxynas.train.file.OwnFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code run.json} in the folder of a run: how it was asked for, so that {@code --resume} needs not
 * be told again. It is there before any work is done.
 *
 * @param request what the run was asked for, with what was changed when it went on
 * @param directory where the user stood then, against which relative paths are taken
 * @param version of the program that began it, or went on with it last
 * @param begun when that was
 * @param finished whether nothing is left to do
 */
public record RunFile(
    Request request, Path directory, String version, Instant begun, boolean finished) {

  private static final String NAME = "run.json";
  private static final int SCHEMA = 1;
  private static final ObjectMapper JSON = JsonFile.mapper();

  /** Where the file is. */
  static Path in(Path folder) {
    return folder.resolve(NAME);
  }

  /**
   * Reads the file of a run.
   *
   * @return empty where there is none, as in the folder of a library's run
   * @throws IOException with one sentence if it cannot be read
   */
  public static Optional<RunFile> read(Path folder) throws IOException {
    Path file = in(folder);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    OwnFiles.requireWithin(folder, file);
    try {
      JsonNode json = JsonFile.parsed(JSON, file, JsonFile.text(file));
      if (json.path("schema").asInt() != SCHEMA || !json.path("options").isObject()) {
        throw new IllegalArgumentException(
            "%s must have the schema %d and options, but has not".formatted(file, SCHEMA));
      }
      return Optional.of(
          new RunFile(
              request(json),
              Path.of(json.path("directory").asText()),
              json.path("version").asText(),
              Instant.parse(json.path("begun").asText()),
              json.path("finished").asBoolean()));
    } catch (DateTimeException | IllegalArgumentException e) {
      throw new WrongFileException(
          "what %s says of a run cannot be used: %s".formatted(file, Shown.reason(e)), e);
    }
  }

  private static Request request(JsonNode json) {
    Map<String, String> options = new LinkedHashMap<>();
    json.path("options")
        .properties()
        .forEach(option -> options.put(option.getKey(), option.getValue().asText()));
    List<String> arguments = new ArrayList<>();
    json.path("arguments").forEach(argument -> arguments.add(argument.asText()));
    return new Request(json.path("command").asText(), options, arguments);
  }

  /** Writes the file atomically. */
  void write(Path folder) throws IOException {
    ObjectNode json = JSON.createObjectNode().put("schema", SCHEMA);
    json.put("command", request.command());
    ObjectNode options = json.putObject("options");
    request.options().forEach(options::put);
    request.arguments().forEach(json.putArray("arguments")::add);
    json.put("directory", directory.toString());
    json.put("version", version);
    json.put("begun", begun.toString());
    json.put("finished", finished);
    AtomicFile.write(in(folder), json.toPrettyString() + "\n");
  }

  RunFile asFinished() {
    return new RunFile(request, directory, version, begun, true);
  }

  /** The request as one would have to type it where the user stands now. */
  Request requestFrom(Path here) {
    Map<String, String> options = new LinkedHashMap<>(request.options());
    List<String> arguments = request.arguments();
    if (!directory.equals(here)) {
      options.replaceAll((option, value) -> RelativePaths.absolute(directory, option, value));
      arguments = arguments.stream().map(a -> RelativePaths.absolute(directory, "", a)).toList();
    }
    return new Request(request.command(), options, arguments);
  }
}
