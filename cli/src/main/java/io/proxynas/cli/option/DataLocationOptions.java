package io.proxynas.cli.option;

import io.proxynas.cli.progress.ConsoleObserver;
import io.proxynas.cli.shell.Shell;
import io.proxynas.cli.text.Format;
import io.proxynas.engine.Seed;
import io.proxynas.train.data.DataSet;
import io.proxynas.train.data.source.DataLocation;
import io.proxynas.train.data.source.DataSets;
import io.proxynas.train.file.CacheFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where real images are, and how large they are made. */
public final class DataLocationOptions {

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

  @Option(
      names = "--split-seed",
      paramLabel = "S",
      description =
          "Decides which of your own images are the test part, where they have none (default: 1, or"
              + " that of its training where a saved network tells it); apart from --seed, so that no run"
              + " trains on the test images of another.")
  private Optional<Long> splitSeed = Optional.empty();

  /**
   * Refuses options of images where none are loaded.
   *
   * @param loader the option by which they would be
   * @throws IllegalArgumentException that names the first such option
   */
  public void requireUnused(String loader) {
    Map<String, Optional<?>> options = new LinkedHashMap<>();
    options.put("--data-dir", dataDir);
    options.put("--size", size);
    options.put("--split-seed", splitSeed);
    options.forEach(
        (name, value) -> {
          if (value.isPresent()) {
            throw new IllegalArgumentException(
                "%s must go with %s, but was given alone".formatted(name, loader));
          }
        });
  }

  /** The folder of the user's data, if the user named one. */
  public Optional<Path> folder(Shell shell) {
    return dataDir.map(shell::path);
  }

  /** Whether the user says which images are the test part. */
  public boolean cutsTestPart() {
    return splitSeed.isPresent();
  }

  /** Loads images, and passes on what is wrong with some of them. */
  public DataSet load(String dataset, Shell shell, ConsoleObserver observer)
      throws InterruptedException {
    return load(dataset, UsualImages.UNKNOWN, shell, observer);
  }

  /**
   * Loads images, and passes on what is wrong with some of them.
   *
   * @param usual how the images of a folder are taken where the user says nothing
   */
  public DataSet load(String dataset, UsualImages usual, Shell shell, ConsoleObserver observer)
      throws InterruptedException {
    boolean known = DataSets.names().contains(dataset);
    DataLocation location = DataLocation.of(CacheFolder.of(shell.environment()));
    location = dataDir.map(shell::path).map(location::withDataDir).orElse(location);
    location =
        size.or(() -> known ? Optional.empty() : usual.size())
            .map(location::withSize)
            .orElse(location)
            .withSplitSeed(
                splitSeed.map(Seed::new).or(usual::splitSeed).orElse(DataLocation.SPLIT_SEED));
    observer.loads(known ? "bytes" : "images");
    DataSet data = DataSets.load(resolved(dataset, shell), location, observer::progress);
    data.warnings().forEach(observer::warns);
    if (!known) {
      observer.announces(sizes(data));
    }
    return data;
  }

  /** What images the user's own data have. */
  private static String sizes(DataSet data) {
    return Format.text(
        "%s: %,d classes, %,d training images,%s %,d test images of %s",
        data.name(),
        data.classNames().size(),
        data.train().size(),
        data.validation()
            .map(images -> Format.text(" %,d validation images,", images.size()))
            .orElse(""),
        data.test().size(),
        data.shape());
  }

  /** A path from where the user stands; a name, known or not, as it is. */
  private static String resolved(String dataset, Shell shell) {
    if (DataSets.names().contains(dataset) || dataset.isBlank()) {
      return dataset;
    }
    Path place = shell.path(Path.of(dataset));
    return Files.exists(place) ? place.toString() : dataset;
  }
}
