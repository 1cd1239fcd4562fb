package io.proxynas.train.internal.format;

import io.proxynas.train.data.DataException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/** One IDX file, read from front to back, that knows at which byte it is. */
final class IdxStream {

  private static final int GZIP_MAGIC = 0x1f8b;
  private static final int CHUNK = 1 << 20;

  private final String name;
  private final InputStream in;
  private long offset;

  /**
   * @param name for error messages
   * @param raw plain or gzipped
   */
  IdxStream(String name, InputStream raw) {
    this.name = name;
    this.in = plain(new BufferedInputStream(raw, CHUNK));
  }

  private InputStream plain(BufferedInputStream buffered) {
    try {
      buffered.mark(2);
      int start = buffered.read() << 8 | buffered.read();
      buffered.reset();
      return start == GZIP_MAGIC ? new GZIPInputStream(buffered, CHUNK) : buffered;
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** Reads the magic number, which must be {@code expected}. */
  void magic(int expected, String what) {
    int actual = int32("the magic number");
    if (actual != expected) {
      throw error(
          0,
          "the magic number must be 0x%08x (IDX %s of unsigned bytes), but was 0x%08x"
              .formatted(expected, what, actual));
    }
  }

  /** Reads a count, which must be at least 1. */
  int dimension(String what) {
    int value = int32(what);
    if (value < 1) {
      throw error(
          offset - 4,
          "%s must be in [1, %d], but was %d"
              .formatted(what, Integer.MAX_VALUE, Integer.toUnsignedLong(value)));
    }
    return value;
  }

  /** Reads the rest of the file, which must have {@code expected} bytes. */
  byte[] payload(long expected) {
    // Not allocated from the header alone: a damaged one may promise gigabytes.
    if (expected > Integer.MAX_VALUE - 8) {
      throw error(
          4,
          "at most %d bytes of data can be read, but the header promises %d"
              .formatted(Integer.MAX_VALUE - 8, expected));
    }
    long header = offset;
    byte[] bytes = read((int) expected);
    if (bytes.length < expected) {
      throw error(
          offset,
          "truncated: expected %d bytes, but there are %d"
              .formatted(header + expected, header + bytes.length));
    }
    requireEnd();
    return bytes;
  }

  private void requireEnd() {
    try {
      long trailing = in.transferTo(OutputStream.nullOutputStream());
      if (trailing > 0) {
        throw error(
            offset,
            "trailing bytes: expected %d bytes, but there are %d"
                .formatted(offset, offset + trailing));
      }
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private int int32(String what) {
    byte[] bytes = read(4);
    if (bytes.length < 4) {
      throw error(
          offset,
          "truncated: expected 4 bytes of %s, but there are %d".formatted(what, bytes.length));
    }
    return ByteBuffer.wrap(bytes).getInt();
  }

  /** Reads {@code count} bytes, or as many as there are. */
  private byte[] read(int count) {
    byte[] bytes = new byte[Math.min(count, CHUNK)];
    int length = 0;
    try {
      while (length < count) {
        if (length == bytes.length) {
          bytes = Arrays.copyOf(bytes, (int) Math.min(count, 2L * length));
        }
        int got = in.read(bytes, length, bytes.length - length);
        if (got < 0) {
          break;
        }
        length += got;
        offset += got;
      }
    } catch (EOFException e) {
      // The gzip data ends early: as good as an end of file.
    } catch (IOException e) {
      throw unreadable(e);
    }
    return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
  }

  private DataException unreadable(IOException cause) {
    return new DataException(
        "%s, byte %d: cannot be read: %s".formatted(name, offset, DataException.reason(cause)),
        cause);
  }

  /** An error at a byte of the (decompressed) file. */
  DataException error(long at, String what) {
    return new DataException("%s, byte %d: %s".formatted(name, at, what));
  }
}
