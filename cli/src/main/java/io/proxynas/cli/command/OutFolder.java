package io.proxynas.cli.command;

import io.proxynas.cli.shell.Shell;
import io.proxynas.nas.journal.Journal;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The folder that a run writes to.
 *
 * @param given the user's choice, if any
 * @param resume whether to go on with the run in it
 */
record OutFolder(Shell shell, Optional<Path> given, boolean resume) {

  /**
   * Refuses a folder of the user's choice that has a run in it, unless the run goes on.
   *
   * @throws IllegalArgumentException with what to do instead
   */
  void requireUnused() {
    if (!resume && given.isPresent() && Journal.exists(shell.path(given.get()))) {
      throw new IllegalArgumentException(
          "the folder of a new run must not have a run in it, but %s has one; use --resume to go on with it, or another --out"
              .formatted(shell.path(given.get())));
    }
  }

  /**
   * The user's choice; else the first of {@code runs/name}, {@code runs/name-2}, {@code
   * runs/name-3} and so on without a run in it; to resume, the last one with a run.
   */
  Path orRuns(String name) {
    Path last = shell.path(given.orElse(Path.of("runs", name)));
    if (given.isPresent()) {
      return last;
    }
    Path next = last;
    for (int number = 2; Journal.exists(next); number++) {
      last = next;
      next = next.resolveSibling(name + "-" + number);
    }
    return resume ? last : next;
  }
}
