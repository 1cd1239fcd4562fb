package io.proxynas.cli.command;

import io.proxynas.cli.option.DataOptions;
import io.proxynas.cli.option.OutputOptions;
import io.proxynas.cli.option.ProxyOptions;
import io.proxynas.cli.progress.ConsoleObserver;
import io.proxynas.cli.shell.ExitCode;
import io.proxynas.cli.shell.OutputFolder;
import io.proxynas.cli.shell.Shell;
import io.proxynas.cli.text.ProxySetText;
import io.proxynas.condense.ProxySets;
import io.proxynas.condense.saved.NpzFile;
import io.proxynas.condense.saved.PngFolder;
import io.proxynas.condense.set.ContactSheet;
import io.proxynas.condense.set.ProxySpec;
import io.proxynas.eval.progress.RunObserver.Phase;
import io.proxynas.experiments.show.LossCurve;
import io.proxynas.train.data.DataSet;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
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
          "Take no further iteration after this time, that of interrupted commands included, as"
              + " in 90s, 10m or 1h (default: none). The set is kept as that of so many --iterations,"
              + " and a later command may go on with it.")
  private Optional<String> timeLimit = Optional.empty();

  @Mixin private OutputOptions output = new OutputOptions();

  CondenseCommand(Shell shell) {
    this.shell = shell;
    this.proxy = new ProxyOptions(shell);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    ProxySpec spec = proxy.spec();
    if (spec instanceof ProxySpec.Full || spec instanceof ProxySpec.None) {
      throw new IllegalArgumentException(
          "the proxy must be a set that can be made or read, but was " + spec.name());
    }
    Optional<Duration> limit = timeLimit.map(proxy::timeLimit);
    try (ConsoleObserver observer =
        output.observer(
            shell,
            proxy.device(),
            limit.map(time -> Map.of(Phase.CONDENSE, time)).orElse(Map.of()))) {
      var settings = proxy.condensation();
      var store = proxy.store(limit, observer::warns);
      DataSet images = proxy.load(data, observer);
      Path folder = folder(images);
      OutputFolder.make(shell, folder);
      ProxySets sets = ProxySets.of(images, settings, proxy.seed(), proxy.workers(), store);
      observer.begins(Phase.CONDENSE);
      ProxySets.Proxy set = sets.get(spec, observer.condensation(), observer::warns);
      observer.ends();
      ProxySetText.Files files = ProxySetText.Files.in(folder);
      ContactSheet.write(set.images(), files.sheet());
      NpzFile.write(set.images(), set.imagesPerClass(), files.arrays());
      PngFolder.write(set.images(), images.statistics(), files.pictures());
      double[] losses = set.condensed().map(answer -> answer.set().losses()).orElse(new double[0]);
      LossCurve.write(losses, folder, observer::warns);
      shell.out().print(ProxySetText.summary(images, set, source(sets, set), files));
      set.condensed().map(a -> ProxySetText.course(a.set())).ifPresent(shell.out()::print);
      return ExitCode.DONE;
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

  private Path folder(DataSet images) {
    return shell.path(
        out.orElseGet(() -> Path.of("runs", "proxies", proxy.folderName(images.name()))));
  }
}
