package io.proxynas.benchmarks.fuzz;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Damages contents: bits, numbers at the ends of their ranges, parts that are missing, doubled or
 * in another place, and, in texts, other values, deep nesting, and characters that command a
 * terminal. What it does is drawn from its generator alone.
 */
final class Mutator implements UnaryOperator<byte[]> {

  /** Damages of one content. */
  private static final int MOST = 4;

  private static final int LONGEST_PART = 64;

  private static final long[] NUMBERS = {
    0,
    1,
    -1,
    2,
    127,
    128,
    255,
    256,
    Short.MAX_VALUE,
    Short.MIN_VALUE,
    65_535,
    65_536,
    1 << 28,
    Integer.MAX_VALUE - 8,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    1L << 32,
    1L << 62,
    Long.MAX_VALUE,
    Long.MIN_VALUE
  };

  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "[]",
          "{}",
          "\"\"",
          "0",
          "-1",
          "1e999",
          "-1e-999",
          "NaN",
          "2147483648",
          "9223372036854775808",
          "1".repeat(1_000),
          "0." + "3".repeat(400),
          "[".repeat(2_000),
          "{\"a\":".repeat(2_000),
          "\"" + "x".repeat(100_000) + "\"",
          "\"\\u001b[31m\\u0007\"",
          "\u001b[2J",
          "\u009b31m",
          "\u202e",
          "../../../../etc/passwd",
          "%s%n%x",
          "\u0000",
          "\r",
          "\n",
          ",",
          "\"",
          "\uFEFF");

  /** Values of JSON, cells of tables, names, opcodes of pickles that stand for themselves. */
  private static final Pattern TOKEN =
      Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*+\"|-?\\d+(?:\\.\\d+)?(?:[eE][-+]?\\d+)?|\\w+");

  private final RandomGenerator random;

  Mutator(RandomGenerator random) {
    this.random = random;
  }

  @Override
  public byte[] apply(byte[] content) {
    byte[] damaged = content;
    for (int left = 1 + random.nextInt(MOST); left > 0; left--) {
      damaged = once(damaged);
    }
    return damaged;
  }

  private byte[] once(byte[] content) {
    if (content.length == 0) {
      return bytes(VALUES.get(random.nextInt(VALUES.size())));
    }
    return switch (random.nextInt(9)) {
      case 0 -> bits(content);
      case 1, 2 -> number(content);
      case 3 -> replaced(content, place(content), part(content), new byte[0]);
      case 4 -> replaced(content, place(content), 0, piece(content));
      case 5 -> Arrays.copyOf(content, random.nextInt(content.length));
      case 6 -> replaced(content, place(content), 0, repeated(piece(content)));
      case 7 -> token(content, VALUES.get(random.nextInt(VALUES.size())));
      default -> token(content, Long.toString(NUMBERS[random.nextInt(NUMBERS.length)]));
    };
  }

  private int place(byte[] content) {
    return random.nextInt(content.length);
  }

  private int part(byte[] content) {
    return random.nextInt(1 + Math.min(LONGEST_PART, content.length));
  }

  /** Any part of the content. */
  private byte[] piece(byte[] content) {
    int from = place(content);
    return Arrays.copyOfRange(content, from, Math.min(content.length, from + 1 + part(content)));
  }

  private byte[] repeated(byte[] piece) {
    byte[] all = new byte[piece.length * (2 + random.nextInt(200))];
    for (int at = 0; at < all.length; at += piece.length) {
      System.arraycopy(piece, 0, all, at, piece.length);
    }
    return all;
  }

  private byte[] bits(byte[] content) {
    byte[] changed = content.clone();
    for (int left = 1 + random.nextInt(8); left > 0; left--) {
      changed[place(content)] ^= (byte) (1 << random.nextInt(8));
    }
    return changed;
  }

  /** A number of one to eight bytes in either order, or one that is near. */
  private byte[] number(byte[] content) {
    int size = 1 << random.nextInt(4);
    if (content.length < size) {
      return bits(content);
    }
    byte[] changed = content.clone();
    int at = random.nextInt(content.length - size + 1);
    boolean little = random.nextBoolean();
    long value =
        random.nextInt(4) == 0
            ? random.nextLong()
            : NUMBERS[random.nextInt(NUMBERS.length)] + random.nextInt(3) - 1;
    byte[] eight =
        ByteBuffer.allocate(Long.BYTES)
            .order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN)
            .putLong(value)
            .array();
    System.arraycopy(eight, little ? 0 : Long.BYTES - size, changed, at, size);
    return changed;
  }

  /** Another value for a token of a text; bytes that are no text have a few, too. */
  private byte[] token(byte[] content, String value) {
    String text = new String(content, StandardCharsets.ISO_8859_1);
    List<MatchResult> tokens = TOKEN.matcher(text).results().toList();
    if (tokens.isEmpty()) {
      return replaced(content, place(content), 0, bytes(value));
    }
    MatchResult token = tokens.get(random.nextInt(tokens.size()));
    return replaced(content, token.start(), token.end() - token.start(), bytes(value));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] replaced(byte[] content, int from, int count, byte[] by) {
    int end = Math.min(content.length, from + count);
    byte[] changed = Arrays.copyOf(content, content.length - (end - from) + by.length);
    System.arraycopy(by, 0, changed, from, by.length);
    System.arraycopy(content, end, changed, from + by.length, content.length - end);
    return changed;
  }
}
