package io.proxynas.cli.resume;

import io.proxynas.cli.shell.OutputFolder;
import io.proxynas.cli.shell.Shell;
import io.proxynas.cli.text.CommandLineText;
import io.proxynas.eval.progress.RunObserver;
import io.proxynas.train.file.AtomicFile;
import io.proxynas.train.file.Host;
import io.proxynas.train.file.Leftovers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Keeps the {@code run.json} of a run: writes it before a new run does anything, again when a run
 * that goes on was found to be of the same settings, and at the end. Of a run that is refused
 * before it has a journal, nothing stays behind, not even its folder.
 */
public final class RunKeeper implements RunObserver {

  /** What a command does while its run goes on. */
  @FunctionalInterface
  public interface Work<T> {

    /** Does it all. */
    T run() throws IOException, InterruptedException;
  }

  private final Shell shell;
  private final OutputFolder output;
  private final Path folder;
  private final boolean isNew;
  private final RunFile file;
  private final String goOn;

  /**
   * A run that has not begun.
   *
   * @param request what it was asked for
   * @param host says when, and by which version
   * @param out the folder as the user chose it, if so
   * @param output the folder of the run
   * @param resume whether it goes on
   */
  public RunKeeper(
      Shell shell,
      Request request,
      Host host,
      Optional<Path> out,
      OutputFolder output,
      boolean resume) {
    this.shell = shell;
    this.output = output;
    this.folder = output.path();
    this.goOn = CommandLineText.of(request.resuming(out.orElse(folder)));
    this.isNew = !resume;
    this.file =
        new RunFile(
            request,
            shell.directory().toAbsolutePath().normalize(),
            host.versions().getOrDefault("proxynas", ""),
            host.clock().instant(),
            false);
  }

  /** The command line that goes on with the run when it was interrupted. */
  public String goOn() {
    return goOn;
  }

  /**
   * Works in the folder.
   *
   * @throws IOException with one sentence if it cannot be written, or from the work
   * @throws RunInterrupted if the work was interrupted
   */
  public <T> T during(Work<T> work) throws IOException, InterruptedException {
    try {
      shell.beginning().undoneBy(this::breakOff);
      shell.beginning().goesOnBy(goOn);
      if (isNew) {
        file.write(folder);
      }
      return work.run();
    } catch (InterruptedException e) {
      RunInterrupted named = new RunInterrupted("go on with: " + goOn);
      named.initCause(e);
      throw named;
    } catch (IOException | RuntimeException | Error e) {
      if (!isInterruption(e)
          && isNew
          && Files.isDirectory(folder)
          && !OutFolder.hasResults(folder)) {
        Files.deleteIfExists(RunFile.in(folder));
        output.remove();
      }
      throw e;
    }
  }

  /**
   * The run has done nothing yet. If there is a journal all the same, it can go on. That a run that
   * goes on can go on is said by its {@link Resumption}.
   */
  private void breakOff() {
    if (!isNew) {
      return;
    }
    if (OutFolder.hasResults(folder)) {
      shell.err().println("nas-search: interrupted; go on with: " + goOn);
    } else {
      try {
        Files.deleteIfExists(RunFile.in(folder));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static boolean isInterruption(Throwable e) {
    return e instanceof ClosedByInterruptException
        || e.getCause() instanceof ClosedByInterruptException;
  }

  @Override
  public void takes() {
    try {
      // All of them: what others wrote here has ended, and this run has written nothing yet.
      Leftovers.clear(folder, AtomicFile.requireWritable(folder), Duration.ZERO);
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
    write(file);
  }

  /** Nothing is left to do, unless the run is extended. */
  public void finished() {
    write(file.asFinished());
  }

  private void write(RunFile content) {
    try {
      content.write(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }
}
