package io.proxynas.train.file;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A file that one user at a time holds, among all threads of all processes, to have what lies
 * beside it for itself. A process that is killed holds nothing. The file is never deleted: another
 * process may just have opened it, and would then hold a file that nobody else sees.
 */
public final class LockFile implements AutoCloseable {

  /*
   * The operating system gives a lock to a process, not to a thread, and takes it back as soon as
   * the process closes any of its channels on the file. So the process notes what it holds, and
   * opens no file a second time.
   */
  private static final Map<Path, LockFile> HELD = new HashMap<>();

  private final Path file;
  private final FileChannel channel;

  private LockFile(Path file) throws IOException {
    this.file = file;
    OwnFiles.file(file);
    channel = FileChannel.open(file, StandardOpenOption.WRITE);
  }

  /**
   * Waits until nobody else holds a file, and takes it.
   *
   * @param file made, with its folder, if need be
   * @throws IOException if it cannot be written; the message is one sentence
   */
  public static LockFile await(Path file) throws IOException, InterruptedException {
    Optional<LockFile> mine;
    synchronized (HELD) {
      while ((mine = open(file)).isEmpty()) {
        HELD.wait();
      }
    }
    try {
      mine.get().locks(true);
      return mine.get();
    } catch (FileLockInterruptionException | ClosedByInterruptException e) {
      throw new InterruptedException("interrupted while another process holds " + file);
    }
  }

  /**
   * Takes a file at once, or not at all.
   *
   * @param file made, with its folder, if need be
   * @param refusal the message if another holds it
   * @throws IOException if another holds it, or it cannot be written; the message is one sentence
   */
  public static LockFile take(Path file, String refusal) throws IOException {
    Optional<LockFile> mine = open(file);
    if (mine.isEmpty() || !mine.get().locks(false)) {
      throw new IOException(refusal);
    }
    return mine.get();
  }

  /** Notes that this process holds a file; empty if it does already. */
  private static Optional<LockFile> open(Path file) throws IOException {
    Path absolute = file.toAbsolutePath();
    synchronized (HELD) {
      try {
        OwnFiles.folder(absolute.getParent());
        // The same for every name of a file.
        Path real = absolute.getParent().toRealPath().resolve(absolute.getFileName());
        if (HELD.containsKey(real)) {
          return Optional.empty();
        }
        LockFile opened = new LockFile(real);
        HELD.put(real, opened);
        return Optional.of(opened);
      } catch (IOException e) {
        throw AtomicFile.cannot("write", file, e);
      }
    }
  }

  /** Whether the operating system gives the lock; closed if not. */
  private boolean locks(boolean waits) throws IOException {
    boolean locked = false;
    try {
      locked = (waits ? channel.lock() : channel.tryLock()) != null;
      return locked;
    } finally {
      if (!locked) {
        close();
      }
    }
  }

  /** Gives the file to the next. Closing twice is harmless. */
  @Override
  public void close() throws IOException {
    synchronized (HELD) {
      try {
        channel.close();
      } finally {
        HELD.remove(file, this);
        HELD.notifyAll();
      }
    }
  }
}
