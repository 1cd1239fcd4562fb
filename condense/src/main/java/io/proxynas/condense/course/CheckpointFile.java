package io.proxynas.condense.course;

import io.proxynas.train.check.Require;
import io.proxynas.train.file.AtomicFile;
import io.proxynas.train.file.Sha256;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The file of one condensation's last checkpoint: a first line, the key of the set, how far it has
 * come, the method's state, and the SHA-256 of all that. It is written atomically, so that a
 * process killed at any moment leaves the old checkpoint or the new one.
 *
 * <p>A checkpoint only saves time. So one that is damaged is left aside, and one that cannot be
 * written is given up, each with a warning.
 */
public final class CheckpointFile {

  private static final int BLOCK = 1 << 16;
  private static final String MAGIC = "proxynas-checkpoint 1";

  private final Path file;
  private final String key;
  private final String work;
  private final Consumer<String> warnings;
  private boolean broken;

  /**
   * @param file which need not exist
   * @param key of the set that is made; a checkpoint of another is left aside
   * @param work what is lost without it, for sentences
   * @param warnings receives sentences
   */
  public CheckpointFile(Path file, String key, String work, Consumer<String> warnings) {
    this.file = file;
    this.key = key;
    this.work = work;
    this.warnings = warnings;
  }

  /** Of a condensation. */
  public CheckpointFile(Path file, String key, Consumer<String> warnings) {
    this(file, key, "the condensation", warnings);
  }

  /** Writes a checkpoint over the last one; returns whether it is kept. */
  boolean write(Checkpoint checkpoint, Saved method) {
    if (broken) {
      return false;
    }
    try {
      AtomicFile.write(file, out -> write(out, checkpoint, method));
      return true;
    } catch (IOException e) {
      broken = true;
      warnings.accept(
          "no checkpoint can be kept, so %s starts over if it is killed: %s"
              .formatted(work, e.getMessage()));
      return false;
    }
  }

  private void write(OutputStream file, Checkpoint checkpoint, Saved method) throws IOException {
    MessageDigest digest = Sha256.digest();
    DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(new DigestOutputStream(file, digest), BLOCK));
    out.writeUTF(MAGIC);
    out.writeUTF(key);
    out.writeLong(checkpoint.elapsed().toNanos());
    out.writeLong(checkpoint.worked().toNanos());
    out.writeInt(checkpoint.losses().length);
    for (double loss : checkpoint.losses()) {
      out.writeDouble(loss);
    }
    method.save(out);
    out.flush();
    file.write(digest.digest());
  }

  /**
   * Restores a method's state from the last checkpoint.
   *
   * @param most iterations that are of use; a checkpoint after more is left aside
   * @return how far that had come; empty if there is none of use, and the method is as it was
   */
  Optional<Checkpoint> restore(Saved method, int most) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      requireWhole(); // before anything of the method is changed
      try (DataInputStream in = open()) {
        if (!in.readUTF().equals(MAGIC) || !in.readUTF().equals(key)) {
          throw new IOException("it is of another version or of another set");
        }
        Duration elapsed = duration(in);
        Duration worked = duration(in);
        int iterations = iterations(in);
        if (iterations > most) {
          return Optional.empty();
        }
        double[] losses = new double[iterations];
        for (int i = 0; i < losses.length; i++) {
          losses[i] = in.readDouble();
        }
        restore(method, in);
        return Optional.of(new Checkpoint(losses, elapsed, worked));
      }
    } catch (IOException e) {
      warnings.accept(
          "the checkpoint %s cannot be used, so %s starts over: %s"
              .formatted(file, work, e instanceof EOFException ? "it ends early" : e.getMessage()));
      return Optional.empty();
    }
  }

  private static Duration duration(DataInputStream in) throws IOException {
    long nanos = in.readLong();
    Require.inFile(nanos >= 0, "its time must be at least 0 ns, but is %d", nanos);
    return Duration.ofNanos(nanos);
  }

  /** Each has a loss in the file. */
  private int iterations(DataInputStream in) throws IOException {
    int count = in.readInt();
    long most = Files.size(file) / Double.BYTES;
    Require.inFile(
        count >= 0 && count <= most, "its losses must be in [0, %d], but are %d", most, count);
    return count;
  }

  /** Half a state would be worse than none, so this must not pass for a damaged file. */
  private void restore(Saved method, DataInputStream in) {
    try {
      method.restore(in);
      if (in.readNBytes(Sha256.BYTES + 1).length != Sha256.BYTES) {
        throw new IOException("it holds more than the method reads");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the checkpoint " + file + " was made by another version; remove it", e);
    }
  }

  private void requireWhole() throws IOException {
    MessageDigest digest = Sha256.digest();
    try (InputStream in = new FileInputStream(file.toFile())) {
      byte[] block = new byte[BLOCK];
      long left = Files.size(file) - Sha256.BYTES;
      while (left > 0) {
        int read = in.readNBytes(block, 0, (int) Math.min(left, BLOCK));
        digest.update(block, 0, read);
        left = read == 0 ? 0 : left - read;
      }
      if (!Arrays.equals(digest.digest(), in.readAllBytes())) {
        throw new IOException("its checksum is wrong");
      }
    }
  }

  private DataInputStream open() throws IOException {
    return new DataInputStream(new BufferedInputStream(new FileInputStream(file.toFile()), BLOCK));
  }

  /** Removes the file: the set is made, or is to be made from the beginning. */
  public void delete() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      warnings.accept("the checkpoint " + file + " could not be removed: " + e);
    }
  }
}
