package io.proxynas.model;

import io.proxynas.engine.architecture.Architecture;
import io.proxynas.engine.layer.GroupNormalization;
import io.proxynas.engine.layer.UnsupportedLayerException;
import io.proxynas.model.onnx.OnnxInput;
import io.proxynas.train.TrainedNetwork;
import io.proxynas.train.check.WrongFileException;
import io.proxynas.train.file.AtomicFile;
import io.proxynas.train.file.JsonFile;
import io.proxynas.train.file.OwnFiles;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;

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

  /** What the network is and was trained on ({@link ArchitectureFile}). */
  public Path architecture() {
    return root.resolve(ModelFile.ARCHITECTURE);
  }

  /** The same as DL4J's {@code ComputationGraphConfiguration.toJson} writes it. */
  public Path configuration() {
    return root.resolve("configuration.json");
  }

  /** The class names, a line each. */
  public Path labels() {
    return root.resolve(ModelFile.LABELS);
  }

  /** The network with its weights and its normaliser, for DL4J ({@link ModelFile}). */
  public Path model() {
    return root.resolve(ModelFile.NAME);
  }

  /**
   * The network for ONNX; missing where DL4J trained it, since the engine does not know a layer.
   */
  public Path onnx() {
    return root.resolve("model.onnx");
  }

  /**
   * The network for DL4J, or else that for ONNX.
   *
   * @throws WrongFileException with one sentence if there is neither
   */
  Path either() throws WrongFileException {
    for (Path file : List.of(model(), onnx())) {
      if (Files.exists(file)) {
        return file;
      }
    }
    Path best = root.resolve("best"); // the user may have named the folder of a run
    throw new WrongFileException(
        "the folder of a model must have a model.zip or model.onnx, but %s has none%s"
            .formatted(root, Files.isDirectory(best) ? ": it may be " + best : ""));
  }

  /**
   * Whether DL4J needs the engine's jar to load the network, for a layer that DL4J lacks.
   *
   * @throws IOException with one sentence for the user if the configuration cannot be read
   */
  public boolean needsEngine() throws IOException {
    return JsonFile.text(configuration()).contains(GroupNormalization.class.getName());
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
    return new ModelFile(model()).network();
  }

  /** Saves a network; its weights come last. */
  public void save(
      Architecture architecture, String space, TrainedNetwork network, TrainedOn trainedOn)
      throws IOException {
    save(architecture, space, SavedGraph.of(network), trainedOn);
  }

  /** Saves a network that is DL4J's already; its weights come last. */
  public void save(Architecture architecture, String space, SavedGraph network, TrainedOn trainedOn)
      throws IOException {
    OwnFiles.folder(root);
    String description = ArchitectureFile.text(architecture, space, network, trainedOn);
    ComputationGraph graph = network.graph();
    AtomicFile.write(architecture(), description);
    AtomicFile.write(configuration(), graph.getConfiguration().toJson() + "\n");
    AtomicFile.write(labels(), trainedOn.labels());
    saveOnnx(new OnnxExport(architecture.id(), network.shape(), trainedOn), graph);
    new ModelFile(model()).write(graph, trainedOn, description);
  }

  /**
   * Removes what {@link #save} writes, and the folder if nothing else is in it.
   *
   * @throws IOException if a file cannot be removed
   */
  public void remove() throws IOException {
    for (Path file : List.of(model(), onnx(), labels(), configuration(), architecture())) {
      Files.deleteIfExists(file);
    }
    try {
      Files.deleteIfExists(root);
    } catch (DirectoryNotEmptyException e) {
      return; // the user's
    }
  }

  private void saveOnnx(OnnxExport export, ComputationGraph graph) throws IOException {
    try {
      export.model(graph, OnnxInput.FLOATS).write(onnx());
    } catch (UnsupportedLayerException e) {
      Files.deleteIfExists(onnx()); // that of another network
    }
  }
}
