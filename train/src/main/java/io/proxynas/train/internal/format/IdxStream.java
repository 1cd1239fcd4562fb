package io.proxynas.train.internal.format;

import io.proxynas.train.check.Room;
import io.proxynas.train.data.DataException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/** One IDX file, read from front to back, that knows at which byte it is. */
final class IdxStream {

  private static final int GZIP_MAGIC = 0x1f8b;
  private static final int CHUNK = 1 << 20;

  private final String name;
  private final InputStream in;
  private final long size;
  private boolean packed;
  private long offset;

  /**
   * @param name for error messages
   * @param raw plain or gzipped
   * @param size of the file in bytes, as it lies there
   */
  IdxStream(String name, InputStream raw, long size) {
    this.name = name;
    this.size = size;
    this.in = plain(new BufferedInputStream(raw, CHUNK));
  }

  String name() {
    return name;
  }

  private InputStream plain(BufferedInputStream buffered) {
    try {
      buffered.mark(2);
      int start = buffered.read() << 8 | buffered.read();
      buffered.reset();
      packed = start == GZIP_MAGIC;
      return packed ? new GZIPInputStream(buffered, CHUNK) : buffered;
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

  /**
   * Reads the rest of the file.
   *
   * @param expected bytes that it must have; {@code Long.MAX_VALUE} stands for more than that
   */
  byte[] payload(long expected) {
    if (expected > Integer.MAX_VALUE - 8) {
      throw error(
          4,
          "at most %d bytes of data can be read, but the header promises %s"
              .formatted(
                  Integer.MAX_VALUE - 8, expected == Long.MAX_VALUE ? "even more" : expected));
    }
    requireRoom(expected);
    long header = offset;
    byte[] bytes = read((int) expected);
    if (bytes.length < expected) {
      throw truncated(header + expected, header + bytes.length);
    }
    requireEnd();
    return bytes;
  }

  /** Before anything is allocated: a damaged header may promise gigabytes. */
  private void requireRoom(long expected) {
    if (!packed && size < offset + expected) {
      throw truncated(offset + expected, size);
    }
    try {
      String data = "the data of the header";
      if (packed) {
        Room.requireUnpacked(data, expected, size);
      } else {
        Room.requireHeap(data, expected);
      }
    } catch (IOException e) {
      throw new DataException("%s, byte 4: %s".formatted(name, e.getMessage()), e);
    }
  }

  private DataException truncated(long expected, long actual) {
    return error(
        actual, "truncated: expected %d bytes, but there are %d".formatted(expected, actual));
  }

  /** Looks at no more than a block of what trails: it may be endless. */
  private void requireEnd() {
    try {
      int trailing = in.readNBytes(CHUNK).length;
      if (trailing > 0) {
        throw error(
            offset,
            "trailing bytes: expected %d bytes, but there are %s%d"
                .formatted(offset, trailing == CHUNK ? "at least " : "", offset + trailing));
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
    byte[] bytes = new byte[packed ? Math.min(count, CHUNK) : count];
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
