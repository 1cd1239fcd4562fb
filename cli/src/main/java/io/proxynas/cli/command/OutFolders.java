package io.proxynas.cli.command;

import io.proxynas.nas.journal.Journal;
import java.nio.file.Path;

/** Chooses the folder that a command writes to. */
final class OutFolders {

  private OutFolders() {}

  /**
   * The first of {@code folder}, {@code folder-2}, {@code folder-3} and so on without a run in it;
   * to resume, the last one with a run.
   */
  static Path unused(Path folder, boolean resume) {
    Path last = folder;
    Path next = folder;
    for (int number = 2; Journal.exists(next); number++) {
      last = next;
      next = folder.resolveSibling(folder.getFileName() + "-" + number);
    }
    return resume ? last : next;
  }

  /**
   * Refuses a folder of the user's choice that has a run in it.
   *
   * @throws IllegalArgumentException with what to do instead
   */
  static void requireUnused(Path folder) {
    if (Journal.exists(folder)) {
      throw new IllegalArgumentException(
          "the folder of a new run must not have a run in it, but %s has one; use --resume to go on with it, or another --out"
              .formatted(folder));
    }
  }
}
