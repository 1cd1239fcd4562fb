package io.proxynas.condense.set;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * Texts in PNG files, beside the pixels: chunks {@code tEXt} of the PNG specification (third
 * edition, 11.3.3.2), a keyword, a zero and the text.
 */
final class PngText {

  /*
   * A file is a signature of 8 bytes and chunks: the length of the data, 4 letters, the data, and
   * the CRC-32 of letters and data. The first chunk, IHDR, has 13 bytes of data.
   */
  private static final int SIGNATURE = 8;
  private static final int LENGTH = Integer.BYTES;
  private static final int LETTERS = 4;
  private static final int CRC = Integer.BYTES;
  private static final int AROUND = LENGTH + LETTERS + CRC;
  private static final int AFTER_IHDR = SIGNATURE + AROUND + 13;
  private static final byte[] TYPE = "tEXt".getBytes(StandardCharsets.US_ASCII);

  private PngText() {}

  /** The file with one text more. */
  static byte[] insert(byte[] png, String keyword, byte[] text) {
    byte[] start = start(keyword);
    ByteBuffer checked = ByteBuffer.allocate(LETTERS + start.length + text.length);
    checked.put(TYPE).put(start).put(text).flip();
    CRC32 crc = new CRC32();
    crc.update(checked.duplicate());
    return ByteBuffer.allocate(png.length + AROUND + start.length + text.length)
        .put(png, 0, AFTER_IHDR)
        .putInt(start.length + text.length)
        .put(checked)
        .putInt((int) crc.getValue())
        .put(png, AFTER_IHDR, png.length - AFTER_IHDR)
        .array();
  }

  /** The first text with this keyword; empty if there is none. */
  static Optional<byte[]> find(byte[] png, String keyword) {
    byte[] start = start(keyword);
    ByteBuffer file = ByteBuffer.wrap(png);
    int at = SIGNATURE;
    while (at + AROUND <= png.length) {
      int data = at + LENGTH + LETTERS;
      int length = file.getInt(at);
      if (length < 0 || length > png.length - at - AROUND) {
        return Optional.empty(); // damaged, or no PNG
      }
      if (startsWith(png, at + LENGTH, TYPE) && startsWith(png, data, start)) {
        return Optional.of(Arrays.copyOfRange(png, data + start.length, data + length));
      }
      at += AROUND + length;
    }
    return Optional.empty();
  }

  private static byte[] start(String keyword) {
    return (keyword + "\0").getBytes(StandardCharsets.ISO_8859_1);
  }

  private static boolean startsWith(byte[] bytes, int at, byte[] start) {
    return at + start.length <= bytes.length
        && Arrays.equals(bytes, at, at + start.length, start, 0, start.length);
  }
}
