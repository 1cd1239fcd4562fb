package io.proxynas.eval.folder;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.eval.sketch.NetworkDetails;
import io.proxynas.nas.space.SearchSpace;
import io.proxynas.train.check.Require;
import io.proxynas.train.check.WrongFileException;
import io.proxynas.train.file.AtomicFile;
import io.proxynas.train.file.JsonFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The candidates of a run as {@code networks.json}: by id what was chosen for each, and its layers.
 * With it the page of a run is made again without its space, which may be a user's class.
 */
public final class NetworksFile {

  /** Layers that the file has in all; more make the page slow to open. */
  private static final int MOST_LAYERS = 10_000;

  private static final ObjectMapper JSON =
      JsonFile.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private NetworksFile() {}

  /**
   * Writes the file, replacing an older one.
   *
   * @param candidates the most interesting first: where there are too many, the last have no layers
   * @param shape of the images, of so many classes
   */
  public static void write(
      Path file, List<Architecture> candidates, SearchSpace space, ImageShape shape, int classes)
      throws IOException {
    Map<String, NetworkDetails> networks = new LinkedHashMap<>();
    int layers = 0;
    for (Architecture candidate : candidates) {
      NetworkDetails details = NetworkDetails.of(space, candidate, shape, classes);
      layers += details.layers().size();
      networks.put(candidate.id(), layers > MOST_LAYERS ? details.withoutLayers() : details);
    }
    AtomicFile.write(file, JSON.writeValueAsString(networks) + "\n");
  }

  /**
   * Reads the file; of a run of an earlier version, which has none, nothing is known.
   *
   * @throws IOException with one sentence for the user if it is damaged
   */
  public static Map<String, NetworkDetails> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Map.of();
    }
    String text = JsonFile.text(file);
    try {
      Map<String, NetworkDetails> networks = JSON.readValue(text, new TypeReference<>() {});
      Require.inFile(
          networks != null && !networks.containsValue(null),
          "the networks of a run must be an object of objects, but %s has null",
          file);
      return networks;
    } catch (JsonProcessingException e) {
      throw new WrongFileException(
          "the networks of a run must be JSON as this program writes it, but %s is not at %s"
              .formatted(file, JsonFile.place(e, text)),
          e);
    }
  }
}
