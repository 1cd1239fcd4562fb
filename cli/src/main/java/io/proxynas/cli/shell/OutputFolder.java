package io.proxynas.cli.shell;

import io.proxynas.train.file.AtomicFile;
import io.proxynas.train.file.Leftovers;
import io.proxynas.train.file.OwnFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A folder that a command writes to, and which of the folders on the way to it were missing before.
 * A command that is broken off in its beginning leaves none of them.
 */
public final class OutputFolder {

  private final Path path;

  /** Folders that did not exist, the outermost last. */
  private final List<Path> made;

  private OutputFolder(Path path) {
    this.path = path;
    this.made = missing(path);
  }

  /**
   * Makes a folder, makes sure that it takes files, and removes what killed processes have left
   * half written in it.
   *
   * @throws IOException with one sentence if it does not
   */
  public static OutputFolder make(Shell shell, Path folder) throws IOException {
    OutputFolder output = new OutputFolder(folder);
    shell.beginning().undoneBy(output::removeQuietly);
    Leftovers.clear(folder, AtomicFile.requireWritable(folder), Leftovers.AGE);
    return output;
  }

  /**
   * Makes a folder that nobody has made before, and makes sure that it takes files.
   *
   * @return empty if there is something of that name, be it of a process that has just begun, too
   * @throws IOException with one sentence if it does not
   */
  public static Optional<OutputFolder> makeNew(Shell shell, Path folder) throws IOException {
    if (Files.exists(folder)) {
      return Optional.empty();
    }
    OutputFolder output = new OutputFolder(folder);
    try {
      OwnFiles.folder(folder.toAbsolutePath().getParent());
      if (!OwnFiles.newFolder(folder)) {
        return Optional.empty();
      }
    } catch (IOException e) {
      throw AtomicFile.cannot("write to", folder, e);
    }
    shell.beginning().undoneBy(output::removeQuietly);
    AtomicFile.requireWritable(folder);
    return Optional.of(output);
  }

  private static List<Path> missing(Path folder) {
    List<Path> missing = new ArrayList<>();
    Path path = folder.toAbsolutePath();
    while (path != null && !Files.exists(path)) {
      missing.add(path);
      path = path.getParent();
    }
    return missing;
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  private void removeQuietly() {
    try {
      remove();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Removes what was made, as far as it is empty: what is in it stays. */
  public void remove() throws IOException {
    try {
      for (Path path : made) {
        Files.deleteIfExists(path);
      }
    } catch (DirectoryNotEmptyException e) {
      return;
    }
  }
}
