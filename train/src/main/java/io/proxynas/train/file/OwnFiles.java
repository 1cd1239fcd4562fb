package io.proxynas.train.file;

import io.proxynas.train.check.WrongFileException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Files and folders that their user alone may read, where the system knows such permissions: what
 * is made of somebody's images is nobody else's. What is there already keeps its permissions.
 */
public final class OwnFiles {

  private OwnFiles() {}

  /** Makes a folder, and those on the way to it that are missing. */
  public static Path folder(Path folder) throws IOException {
    return Files.createDirectories(folder, permissions(folder, "rwx------"));
  }

  /**
   * Makes a folder that nobody else has made.
   *
   * @return false if there is something of that name
   */
  public static boolean newFolder(Path folder) throws IOException {
    try {
      Files.createDirectory(folder, permissions(folder, "rwx------"));
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  /** Makes an empty file, if there is none. */
  static void file(Path file) throws IOException {
    try {
      Files.createFile(file, permissions(file, "rw-------"));
    } catch (FileAlreadyExistsException e) {
      return;
    }
  }

  /**
   * Requires that a file which is read from a folder lies in it. Somebody else's folder may have
   * links to what its reader would not give away, in a report for example.
   *
   * @throws WrongFileException with one sentence if it is a link that leads out of the folder
   */
  public static void requireWithin(Path folder, Path file) throws IOException {
    if (Files.exists(file) && !file.toRealPath().startsWith(folder.toRealPath())) {
      throw new WrongFileException(
          "what is read from %s must lie in it, but %s is a link to %s"
              .formatted(folder, file.getFileName(), file.toRealPath()));
    }
  }

  private static FileAttribute<?>[] permissions(Path path, String permissions) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
