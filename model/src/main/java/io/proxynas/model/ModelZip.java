package io.proxynas.model;

import io.proxynas.train.check.Require;
import io.proxynas.train.check.Room;
import io.proxynas.train.check.Shown;
import io.proxynas.train.file.JsonFile;
import io.proxynas.train.file.TextFile;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Holds what a {@code model.zip} promises against what it has, before DL4J allocates it: how far
 * its entries unpack, how deep its configuration is nested, and how long its arrays are.
 *
 * <p>ND4J writes an array as two buffers, its shape and its values: how it was allocated, as text,
 * the number of values as int64, their type, as text, and the values ({@code
 * BaseDataBuffer.write}).
 */
final class ModelZip {

  private static final String CONFIGURATION = "configuration.json";
  private static final String ARRAY = ".bin";

  /** Bytes of one value. */
  private static final Map<String, Integer> SIZES =
      Map.of("LONG", 8, "DOUBLE", 8, "FLOAT", 4, "INT", 4, "HALF", 2, "BFLOAT16", 2);

  private ModelZip() {}

  /**
   * Requires that the entries are as large as they say.
   *
   * @throws IOException with a phrase if one is not
   */
  static void require(Path path) throws IOException {
    try (ZipFile zip = new ZipFile(path.toFile())) {
      for (ZipEntry entry : zip.stream().toList()) {
        requireUnpacked(zip, entry);
        if (entry.getName().equals(CONFIGURATION)) {
          requireJson(path, bytes(zip, entry));
        } else if (entry.getName().equals("coefficients" + ARRAY)
            || entry.getName().equals("updaterState" + ARRAY)) {
          requireArray(zip, entry);
        }
      }
    }
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

  private static void requireArray(ZipFile zip, ZipEntry entry) throws IOException {
    try (DataInputStream in = new DataInputStream(zip.getInputStream(entry))) {
      long left = entry.getSize();
      for (int buffer = 0; buffer < 2; buffer++) {
        in.readUTF();
        long count = in.readLong();
        String type = in.readUTF();
        int size = SIZES.getOrDefault(type, 0);
        Require.inFile(size > 0, "its %s has values of the type %s", entry.getName(), type);
        Require.inFile(
            count >= 0 && count <= left / size,
            "its %s must have at most %d values, but promises %d",
            entry.getName(),
            left / size,
            count);
        in.skipNBytes(count * size);
        left -= count * size;
      }
    }
  }
}
