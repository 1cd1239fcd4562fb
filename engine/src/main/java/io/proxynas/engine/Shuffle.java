package io.proxynas.engine;

import java.util.random.RandomGenerator;

/**
 * The shuffle of Fisher and Yates (Knuth, The Art of Computer Programming 2, algorithm 3.4.2 P),
 * from the front, so that a prefix costs its own length only.
 */
public final class Shuffle {

  private Shuffle() {}

  /** Puts the values in random order, each order with the same probability. */
  public static void all(int[] values, RandomGenerator random) {
    prefix(values, values.length, random);
  }

  /**
   * Draws without replacement: afterwards the first values are a random selection in random order,
   * and the others are behind them.
   *
   * @param count how many, in [0, length]
   */
  public static void prefix(int[] values, int count, RandomGenerator random) {
    for (int i = 0; i < count; i++) {
      int j = random.nextInt(i, values.length);
      int swapped = values[i];
      values[i] = values[j];
      values[j] = swapped;
    }
  }
}
