package io.proxynas.cli;

import io.proxynas.condense.data.CacheFolder;
import io.proxynas.condense.data.DataLocation;
import io.proxynas.condense.data.DataSet;
import io.proxynas.condense.data.DataSets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which real images, and where they are. */
final class DataOptions {

  @Option(
      names = "--dataset",
      paramLabel = "NAME|DIR",
      defaultValue = "fashion-mnist-mini",
      description = "A data set by name, or an image folder (default: ${DEFAULT-VALUE}).")
  private String dataset = "";

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description =
          "Where to look for a named data set first, before the cache folder and"
              + " /usr/share/datasets; one found nowhere is downloaded to the cache folder.")
  private Optional<Path> dataDir = Optional.empty();

  @Option(
      names = "--size",
      paramLabel = "N",
      description =
          "Height and width in pixels to which the images of a folder are resized (default: their"
              + " own, if all are of one size).")
  private Optional<Integer> size = Optional.empty();

  /** Loads the images, and passes on what is wrong with some of them. */
  DataSet load(Shell shell, ConsoleObserver observer) throws InterruptedException {
    DataLocation location = DataLocation.of(CacheFolder.of(shell.environment()));
    if (dataDir.isPresent()) {
      location = location.withDataDir(shell.path(dataDir.get()));
    }
    if (size.isPresent()) {
      location = location.withSize(size.get());
    }
    observer.begins("data", DataSets.names().contains(dataset) ? "bytes" : "images");
    DataSet data = DataSets.load(resolved(shell), location, observer::progress);
    data.warnings().forEach(observer::warns);
    return data;
  }

  /** A folder from where the user stands; a name, known or not, as it is. */
  private String resolved(Shell shell) {
    if (DataSets.names().contains(dataset) || dataset.isBlank()) {
      return dataset;
    }
    Path folder = shell.path(Path.of(dataset));
    return Files.isDirectory(folder) ? folder.toString() : dataset;
  }
}
