package io.proxynas.cli.command;

import io.proxynas.cli.option.DataOptions;
import io.proxynas.cli.option.OutputOptions;
import io.proxynas.cli.option.ProxyOptions;
import io.proxynas.cli.progress.ConsoleObserver;
import io.proxynas.cli.shell.ExitCode;
import io.proxynas.cli.shell.Shell;
import io.proxynas.cli.text.Format;
import io.proxynas.condense.ContactSheet;
import io.proxynas.condense.ProxySet;
import io.proxynas.condense.ProxySpec;
import io.proxynas.condense.data.DataSet;
import io.proxynas.condense.saved.NpzFile;
import io.proxynas.condense.saved.PngFolder;
import io.proxynas.eval.run.ProxySets;
import io.proxynas.eval.run.RunFolder;
import io.proxynas.eval.run.RunObserver.Phase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes a proxy set, or finds it. */
@Command(
    name = "condense",
    description =
        "Makes the proxy set that a search with the same options would use, or finds it in the"
            + " cache folder, or reads a saved one; draws it, and saves it for other programs.")
final class CondenseCommand implements Callable<Integer> {

  private final Shell shell;

  @Mixin private final ProxyOptions proxy;
  @Mixin private DataOptions data = new DataOptions();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Where to put the picture proxy.png, the arrays proxy.npz, the images proxy/<class>/*.png,"
              + " and the loss curve loss.csv and loss.png (default: runs/proxies/<data set>-<proxy>-seed<seed>).")
  private Optional<Path> out = Optional.empty();

  @Option(
      names = "--time-limit",
      paramLabel = "TIME",
      description =
          "After which a set that has to be made gets no further iteration, as in 90s, 10m or 1h,"
              + " time of interrupted sessions included (default: none). It is then kept as the set"
              + " of so many --iterations; a later command may go on with it.")
  private Optional<String> timeLimit = Optional.empty();

  @Mixin private OutputOptions output = new OutputOptions();

  CondenseCommand(Shell shell) {
    this.shell = shell;
    this.proxy = new ProxyOptions(shell);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    ProxySpec spec = proxy.spec();
    if (spec instanceof ProxySpec.Full) {
      throw new IllegalArgumentException(
          "the proxy must be a set that can be made or read, but was " + spec.name());
    }
    Optional<Duration> limit = timeLimit.map(proxy::timeLimit);
    try (ConsoleObserver observer =
        output.observer(shell, limit.map(time -> Map.of(Phase.CONDENSE, time)).orElse(Map.of()))) {
      var settings = proxy.condensation();
      var store = proxy.store(limit, observer::warns);
      DataSet images = data.load(shell, observer);
      Path folder = folder(images);
      OutFolders.requireWritable(folder);
      ProxySets sets = new ProxySets(images, settings, proxy.seed(), proxy.workers(), store);
      observer.begins(Phase.CONDENSE);
      ProxySets.Proxy set = sets.get(spec, observer);
      observer.ends();
      Files files = Files.in(folder);
      ContactSheet.write(set.images(), files.sheet());
      NpzFile.write(set.images(), set.imagesPerClass(), files.arrays());
      PngFolder.write(set.images(), images.statistics(), files.pictures());
      double[] losses = set.condensed().map(answer -> answer.set().losses()).orElse(new double[0]);
      LossCurve.write(losses, folder, observer::warns);
      shell.out().print(summary(images, set, source(sets, set), files));
      set.condensed().map(answer -> course(answer.set())).ifPresent(shell.out()::print);
      return ExitCode.DONE;
    }
  }

  /** What the command writes. */
  private record Files(Path sheet, Path arrays, Path pictures) {
    static Files in(Path folder) {
      return new Files(
          new RunFolder(folder).sheet(), folder.resolve("proxy.npz"), folder.resolve("proxy"));
    }
  }

  private static String source(ProxySets sets, ProxySets.Proxy set) {
    if (set.shipped()) {
      return "part of the program";
    }
    return set.spec() instanceof ProxySpec.Saved saved
        ? saved.path().toString()
        : sets.file(set.condensed().orElseThrow()).toString();
  }

  /** How its iterations went; nothing of a set that has none. */
  private static String course(ProxySet set) {
    double[] losses = set.losses();
    int iterations = losses.length;
    if (iterations == 0) {
      return "";
    }
    int tenth = (iterations + 9) / 10;
    String limit =
        set.provenance()
            .timeLimit()
            .map(
                time ->
                    Format.text(
                        "; ended by the time limit of %s, --iterations %d makes the same set",
                        Format.time(time), iterations))
            .orElse("");
    return Format.text(
        "  loss     %.4g in the first tenth of %,d iterations, %.4g in the last%s%n",
        mean(losses, 0, tenth), iterations, mean(losses, iterations - tenth, iterations), limit);
  }

  private static double mean(double[] values, int from, int to) {
    return Arrays.stream(values, from, to).average().orElse(Double.NaN);
  }

  private Path folder(DataSet images) {
    return shell.path(
        out.orElseGet(() -> Path.of("runs", "proxies", proxy.folderName(images.name()))));
  }

  private static String summary(DataSet data, ProxySets.Proxy set, String source, Files files) {
    return Format.text(
        "%s of %s: %,d images of %s, %s of each of %,d classes%s%n"
            + "  cost     %s%n"
            + "  hash     %s%n"
            + "  kept as  %s%n"
            + "  picture  %s%n"
            + "  arrays   %s%n"
            + "  images   %s%n",
        set.spec().name(),
        data.name(),
        set.storedImages(),
        data.shape(),
        set.imagesPerClass() == 0 ? "unlike numbers" : Format.text("%,d", set.imagesPerClass()),
        data.classNames().size(),
        decoded(set),
        cost(set),
        set.hash(),
        source,
        files.sheet(),
        files.arrays(),
        files.pictures());
  }

  private static String decoded(ProxySets.Proxy set) {
    int training = set.images().size();
    return training == set.storedImages()
        ? ""
        : Format.text(", decoded to %,d training images", training);
  }

  private static String cost(ProxySets.Proxy set) {
    boolean saved = set.spec() instanceof ProxySpec.Saved;
    if (saved && set.cost().isZero()) {
      return "not recorded; a saved set";
    }
    String how =
        saved
            ? "as its file tells; a saved set"
            : set.shipped()
                ? "when it was made; it comes with the program"
                : set.fromCache() ? "when it was made; now it came from the cache" : "made now";
    return Format.text("%.1f s of worker time, %s", set.cost().toNanos() / 1e9, how);
  }
}
