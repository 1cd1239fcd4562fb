package io.proxynas.nas.ranking;

import java.util.Arrays;

/** Ranks of values, 1 for the smallest; equal values share the mean of their places. */
public final class Ranks {

  private Ranks() {}

  /**
   * The average ranks, as in SciPy's {@code rankdata}.
   *
   * @param values without NaN; -0.0 and 0.0 are equal
   * @return the rank of each value, in [1, n], a multiple of one half
   */
  public static double[] average(double[] values) {
    double[] sought = Arrays.stream(values).map(v -> v + 0.0).toArray(); // -0.0 becomes 0.0
    double[] ascending = sought.clone();
    Arrays.sort(ascending);
    double[] rankOfPlace = new double[ascending.length];
    int from = 0;
    while (from < ascending.length) {
      int to = from + 1;
      while (to < ascending.length && ascending[to] == ascending[from]) {
        to++;
      }
      Arrays.fill(rankOfPlace, from, to, (from + 1 + to) / 2.0); // mean of places from + 1 .. to
      from = to;
    }
    return Arrays.stream(sought).map(v -> rankOfPlace[Arrays.binarySearch(ascending, v)]).toArray();
  }
}
