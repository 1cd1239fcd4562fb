package io.proxynas.train.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets one thread of one process at a time decode a folder; the others wait, and find it done. The
 * lock file is never deleted: another process may just have opened it, and would then lock a file
 * that nobody else sees.
 */
public final class CacheLock implements AutoCloseable {

  /** A process has a file lock once for all its threads. */
  private static final ReentrantLock THREADS = new ReentrantLock();

  private final FileChannel channel;

  /** A lock that is not held yet. */
  public CacheLock(Path file) throws IOException {
    channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  /** Waits for the lock. */
  public void acquire() throws IOException, InterruptedException {
    THREADS.lockInterruptibly();
    try {
      channel.lock();
    } catch (FileLockInterruptionException e) {
      throw new InterruptedException("interrupted while another process decodes the images");
    }
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      if (THREADS.isHeldByCurrentThread()) {
        THREADS.unlock();
      }
    }
  }
}
