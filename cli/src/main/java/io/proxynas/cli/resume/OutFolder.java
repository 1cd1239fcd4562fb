package io.proxynas.cli.resume;

import io.proxynas.cli.shell.OutputFolder;
import io.proxynas.cli.shell.Shell;
import io.proxynas.eval.table.TableRun;
import io.proxynas.nas.journal.Journal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The folder that a run writes to.
 *
 * @param given the user's choice, if any; a run that goes on has one
 * @param resume whether to go on with the run in it
 */
public record OutFolder(Shell shell, Optional<Path> given, boolean resume) {

  private static final Path RUNS = Path.of("runs");

  /** Where runs are whose folder the user does not choose. */
  static Path runs(Shell shell) {
    return shell.path(RUNS);
  }

  /** Whether a run was begun in a folder. */
  static boolean hasRun(Path folder) {
    return Files.exists(RunFile.in(folder)) || hasResults(folder);
  }

  /** Whether a run in a folder has come as far as to have a journal, or a table. */
  static boolean hasResults(Path folder) {
    return Journal.exists(folder) || TableRun.isIn(folder);
  }

  /**
   * Refuses a folder of the user's choice that has a run in it, unless the run goes on.
   *
   * @throws IllegalArgumentException with what to do instead
   */
  public void requireUnused() {
    if (!resume && given.isPresent() && hasRun(shell.path(given.get()))) {
      throw new IllegalArgumentException(
          "the folder of a new run must not have a run in it, but %s has one; use --resume to go on with it, or another --out"
              .formatted(shell.path(given.get())));
    }
  }

  /**
   * The user's choice; else the first of {@code runs/name}, {@code runs/name-2}, {@code
   * runs/name-3} and so on that does not exist. It is made, so that of two runs that begin at a
   * time the second takes the next.
   *
   * @throws IOException with one sentence if it does not take files
   */
  public OutputFolder orRuns(String name) throws IOException {
    if (given.isPresent()) {
      return OutputFolder.make(shell, shell.path(given.get()));
    }
    Path first = runs(shell).resolve(name);
    Optional<OutputFolder> made = OutputFolder.makeNew(shell, first);
    for (int number = 2; made.isEmpty(); number++) {
      made = OutputFolder.makeNew(shell, first.resolveSibling(name + "-" + number));
    }
    return made.get();
  }
}
