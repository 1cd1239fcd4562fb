package io.proxynas.model;

import io.proxynas.train.check.Require;
import io.proxynas.train.check.Room;
import io.proxynas.train.check.Shown;
import io.proxynas.train.file.JsonFile;
import io.proxynas.train.file.TextFile;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

/**
 * Holds what a {@code model.zip} promises against what it has, before DL4J allocates it: how far
 * its entries unpack, how deep its configuration is nested, and how long its arrays are. An entry
 * that DL4J would deserialise as a Java object is refused.
 *
 * <p>DL4J takes the entries one after another, and not from the list at the end of the file, which
 * may have others; so they are looked at in the same way.
 *
 * <p>ND4J writes an array as two buffers, its shape and its values: how it was allocated, as text,
 * the number of values as int64, their type, as text, and the values ({@code
 * BaseDataBuffer.write}).
 */
final class ModelZip {

  private static final String CONFIGURATION = "configuration.json";
  private static final Set<String> ARRAYS = Set.of("coefficients.bin", "updaterState.bin");

  /** What {@code ModelSerializer} reads by an {@code ObjectInputStream}; it no longer writes it. */
  private static final String OBJECT = "preprocessor.bin";

  /** Bytes of one value. */
  private static final Map<String, Integer> SIZES =
      Map.of("LONG", 8, "DOUBLE", 8, "FLOAT", 4, "INT", 4, "HALF", 2, "BFLOAT16", 2);

  private ModelZip() {}

  /**
   * Requires that the entries are as large as they say, and numbers and texts only.
   *
   * @throws IOException with a phrase if one is not
   */
  static void require(Path path) throws IOException {
    new ZipFile(path.toFile()).close(); // says what is no zip file at all
    long packed = Files.size(path);
    try (ZipInputStream zip =
        new ZipInputStream(new BufferedInputStream(Files.newInputStream(path)))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        String name = entry.getName();
        Require.inFile(
            !name.equals(OBJECT), "its %s is a Java object, and such are not read", OBJECT);
        byte[] bytes = bytes(zip, entry, packed);
        if (name.equals(CONFIGURATION)) {
          requireJson(path, bytes);
        } else if (ARRAYS.contains(name)) {
          requireArray(name, bytes);
        }
      }
    }
  }

  /** The entry that is next, of which a header may say the size. */
  private static byte[] bytes(InputStream zip, ZipEntry entry, long packed) throws IOException {
    String what = "its " + Shown.of(entry.getName());
    Room.requireUnpacked(what, Math.max(0, entry.getSize()), packed);
    int most = (int) Math.min(Room.unpacked(packed), Integer.MAX_VALUE - 9);
    byte[] bytes = zip.readNBytes(most + 1);
    Room.requireUnpacked(what, bytes.length, packed);
    return bytes;
  }

  /** An entry, which is no larger than it may be. */
  static byte[] bytes(ZipFile zip, ZipEntry entry) throws IOException {
    requireUnpacked(zip, entry);
    try (InputStream in = zip.getInputStream(entry)) {
      return in.readNBytes((int) entry.getSize());
    }
  }

  private static void requireUnpacked(ZipFile zip, ZipEntry entry) throws IOException {
    long size = Files.size(Path.of(zip.getName()));
    Room.requireUnpacked("its " + Shown.of(entry.getName()), entry.getSize(), size);
  }

  private static void requireJson(Path path, byte[] bytes) throws IOException {
    String text = TextFile.decoded("its " + CONFIGURATION, bytes);
    try {
      JsonFile.parsed(JsonFile.mapper(), Path.of(CONFIGURATION), text);
    } catch (IllegalArgumentException e) {
      throw new IOException("its " + e.getMessage(), e);
    }
  }

  private static void requireArray(String name, byte[] bytes) throws IOException {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      long numbers = requireBuffer(name, in);
      Require.inFile(
          numbers <= in.available() / Long.BYTES,
          "its %s must have a shape of int64 numbers",
          name);
      long[] shape = new long[(int) numbers];
      for (int i = 0; i < shape.length; i++) {
        shape[i] = in.readLong();
      }
      requireWithin(name, shape, requireBuffer(name, in));
    }
  }

  /** The header of a buffer: how many values follow, which are all there. */
  private static long requireBuffer(String name, DataInputStream in) throws IOException {
    in.readUTF();
    long count = in.readLong();
    String type = in.readUTF();
    int size = SIZES.getOrDefault(type, 0);
    Require.inFile(size > 0, "its %s has values of the type %s", name, type);
    long most = in.available() / size;
    Require.inFile(
        count >= 0 && count <= most,
        "its %s must have at most %d values, but promises %d",
        name,
        most,
        count);
    return count;
  }

  /**
   * ND4J allocates from the first to the last value of an array. Its shape is: dimensions, the
   * length of each, the stride of each, flags, the stride of all, order.
   */
  private static void requireWithin(String name, long[] shape, long count) throws IOException {
    int dimensions = shape.length == 0 ? -1 : (int) Math.max(-1, Math.min(shape[0], 32));
    Require.inFile(
        dimensions >= 0 && shape.length == 2 * dimensions + 4,
        "its %s must have a shape, but has one of %d numbers",
        name,
        shape.length);
    double last = 0;
    double length = 1;
    for (int i = 1; i <= dimensions; i++) {
      last += Math.max(0.0, shape[i] - 1.0) * Math.abs((double) shape[dimensions + i]);
      length *= Math.abs((double) shape[i]);
    }
    double apart = Math.max(1.0, Math.abs((double) shape[2 * dimensions + 2]));
    Require.inFile(
        Math.max(last + 1, (length - 1) * apart + 1) <= Math.max(1, count),
        "its %s must have the %d values of its shape and no others between them, but has not",
        name,
        count);
  }
}
