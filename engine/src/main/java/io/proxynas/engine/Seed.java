package io.proxynas.engine;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * A node of the tree of seeds from which every random number of a run comes: the root is the user's
 * {@code --seed}, and each consumer takes a child by name or index. A child depends only on its
 * path, never on what was drawn elsewhere or on which thread, so that a run has the same bits at
 * any number of workers.
 *
 * @param value the 64 bits that identify this node
 */
public record Seed(long value) {

  /** The child for a named purpose, such as {@code "weights"} or {@code "data order"}. */
  public Seed child(String name) {
    long hash = 0xcbf29ce484222325L; // FNV-1a, 64 bits
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
    }
    return child(hash);
  }

  /** The child for an index, such as an iteration, a class or a candidate number. */
  public Seed child(long index) {
    return new Seed(mix(value + 0x9e3779b97f4a7c15L * (index + 1)) ^ mix(index));
  }

  /** A new generator that starts at this node; two calls give generators with equal sequences. */
  public RandomGenerator generator() {
    return new SplittableRandom(value);
  }

  /** The finaliser of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014, figure 16). */
  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
