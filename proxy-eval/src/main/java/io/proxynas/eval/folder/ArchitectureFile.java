package io.proxynas.eval.folder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.train.TrainedNetwork;
import io.proxynas.train.file.AtomicFile;
import io.proxynas.train.file.JsonFile;
import java.io.IOException;
import java.nio.file.Path;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

/**
 * An architecture as {@code architecture.json}: what it is called and where it comes from, for
 * people, and its DL4J configuration, from which it is trained again without its search space
 * (docs/spaces.md).
 *
 * @param id of the architecture
 * @param space that it was found in, for people
 * @param shape of the images that the configuration is for
 * @param classes that it tells apart
 * @param configuration DL4J's
 */
public record ArchitectureFile(
    String id,
    String space,
    ImageShape shape,
    int classes,
    ComputationGraphConfiguration configuration) {

  private static final int SCHEMA = 1;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Writes the file of a trained network, replacing an older one. */
  static void write(Path file, Architecture architecture, String space, TrainedNetwork network)
      throws IOException {
    ImageShape shape = network.shape();
    ObjectNode json = JSON.createObjectNode();
    json.put("schema", SCHEMA)
        .put("architecture", architecture.id())
        .put("space", space)
        .put("parameters", network.parameters())
        .put("flops", network.flops());
    json.putObject("input")
        .put("channels", shape.channels())
        .put("height", shape.height())
        .put("width", shape.width());
    json.put("classes", network.classes());
    json.set("configuration", JSON.readTree(network.toDl4j().getConfiguration().toJson()));
    AtomicFile.write(file, json.toPrettyString() + "\n");
  }

  /**
   * Reads a file.
   *
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException if it is no such file; one sentence with the file and the
   *     place in it
   */
  public static ArchitectureFile read(Path file) throws IOException {
    JsonNode json = JsonFile.parsed(JSON, file, JsonFile.text(file));
    try {
      return of(json);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
  }

  private static ArchitectureFile of(JsonNode json) {
    int schema = positive(json, "/schema");
    if (schema != SCHEMA) {
      throw new IllegalArgumentException("$.schema must be " + SCHEMA + ", but was " + schema);
    }
    String id = text(json, "/architecture");
    ImageShape shape =
        new ImageShape(
            positive(json, "/input/channels"),
            positive(json, "/input/height"),
            positive(json, "/input/width"));
    JsonNode configuration = json.at("/configuration");
    if (!configuration.isObject()) {
      throw wrong("/configuration", "a DL4J configuration", configuration);
    }
    return new ArchitectureFile(
        id,
        text(json, "/space"),
        shape,
        positive(json, "/classes"),
        dl4j(configuration.toString()));
  }

  private static String text(JsonNode json, String path) {
    JsonNode value = json.at(path);
    if (!value.isTextual() || value.asText().isBlank()) {
      throw wrong(path, "a text", value);
    }
    return value.asText();
  }

  private static int positive(JsonNode json, String path) {
    JsonNode value = json.at(path);
    if (!value.canConvertToInt() || !value.isIntegralNumber() || value.asInt() < 1) {
      throw wrong(path, "a whole number of at least 1", value);
    }
    return value.asInt();
  }

  private static IllegalArgumentException wrong(String path, String rule, JsonNode actual) {
    return new IllegalArgumentException(
        "$%s must be %s, but %s"
            .formatted(
                path.replace('/', '.'),
                rule,
                actual.isMissingNode() ? "is missing" : "was " + actual));
  }

  private static ComputationGraphConfiguration dl4j(String json) {
    ComputationGraphConfiguration configuration;
    try {
      configuration = ComputationGraphConfiguration.fromJson(json);
    } catch (RuntimeException e) { // DL4J throws what its JSON library does, and others
      String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw new IllegalArgumentException(
          "$.configuration must be a DL4J configuration, but is not: " + message, e);
    }
    if (configuration.getVertices() == null || configuration.getVertices().isEmpty()) {
      throw new IllegalArgumentException(
          "$.configuration must be a DL4J configuration, but has no layer");
    }
    return configuration;
  }

  /** The architecture, for images of the recorded shape and number of classes only. */
  public Architecture architecture() {
    return new Recorded(this);
  }

  private record Recorded(ArchitectureFile file) implements Architecture {

    @Override
    public String id() {
      return file.id;
    }

    @Override
    public ComputationGraphConfiguration configuration(ImageShape input, int classes, long seed) {
      if (!input.equals(file.shape) || classes != file.classes) {
        throw new IllegalArgumentException(
            "%s must be trained on images of %s and %d classes, but the data set has %s and %d"
                .formatted(file.id, file.shape, file.classes, input, classes));
      }
      return file.configuration.clone();
    }
  }
}
