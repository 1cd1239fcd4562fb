package io.proxynas.eval.stat;

import java.util.Comparator;
import java.util.stream.IntStream;

/** Ranks of values, 1 for the smallest; equal values share the mean of their places. */
final class Ranks {

  private Ranks() {}

  /**
   * The average ranks, as in SciPy's {@code rankdata}.
   *
   * @param values without NaN; -0.0 and 0.0 are equal
   * @return the rank of each value, in [1, n], a multiple of one half
   */
  static double[] average(double[] values) {
    int n = values.length;
    int[] ascending =
        IntStream.range(0, n)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> values[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] ranks = new double[n];
    int from = 0;
    while (from < n) {
      int to = from + 1;
      while (to < n && values[ascending[to]] == values[ascending[from]]) {
        to++;
      }
      for (int i = from; i < to; i++) {
        ranks[ascending[i]] = (from + 1 + to) / 2.0; // the mean of places from + 1 .. to
      }
      from = to;
    }
    return ranks;
  }
}
