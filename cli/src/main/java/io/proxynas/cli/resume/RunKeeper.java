package io.proxynas.cli.resume;

import io.proxynas.cli.shell.Shell;
import io.proxynas.cli.text.CommandLineText;
import io.proxynas.eval.progress.RunObserver;
import io.proxynas.train.file.AtomicFile;
import io.proxynas.train.file.Host;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

  private final Path folder;
  private final boolean isNew;
  private final RunFile file;
  private final String goOn;

  /** Folders that did not exist, the outermost last. */
  private final List<Path> made = new ArrayList<>();

  /**
   * A run that has not begun.
   *
   * @param request what it was asked for
   * @param host says when, and by which version
   * @param out the folder as the user chose it, if so
   * @param folder of the run
   * @param resume whether it goes on
   */
  public RunKeeper(
      Shell shell, Request request, Host host, Optional<Path> out, Path folder, boolean resume) {
    this.folder = folder;
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
    noteMissing();
    try {
      AtomicFile.requireWritable(folder);
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
        removeWhatWasMade();
      }
      throw e;
    }
  }

  private static boolean isInterruption(Throwable e) {
    return e instanceof ClosedByInterruptException
        || e.getCause() instanceof ClosedByInterruptException;
  }

  private void noteMissing() {
    Path path = folder.toAbsolutePath();
    while (path != null && !Files.exists(path)) {
      made.add(path);
      path = path.getParent();
    }
  }

  /** What somebody else has put there meanwhile stays. */
  private void removeWhatWasMade() throws IOException {
    Files.deleteIfExists(RunFile.in(folder));
    try {
      for (Path path : made) {
        Files.deleteIfExists(path);
      }
    } catch (DirectoryNotEmptyException e) {
      return;
    }
  }

  @Override
  public void takes() {
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
