package io.proxynas.condense.saved;

import io.proxynas.train.check.Require;
import io.proxynas.train.check.Room;
import io.proxynas.train.check.Shown;
import io.proxynas.train.data.DataException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Reads whole entries of a zip file and checks them. What an entry promises is held against the
 * size of the file before anything is allocated.
 */
final class ZipContent {

  private ZipContent() {}

  /**
   * The bytes of an entry, little-endian.
   *
   * @throws IOException with a phrase if it is absent or damaged
   */
  static ByteBuffer read(ZipFile zip, String name) throws IOException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw new IOException("it has no " + Shown.of(name));
    }
    String what = "its " + Shown.of(name);
    Room.requireUnpacked(what, entry.getSize(), Files.size(Path.of(zip.getName())));
    byte[] bytes = new byte[(int) entry.getSize()];
    CRC32 checksum = new CRC32();
    boolean whole;
    try (InputStream in = zip.getInputStream(entry)) {
      whole = in.readNBytes(bytes, 0, bytes.length) == bytes.length && in.read() < 0;
      checksum.update(bytes);
    } catch (IOException e) {
      throw new IOException("%s is damaged: %s".formatted(what, DataException.reason(e)), e);
    }
    Require.inFile(whole && checksum.getValue() == entry.getCrc(), "%s is damaged", what);
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
