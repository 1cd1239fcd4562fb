package io.proxynas.eval.folder;

import io.proxynas.engine.architecture.Architecture;
import io.proxynas.model.NetworkFolder;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files of a run.
 *
 * @param root the folder, which the journal makes
 */
public record RunFolder(Path root) {

  /** The files that a reader of the page may want, as far as they are there, by their paths. */
  public List<String> forReaders() {
    return Stream.of(
            best().model(),
            best().onnx(),
            best().labels(),
            best().architecture(),
            best().configuration(),
            report(),
            ranking(),
            sheet())
        .filter(Files::exists)
        .map(file -> root.relativize(file).toString().replace(File.separatorChar, '/'))
        .toList();
  }

  /** The folder's own name. */
  public String name() {
    Path name = root.toAbsolutePath().normalize().getFileName();
    return name == null ? root.toString() : name.toString();
  }

  /** Every candidate with its scores, best first. */
  public Path ranking() {
    return root.resolve("ranking.csv");
  }

  /** What was chosen for each candidate, and its layers ({@link NetworksFile}). */
  public Path networks() {
    return root.resolve("networks.json");
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
  public Path command() {
    return root.resolve("command.txt");
  }

  /** A picture of the proxy set. */
  public Path sheet() {
    return root.resolve("proxy.png");
  }

  /**
   * Where the journal of the trainings on the full data is.
   *
   * @param truthSeed the number of the training, from 1
   */
  public Path validation(int truthSeed) {
    return root.resolve(truthSeed == 1 ? "validation" : "validation-" + truthSeed);
  }

  /** Where the journal of a rival's trainings is; further seeds have theirs beside it. */
  public Path rival(String name) {
    return root.resolve("rivals").resolve(name);
  }

  /**
   * Where the journal of a study's choices is, trained on the full data and scored on the test
   * images.
   *
   * @param truthSeed the number of the training, from 1
   */
  public Path choices(int truthSeed) {
    return root.resolve("choices").resolve("seed-" + truthSeed);
  }

  /** Where a study keeps what belongs to one of its proxies. */
  public RunFolder proxy(String name) {
    return new RunFolder(root.resolve("proxies").resolve(name));
  }

  /** The figures of a study. */
  public Path study() {
    return root.resolve("study.json");
  }

  /** The same as a table. */
  public Path studyTable() {
    return root.resolve("study.csv");
  }

  /** The candidates of a study with all their scores. */
  public Path candidates() {
    return root.resolve("candidates.csv");
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
  public NetworkFolder top(int rank, Architecture architecture) {
    return new NetworkFolder(top().resolve(rank + "-" + NetworkFolder.name(architecture)));
  }

  /**
   * Removes the networks of an earlier ranking.
   *
   * @param kept those of this one
   * @throws IOException if one cannot be removed
   */
  public void keepTop(List<NetworkFolder> kept) throws IOException {
    if (Files.isDirectory(top())) {
      List<Path> others;
      try (Stream<Path> folders = Files.list(top())) {
        others =
            folders
                .filter(folder -> folder.getFileName().toString().matches("[0-9]+-.*"))
                .filter(folder -> !kept.contains(new NetworkFolder(folder)))
                .toList();
      }
      for (Path other : others) {
        new NetworkFolder(other).remove();
      }
    }
  }
}
