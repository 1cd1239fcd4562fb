package io.proxynas.condense.saved;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes pickles opcode by opcode, and the zip files that PyTorch would put them in. */
final class Pickles {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  Pickles() {
    bytes.writeBytes(new byte[] {(byte) 0x80, 2});
  }

  Pickles raw(String opcodes) {
    bytes.writeBytes(opcodes.getBytes(StandardCharsets.ISO_8859_1));
    return this;
  }

  Pickles text(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    raw("X");
    bytes.writeBytes(little(4).putInt(utf8.length).array());
    bytes.writeBytes(utf8);
    return this;
  }

  Pickles number(long number) {
    raw("\u008a\u0008");
    bytes.writeBytes(little(8).putLong(number).array());
    return this;
  }

  /** Left on the stack. */
  Pickles storage(String type, String key, long values) {
    return raw("(")
        .text("storage")
        .raw("ctorch\n" + type + "\n")
        .text(key)
        .text("cpu")
        .number(values)
        .raw("tQ");
  }

  Pickles sizes(long... sizes) {
    raw("(");
    for (long size : sizes) {
      number(size);
    }
    return raw("t");
  }

  /** A call that makes a tensor; the storage, the offset and two tuples come next. */
  Pickles beginTensor() {
    return raw("ctorch._utils\n_rebuild_tensor_v2\n(");
  }

  Pickles endTensor() {
    return raw("\u0089)tR");
  }

  Pickles tensor(String type, String key, long values, long[] shape, long[] strides) {
    return beginTensor()
        .storage(type, key, values)
        .number(0)
        .sizes(shape)
        .sizes(strides)
        .endTensor();
  }

  /** Four labels, in the storage 1. */
  Pickles labels() {
    return tensor("LongStorage", "1", 4, new long[] {4}, new long[] {1});
  }

  byte[] pair() {
    return raw("\u0086.").bytes.toByteArray();
  }

  byte[] end() {
    return raw(".").bytes.toByteArray();
  }

  private static ByteBuffer little(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** A zip file of a pickle and of the storages 0, four floats, and 1, four labels. */
  static Path zip(Path file, byte[] pickle) throws IOException {
    return zip(
        file, Map.of("a/data.pkl", pickle, "a/data/0", new byte[16], "a/data/1", new byte[32]));
  }

  static Path zip(Path file, Map<String, byte[]> entries) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    }
    return file;
  }
}
