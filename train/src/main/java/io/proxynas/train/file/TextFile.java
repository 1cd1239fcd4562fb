package io.proxynas.train.file;

import io.proxynas.train.check.Require;
import io.proxynas.train.check.WrongFileException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads whole texts in UTF-8, and tells where a file is none. */
public final class TextFile {

  /** The longest text, in bytes. */
  private static final long LONGEST = 1 << 28;

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private TextFile() {}

  /**
   * The text of a file, without a byte order mark.
   *
   * @throws IOException with one sentence if it cannot be read, is too long or is not in UTF-8
   */
  public static String read(Path file) throws IOException {
    byte[] bytes;
    try {
      long size = Files.size(file);
      Require.inFile(
          size <= LONGEST, "a text must have at most %d bytes, but it has %d", LONGEST, size);
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      throw AtomicFile.cannotRead(file, e);
    }
    String text = decoded(file.toString(), bytes);
    return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
  }

  /** The lines of a file; otherwise as {@link #read}. */
  public static List<String> lines(Path file) throws IOException {
    return read(file).lines().toList();
  }

  /**
   * The text that bytes are in UTF-8.
   *
   * @param from where they are from, for the message
   * @throws WrongFileException with one sentence if they are none
   */
  public static String decoded(String from, byte[] bytes) throws WrongFileException {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result = decoder.decode(in, out, true);
    if (result.isError()) {
      throw new WrongFileException(
          "%s must be text in UTF-8, but is not at byte %d".formatted(from, in.position()));
    }
    return out.flip().toString();
  }
}
