package io.proxynas.eval.run;

import io.proxynas.engine.architecture.Architecture;
import java.nio.file.Path;

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

  /** The winner. */
  public NetworkFolder best() {
    return new NetworkFolder(root.resolve("best"));
  }

  /** The networks of the first of the ranking. */
  public Path top() {
    return root.resolve("top");
  }

  /**
   * The network of one of the first of the ranking.
   *
   * @param rank from 1
   */
  NetworkFolder top(int rank, Architecture architecture) {
    return new NetworkFolder(top().resolve(rank + "-" + NetworkFolder.name(architecture)));
  }
}
