package io.proxynas.eval.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.proxynas.condense.file.AtomicFile;
import io.proxynas.condense.train.TrainedNetwork;
import io.proxynas.engine.architecture.Architecture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.deeplearning4j.util.ModelSerializer;

/**
 * The files of a run.
 *
 * @param root the folder, which the journal makes
 */
public record RunFolder(Path root) {

  /** The folder's own name. */
  public String name() {
    Path name = root.toAbsolutePath().normalize().getFileName();
    return name == null ? root.toString() : name.toString();
  }

  /** Every candidate with its scores, best first. */
  public Path ranking() {
    return root.resolve("ranking.csv");
  }

  /** The figures. */
  public Path report() {
    return root.resolve("report.json");
  }

  /** The evidence as a page. */
  public Path page() {
    return root.resolve("report.html");
  }

  /** The command line that repeats the run. */
  Path command() {
    return root.resolve("command.txt");
  }

  /** A picture of the proxy set. */
  public Path sheet() {
    return root.resolve("proxy.png");
  }

  /** Where the journal of the trainings on the full data is. */
  Path validation() {
    return root.resolve("validation");
  }

  /** The winner as DL4J's {@code ModelSerializer} writes it. */
  public Path model() {
    return root.resolve("best").resolve("model.zip");
  }

  /** The winner's architecture. */
  public Path architecture() {
    return root.resolve("best").resolve("architecture.json");
  }

  /** Saves the winner: its architecture, its DL4J configuration and its DL4J network. */
  void saveBest(Architecture architecture, String space, TrainedNetwork network)
      throws IOException {
    Files.createDirectories(root.resolve("best"));
    AtomicFile.write(model(), out -> ModelSerializer.writeModel(network.toDl4j(), out, false));
    ObjectNode json = new ObjectMapper().createObjectNode();
    json.put("space", space);
    json.put("architecture", architecture.id());
    json.put("parameters", network.parameters());
    json.put("flops", network.flops());
    AtomicFile.write(architecture(), json.toPrettyString() + "\n");
  }
}
