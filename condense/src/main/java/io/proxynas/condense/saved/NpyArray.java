package io.proxynas.condense.saved;

import io.proxynas.train.check.Require;
import io.proxynas.train.check.Shown;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/**
 * An array in NumPy's NPY format (NumPy Enhancement Proposal 1), versions 1 to 3: row-major and
 * little-endian only.
 *
 * @param shape of the array
 * @param values the elements, little-endian, from the buffer's position to its limit
 */
record NpyArray(int[] shape, ByteBuffer values) {

  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int ALIGNMENT = 64;
  private static final Pattern HEADER =
      Pattern.compile(
          "\\{'descr': '([^']*)', 'fortran_order': (True|False), 'shape': \\(([\\d, ]*)\\), \\}\\s*");

  /**
   * Reads an array.
   *
   * @param zip that has it, as {@code name.npy}
   * @param type as NumPy writes it, such as {@code <f4}
   * @param typeName for messages
   * @throws IOException with a phrase if it is damaged or another kind of array
   */
  static NpyArray read(ZipFile zip, String name, String type, String typeName) throws IOException {
    ByteBuffer bytes = ZipContent.read(zip, name + ".npy");
    Matcher header = HEADER.matcher(header(name, bytes));
    if (!header.matches()) {
      throw new IOException("its %s is not a plain array in the NPY format".formatted(name));
    }
    Require.inFile(
        header.group(1).equals(type),
        "its %s must be %s, %s in NumPy's words, but are %s",
        name,
        typeName,
        type,
        header.group(1));
    Require.inFile(
        header.group(2).equals("False"),
        "its %s must be in row-major order, but are in Fortran's order",
        name);
    int[] shape = shape(name, header.group(3));
    long expected = Arrays.stream(shape).asLongStream().reduce(size(type), NpyArray::product);
    Require.inFile(
        bytes.remaining() == expected,
        "its %s must have %d bytes, but have %d",
        name,
        expected,
        bytes.remaining());
    return new NpyArray(shape, bytes);
  }

  /** Reads up to the values. */
  private static String header(String name, ByteBuffer bytes) throws IOException {
    byte[] magic = new byte[MAGIC.length];
    boolean begins = bytes.remaining() >= MAGIC.length + 4;
    if (begins) {
      bytes.get(magic);
    }
    Require.inFile(begins && Arrays.equals(magic, MAGIC), "its %s is not in the NPY format", name);
    int version = bytes.get();
    bytes.get(); // the minor version
    Require.inFile(
        version >= 1 && version <= 3,
        "its %s must be in version 1 to 3 of the NPY format, but is in %d",
        name,
        version);
    int length = version == 1 || bytes.remaining() < 4 ? bytes.getShort() & 0xffff : bytes.getInt();
    Require.inFile(length >= 0 && length <= bytes.remaining(), "its %s ends early", name);
    byte[] text = new byte[length];
    bytes.get(text);
    return new String(text, StandardCharsets.UTF_8);
  }

  private static int[] shape(String name, String text) throws IOException {
    try {
      return Stream.of(text.split(","))
          .map(String::strip)
          .filter(number -> !number.isEmpty())
          .mapToInt(Integer::parseInt)
          .toArray();
    } catch (NumberFormatException e) {
      throw new IOException("the shape of its %s is (%s)".formatted(name, Shown.of(text)), e);
    }
  }

  /** At most {@code Long.MAX_VALUE}, which no file has. */
  private static long product(long a, long b) {
    long high = Math.multiplyHigh(a, b);
    return high == 0 && a * b >= 0 ? a * b : Long.MAX_VALUE;
  }

  private static long size(String type) {
    return type.charAt(type.length() - 1) - '0';
  }

  /** The header of an array, in version 1. */
  static byte[] header(String type, int... shape) {
    String numbers = Arrays.stream(shape).mapToObj(n -> n + ",").collect(Collectors.joining(" "));
    String tuple = shape.length <= 1 ? numbers : numbers.substring(0, numbers.length() - 1);
    String text = "{'descr': '%s', 'fortran_order': False, 'shape': (%s), }".formatted(type, tuple);
    int unpadded = MAGIC.length + 4 + text.length() + 1;
    int size = (unpadded + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    String padded = text + " ".repeat(size - unpadded) + "\n";
    return ByteBuffer.allocate(size)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(MAGIC)
        .put((byte) 1)
        .put((byte) 0)
        .putShort((short) padded.length())
        .put(padded.getBytes(StandardCharsets.US_ASCII))
        .array();
  }
}
