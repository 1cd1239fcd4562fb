package io.proxynas.eval.importance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.proxynas.engine.Seed;
import io.proxynas.eval.importance.TreeVariance.Leaf;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class TreeVarianceTest {

  private static boolean[] of(boolean... allowed) {
    return allowed;
  }

  /**
   * By hand: the first decision has 2 options, the second 4. The first option leads to 0; the other
   * to 4 for one option of the second decision and to 0 for three: mean 1/2, variance 7/4;
   * marginals (0, 1) and (2, 0, 0, 0), so shares (1/4) / (7/4) and (3/4) / (7/4).
   */
  @Test
  void share_smallTree_isAsByHand() {
    TreeVariance tree =
        new TreeVariance(
            List.of(
                new Leaf(0, new boolean[][] {of(true, false), of(true, true, true, true)}),
                new Leaf(4, new boolean[][] {of(false, true), of(true, false, false, false)}),
                new Leaf(0, new boolean[][] {of(false, true), of(false, true, true, true)})));
    assertThat(tree.variance()).isEqualTo(1.75, within(1e-12));
    assertThat(tree.marginal(0)).containsExactly(0, 1);
    assertThat(tree.marginal(1)).containsExactly(2, 0, 0, 0);
    assertThat(tree.share(0)).isEqualTo(1 / 7.0, within(1e-12));
    assertThat(tree.share(1)).isEqualTo(3 / 7.0, within(1e-12));
  }

  @Test
  void share_oneLeaf_isNothing() {
    TreeVariance tree = new TreeVariance(List.of(new Leaf(3, new boolean[][] {of(true, true)})));
    assertThat(tree.variance()).isZero();
    assertThat(tree.share(0)).isZero();
  }

  /** All networks one by one. */
  @Test
  void share_randomTrees_areThoseOfEnumeration() {
    RandomGenerator random = new Seed(3).generator();
    for (int repeat = 0; repeat < 20; repeat++) {
      List<Leaf> leaves = new ArrayList<>();
      grow(
          new boolean[][] {of(true, true, true), of(true, true), of(true, true, true, true)},
          4,
          random,
          leaves);
      TreeVariance tree = new TreeVariance(leaves);
      double[][][] says = new double[3][2][4];
      double mean = 0;
      for (int[] at : networks()) {
        says[at[0]][at[1]][at[2]] = value(leaves, at);
        mean += says[at[0]][at[1]][at[2]] / 24;
      }
      double variance = 0;
      double[] first = new double[3];
      for (int[] at : networks()) {
        variance += Math.pow(says[at[0]][at[1]][at[2]] - mean, 2) / 24;
        first[at[0]] += says[at[0]][at[1]][at[2]] / 8;
      }
      double owed = 0;
      for (double each : first) {
        owed += Math.pow(each - mean, 2) / 3;
      }
      assertThat(tree.variance()).isEqualTo(variance, within(1e-9));
      assertThat(tree.marginal(0)).containsExactly(first, within(1e-9));
      assertThat(tree.share(0)).isEqualTo(variance > 0 ? owed / variance : 0, within(1e-9));
      assertThat(tree.share(0) + tree.share(1) + tree.share(2)).isLessThan(1 + 1e-9);
    }
  }

  private static List<int[]> networks() {
    List<int[]> all = new ArrayList<>();
    for (int a = 0; a < 3; a++) {
      for (int b = 0; b < 2; b++) {
        for (int c = 0; c < 4; c++) {
          all.add(new int[] {a, b, c});
        }
      }
    }
    return all;
  }

  private static double value(List<Leaf> leaves, int[] at) {
    return leaves.stream()
        .filter(l -> l.allowed()[0][at[0]] && l.allowed()[1][at[1]] && l.allowed()[2][at[2]])
        .mapToDouble(Leaf::value)
        .sum();
  }

  private static void grow(
      boolean[][] allowed, int depth, RandomGenerator random, List<Leaf> leaves) {
    int decision = random.nextInt(allowed.length);
    int option = random.nextInt(allowed[decision].length);
    boolean splits = allowed[decision][option] && count(allowed[decision]) > 1;
    if (depth == 0 || !splits) {
      leaves.add(new Leaf(random.nextGaussian(), allowed));
      return;
    }
    boolean[][] has = allowed.clone();
    boolean[][] hasNot = allowed.clone();
    has[decision] = new boolean[allowed[decision].length];
    has[decision][option] = true;
    hasNot[decision] = allowed[decision].clone();
    hasNot[decision][option] = false;
    grow(has, depth - 1, random, leaves);
    grow(hasNot, depth - 1, random, leaves);
  }

  private static int count(boolean[] options) {
    int count = 0;
    for (boolean is : options) {
      count += is ? 1 : 0;
    }
    return count;
  }
}
