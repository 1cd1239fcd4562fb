package io.proxynas.eval.stat;

import io.proxynas.nas.ranking.Ranks;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Kendall's rank correlation τ-b: of all pairs of candidates, how many more are ordered alike by
 * both scores than are ordered in opposite ways, corrected for ties. Without ties, (1 + τ)/2 is the
 * fraction of pairs ordered alike.
 *
 * <p>M. G. Kendall, The Treatment of Ties in Ranking Problems, Biometrika 33 (1945):
 *
 * <pre>τ-b = (C - D) / √((P - Tx)(P - Ty))</pre>
 *
 * with P = n(n-1)/2 pairs, C concordant, D discordant, and Tx, Ty pairs tied in x, in y.
 */
public final class KendallTau {

  /*
   * Counted in O(n log n) after W. R. Knight, A Computer Method for Calculating Kendall's Tau with
   * Ungrouped Data, JASA 61 (1966): sort by x, then y; the exchanges that a merge sort by y makes
   * are the discordant pairs. Pairs tied in x are in order of y already and exchange nothing.
   * From C + D + Tx + Ty - Txy = P follows C - D = P - Tx - Ty + Txy - 2D.
   */

  private KendallTau() {}

  /**
   * Kendall's τ-b of the pairs, in [-1, 1].
   *
   * <p>Infinities are ordered like other values.
   *
   * @param x length n
   * @param y length n
   * @return NaN for fewer than three pairs, any NaN, or a constant vector
   * @throws IllegalArgumentException if the lengths differ
   */
  public static double of(double[] x, double[] y) {
    if (Pairs.uncorrelatable(x, y)) {
      return Double.NaN;
    }
    // Ranks instead of values, so that -0.0 and 0.0 sort as the ties that they are.
    double[] rankX = Ranks.average(x);
    double[] rankY = Ranks.average(y);
    int n = x.length;
    int[] order =
        IntStream.range(0, n)
            .boxed()
            .sorted(
                Comparator.<Integer>comparingDouble(i -> rankX[i])
                    .thenComparingDouble(i -> rankY[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] sortedX = IntStream.of(order).mapToDouble(i -> rankX[i]).toArray();
    double[] sortedY = IntStream.of(order).mapToDouble(i -> rankY[i]).toArray();
    long pairs = (long) n * (n - 1) / 2;
    long tiedX = tiedPairs(sortedX, sortedX);
    long tiedBoth = tiedPairs(sortedX, sortedY);
    long discordant = sort(sortedY, new double[n], 0, n); // from here on sorted by y alone
    long tiedY = tiedPairs(sortedY, sortedY);
    double balance = pairs - tiedX - tiedY + tiedBoth - 2 * discordant; // C - D
    return balance / Math.sqrt((double) (pairs - tiedX) * (pairs - tiedY));
  }

  /** Pairs equal in both vectors, where equal pairs stand side by side. */
  private static long tiedPairs(double[] first, double[] second) {
    long tied = 0;
    long run = 0;
    for (int i = 1; i < first.length; i++) {
      run = first[i] == first[i - 1] && second[i] == second[i - 1] ? run + 1 : 0;
      tied += run;
    }
    return tied;
  }

  /** Sorts values[from, to) and counts the pairs that stood in strictly falling order. */
  private static long sort(double[] values, double[] spare, int from, int to) {
    if (to - from < 2) {
      return 0;
    }
    int middle = (from + to) >>> 1;
    long falling = sort(values, spare, from, middle) + sort(values, spare, middle, to);
    int left = from;
    int right = middle;
    for (int i = from; i < to; i++) {
      if (right == to || (left < middle && values[left] <= values[right])) {
        spare[i] = values[left++];
      } else {
        spare[i] = values[right++];
        falling += middle - left;
      }
    }
    System.arraycopy(spare, from, values, from, to - from);
    return falling;
  }
}
