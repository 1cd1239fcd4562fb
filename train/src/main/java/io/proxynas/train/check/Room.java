package io.proxynas.train.check;

import java.io.IOException;

/**
 * Holds what a file promises to contain against what it can contain and against the memory, before
 * any of it is allocated.
 *
 * <p>Images that are packed become perhaps ten times as large, and a file that is made to exhaust
 * the memory a thousand times. So one byte may become {@value #RATIO}, and a small file {@value
 * #SMALL} bytes more.
 */
public final class Room {

  private static final int RATIO = 100;
  private static final long SMALL = 1 << 27;

  private Room() {}

  /** The most bytes that a file of some bytes may unpack to. */
  public static long unpacked(long packed) {
    return SMALL + RATIO * packed;
  }

  /**
   * Requires that a part of a file may unpack to some bytes.
   *
   * @param what is unpacked, as in {@code its images.npy}
   * @param bytes that it promises
   * @param packed bytes of the whole file
   * @throws IOException with a phrase if it promises more than an array takes, or than {@link
   *     #unpacked}
   */
  public static void requireUnpacked(String what, long bytes, long packed) throws IOException {
    long most = Math.min(unpacked(packed), Integer.MAX_VALUE - 8);
    Require.inFile(
        bytes >= 0 && bytes <= most,
        "%s must unpack to at most %d bytes in a file of %d, but has %s",
        what,
        most,
        packed,
        Long.toUnsignedString(bytes));
    requireHeap(what, bytes);
  }

  /**
   * Requires that the heap can hold some bytes.
   *
   * @param what needs them
   * @throws IOException with a phrase if it is smaller
   */
  public static void requireHeap(String what, long bytes) throws IOException {
    long heap = Runtime.getRuntime().maxMemory();
    Require.inFile(
        bytes <= heap,
        "%s must fit into the heap of %d bytes (-Xmx), but needs %d",
        what,
        heap,
        bytes);
  }
}
