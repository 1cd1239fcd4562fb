package io.proxynas.train.data.source;

import io.proxynas.engine.Progress;
import io.proxynas.train.data.DataException;
import io.proxynas.train.file.Checksum;
import io.proxynas.train.file.OwnFiles;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * A file that a publisher offers. It reaches its folder whole and with the right checksum, or not
 * at all. The {@code .bin} and {@code .txt} files of a {@code .tar.gz} are unpacked; any other file
 * is kept as it is.
 *
 * @param uri where it is published; the last part of the path is the file's name
 * @param checksum of the file as published
 */
record Download(URI uri, Checksum checksum) {

  /**
   * Fetches the file into a folder, which is made if need be. A file that is there already is not
   * fetched again.
   *
   * @param progress counts bytes
   * @throws DataException if it cannot be fetched or written, or has another checksum
   */
  void into(Path folder, Progress progress) throws InterruptedException {
    Path target = folder.resolve(lastName(uri.getPath()));
    if (Files.exists(target)) {
      return;
    }
    try {
      OwnFiles.folder(folder);
      Path part = Files.createTempFile(folder, ".download", ".part");
      try {
        new HttpFetch(uri).to(part, progress);
        verify(part);
        if (target.toString().endsWith(".tar.gz")) {
          unpack(part, folder);
        } else {
          Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        }
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw DataException.unwritable(folder, e);
    }
  }

  private void verify(Path part) throws IOException {
    Checksum actual = checksum.of(part);
    if (!actual.equals(checksum)) {
      throw new DataException(
          "%s must have the %s, but what came has the %s".formatted(uri, checksum, actual));
    }
  }

  private static void unpack(Path archive, Path folder) throws IOException {
    try (InputStream file = new BufferedInputStream(Files.newInputStream(archive));
        TarArchiveInputStream tar = new TarArchiveInputStream(new GZIPInputStream(file))) {
      for (TarArchiveEntry e = tar.getNextEntry(); e != null; e = tar.getNextEntry()) {
        // Only the last part of the name, so that no entry can leave the folder.
        String name = lastName(e.getName());
        if (e.isFile() && (name.endsWith(".bin") || name.endsWith(".txt"))) {
          write(tar, folder.resolve(name));
        }
      }
    }
  }

  private static void write(InputStream in, Path target) throws IOException {
    Path part = Files.createTempFile(target.getParent(), ".unpack", ".part");
    try {
      Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static String lastName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
