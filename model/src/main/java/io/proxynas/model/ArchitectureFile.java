package io.proxynas.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.proxynas.engine.Demand;
import io.proxynas.engine.Workload;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.layer.UnsupportedLayerException;
import io.proxynas.train.check.Room;
import io.proxynas.train.check.Shown;
import io.proxynas.train.file.JsonFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

/**
 * An architecture as {@code architecture.json}: what it is called, where it comes from and what it
 * was trained on, for people and for those who give it images, and its DL4J configuration, from
 * which it is trained again without its search space (docs/spaces.md).
 *
 * @param id of the architecture
 * @param space that it was found in, for people
 * @param shape of the images that the configuration is for
 * @param classes that it tells apart
 * @param trainedOn what it was trained on; unknown in files of older versions
 * @param configuration DL4J's
 */
public record ArchitectureFile(
    String id,
    String space,
    ImageShape shape,
    int classes,
    Optional<TrainedOn> trainedOn,
    ComputationGraphConfiguration configuration) {

  private static final int SCHEMA = 1;
  private static final ObjectMapper JSON = JsonFile.mapper();
  private static final Workload NO_WORK = new Workload(List.of(), List.of());

  /** The text of the file of a trained network. */
  static String text(
      Architecture architecture, String space, SavedGraph network, TrainedOn trainedOn)
      throws IOException {
    ImageShape shape = network.shape();
    ObjectNode json = JSON.createObjectNode();
    json.put("schema", SCHEMA)
        .put("architecture", architecture.id())
        .put("space", space)
        .put("parameters", network.parameters())
        .put("flops", network.flops());
    write(shape, json);
    json.put("classes", network.classes());
    TrainedOnJson.write(trainedOn, json);
    json.set("configuration", JSON.readTree(network.graph().getConfiguration().toJson()));
    return json.toPrettyString() + "\n";
  }

  /** Adds the shape of images to a file. */
  static void write(ImageShape shape, ObjectNode json) {
    json.putObject("input")
        .put("channels", shape.channels())
        .put("height", shape.height())
        .put("width", shape.width());
  }

  /** The shape of images in a file. */
  static ImageShape shape(JsonFields json) {
    return new ImageShape(
        json.positive("/input/channels"),
        json.positive("/input/height"),
        json.positive("/input/width"));
  }

  /**
   * Reads a file.
   *
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException if it is no such file; one sentence with the file and the
   *     place in it
   */
  public static ArchitectureFile read(Path file) throws IOException {
    return parse(file, JsonFile.text(file));
  }

  /**
   * The file of a text.
   *
   * @param from where the text is from, for errors
   */
  static ArchitectureFile parse(Path from, String text) {
    JsonNode json = JsonFile.parsed(JSON, from, text);
    try {
      return of(new JsonFields(json));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(from + ": " + e.getMessage(), e);
    }
  }

  private static ArchitectureFile of(JsonFields json) {
    int schema = json.positive("/schema");
    if (schema != SCHEMA) {
      throw JsonFields.wrong("/schema", Integer.toString(SCHEMA), "was " + schema);
    }
    String id = json.text("/architecture");
    ImageShape shape = shape(json);
    JsonNode configuration = json.object("/configuration", "a DL4J configuration");
    requireGraph(json);
    ArchitectureFile file =
        new ArchitectureFile(
            id,
            json.text("/space"),
            shape,
            json.positive("/classes"),
            TrainedOnJson.read(json),
            dl4j(configuration.toString()));
    json.object("/configuration/defaultConfiguration", "an object of settings"); // to be copied
    file.requireRoom();
    return file;
  }

  /** Refuses what fails when it is used, or is larger than the memory. */
  private void requireRoom() {
    try {
      Demand demand = Demand.of(configuration, shape, NO_WORK);
      Room.requireHeap("$.configuration", demand.heapBytes());
    } catch (UnsupportedLayerException e) {
      // DL4J computes it, and knows what it is.
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException(
          "$.configuration must be of a network that can be computed, but is not: "
              + Shown.reason(e),
          e);
    }
  }

  private static ComputationGraphConfiguration dl4j(String json) {
    try {
      ComputationGraphConfiguration configuration = ComputationGraphConfiguration.fromJson(json);
      configuration.validate();
      return configuration;
    } catch (RuntimeException e) { // DL4J throws what its JSON library does, and others
      throw new IllegalArgumentException(
          "$.configuration must be a DL4J configuration, but is not: " + Shown.reason(e), e);
    }
  }

  /** Without these DL4J reads a graph, and fails when it is used. */
  private static void requireGraph(JsonFields json) {
    json.names("/configuration/networkInputs");
    json.names("/configuration/networkOutputs");
    if (json.object("/configuration/vertices", "an object of layers").isEmpty()) {
      throw JsonFields.wrong("/configuration/vertices", "an object of layers", "has none");
    }
    JsonNode inputs = json.object("/configuration/vertexInputs", "an object of lists of names");
    inputs
        .fieldNames()
        .forEachRemaining(
            name -> json.names("/configuration/vertexInputs/" + JsonFields.step(name)));
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
