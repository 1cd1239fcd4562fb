package io.proxynas.cli;

import io.proxynas.condense.ContactSheet;
import io.proxynas.condense.ProxySpec;
import io.proxynas.condense.data.DataSet;
import io.proxynas.eval.run.ProxySets;
import io.proxynas.eval.run.RunFolder;
import io.proxynas.eval.run.RunObserver.Phase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes a proxy set, or finds it. */
@Command(
    name = "condense",
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class,
    sortOptions = false,
    description =
        "Makes the proxy set that a search with the same options would use, or finds it in the"
            + " cache folder, and draws it.",
    optionListHeading = "%nOptions:%n")
final class CondenseCommand implements Callable<Integer> {

  private final Shell shell;

  @Mixin private ProxyOptions proxy = new ProxyOptions();
  @Mixin private DataOptions data = new DataOptions();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where to put proxy.png (default: runs/proxies/<data set>-<proxy>-seed<seed>).")
  private Optional<Path> out = Optional.empty();

  @Mixin private OutputOptions output = new OutputOptions();

  CondenseCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (!(proxy.spec() instanceof ProxySpec.Condensed spec)) {
      throw new IllegalArgumentException(
          "the proxy must be a set that can be made, but was " + proxy.spec().name());
    }
    try (ConsoleObserver observer = output.observer(shell)) {
      var settings = proxy.condensation();
      var store = proxy.store(shell, observer::warns);
      DataSet images = data.load(shell, observer);
      Path folder = folder(images);
      OutFolders.requireWritable(folder);
      ProxySets sets = new ProxySets(images, settings, proxy.seed(), proxy.workers(), store);
      observer.begins(Phase.CONDENSE);
      ProxySets.Proxy set = sets.get(spec, observer::progress);
      observer.ends();
      Path picture = new RunFolder(folder).sheet();
      ContactSheet.write(set.images(), picture);
      shell.out().print(summary(images, set, sets.file(spec), picture));
      return ExitCode.DONE;
    }
  }

  private Path folder(DataSet images) {
    return shell.path(
        out.orElseGet(() -> Path.of("runs", "proxies", proxy.folderName(images.name()))));
  }

  private static String summary(DataSet data, ProxySets.Proxy set, Path file, Path picture) {
    return Words.text(
        "%s of %s: %,d images of %s, %,d of each of %,d classes%n"
            + "  cost     %.1f s of worker time, %s%n"
            + "  hash     %s%n"
            + "  kept as  %s%n"
            + "  picture  %s%n",
        set.spec().name(),
        data.name(),
        set.images().size(),
        data.shape(),
        set.imagesPerClass(),
        data.classNames().size(),
        set.cost().toNanos() / 1e9,
        set.fromCache() ? "when it was made; now it came from the cache" : "made now",
        set.hash(),
        file,
        picture);
  }
}
