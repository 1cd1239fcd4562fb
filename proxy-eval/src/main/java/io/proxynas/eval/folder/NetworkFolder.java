package io.proxynas.eval.folder;

import io.proxynas.engine.architecture.Architecture;
import io.proxynas.train.TrainedNetwork;
import io.proxynas.train.file.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;

/**
 * A trained network to use elsewhere.
 *
 * @param root the folder, which is made when it is needed
 */
public record NetworkFolder(Path root) {

  /**
   * A name for the folder of an architecture: its id, where runs of characters that file systems do
   * not like become underscores.
   */
  public static String name(Architecture architecture) {
    return architecture.id().replaceAll("[^\\w.-]+", "_");
  }

  /** What the network is, to train it again ({@link ArchitectureFile}). */
  public Path architecture() {
    return root.resolve("architecture.json");
  }

  /** The same as DL4J's {@code ComputationGraphConfiguration.toJson} writes it. */
  public Path configuration() {
    return root.resolve("configuration.json");
  }

  /** The network with its weights as DL4J's {@code ModelSerializer} writes it. */
  public Path model() {
    return root.resolve("model.zip");
  }

  /** Whether a network was saved, completely. */
  public boolean isSaved() {
    return Files.exists(model());
  }

  /**
   * The saved network, with its weights.
   *
   * @throws IOException with one sentence for the user if it cannot be read
   */
  public ComputationGraph network() throws IOException {
    try {
      return ModelSerializer.restoreComputationGraph(model().toFile());
    } catch (IOException e) {
      throw AtomicFile.cannot("read", model(), e);
    }
  }

  /** Saves a network; its weights come last. */
  public void save(Architecture architecture, String space, TrainedNetwork network)
      throws IOException {
    Files.createDirectories(root);
    ArchitectureFile.write(architecture(), architecture, space, network);
    ComputationGraph graph = network.toDl4j();
    AtomicFile.write(configuration(), graph.getConfiguration().toJson() + "\n");
    AtomicFile.write(model(), out -> ModelSerializer.writeModel(graph, out, false));
  }
}
