package io.proxynas.cli.option;

import io.proxynas.cli.progress.ConsoleObserver;
import io.proxynas.cli.shell.Shell;
import io.proxynas.engine.BackendChoice;
import io.proxynas.engine.Threads;
import io.proxynas.eval.progress.RunObserver.Phase;
import io.proxynas.train.file.CacheFolder;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import picocli.CommandLine.Option;

/** What is shown beside the results. */
public final class OutputOptions {

  @Option(names = "--quiet", description = "Show no progress; warnings and errors stay.")
  private boolean quiet;

  /** Read from the arguments where errors are reported, so that it works at any stage. */
  @Option(
      names = "--debug",
      description = "Print what the engine runs on, and the stack trace of an error.")
  private boolean debug;

  /**
   * Who shows how a command goes, of which there is one in each command that computes; with {@code
   * --debug} it says first what the engine runs on. The cache folder is opened before.
   *
   * @throws IOException with one sentence if that takes no files
   */
  public ConsoleObserver observer(Shell shell) throws IOException {
    CacheFolder.of(shell.environment()).open();
    if (debug) {
      tell(shell, BackendChoice.automatic());
    }
    return ConsoleObserver.of(shell, quiet, Map.of());
  }

  /** The same of a command that trains, which says in any case what on. */
  public ConsoleObserver observer(Shell shell, DeviceOptions device) throws IOException {
    return observer(shell, device, Map.of());
  }

  /** The same where some phases end after a time, done or not. */
  public ConsoleObserver observer(Shell shell, DeviceOptions device, Map<Phase, Duration> limits)
      throws IOException {
    CacheFolder.of(shell.environment()).open();
    BackendChoice choice = device.take();
    ConsoleObserver observer = ConsoleObserver.of(shell, quiet, limits);
    if (debug) {
      tell(shell, choice);
    } else {
      observer.opensWith("device " + choice.words());
    }
    return observer;
  }

  private static void tell(Shell shell, BackendChoice choice) {
    shell
        .err()
        .printf(
            "device %s, %d OpenMP thread a worker; %s%n",
            choice.words(), Threads.ONE.count(), choice.reason());
  }
}
