package io.proxynas.nas.journal;

import io.proxynas.train.file.AtomicFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keeps a second process out of a run folder. The lock file is never deleted: another process may
 * just have opened it, and would then lock a file that nobody else sees.
 */
final class RunLock implements AutoCloseable {

  private static final String FILE_NAME = "journal.lock";

  private final FileChannel channel;

  private RunLock(FileChannel channel) {
    this.channel = channel;
  }

  /** Makes the folder if need be, and locks it, or throws at once if another run has it. */
  static RunLock acquire(Path folder) throws IOException {
    FileChannel channel = open(folder);
    if (!tryLock(channel)) {
      channel.close();
      throw new IOException(
          "a run folder can be used by one process at a time, but another run uses " + folder);
    }
    return new RunLock(channel);
  }

  private static FileChannel open(Path folder) throws IOException {
    Path file = folder.resolve(FILE_NAME);
    try {
      Files.createDirectories(folder);
      return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw AtomicFile.cannot("write", file, e);
    }
  }

  private static boolean tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false; // held by this very process
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
