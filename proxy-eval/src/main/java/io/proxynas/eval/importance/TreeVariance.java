package io.proxynas.eval.importance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The functional analysis of variance of one regression tree over independent decisions, each of
 * whose options is as likely as the others: how much of the variance of what it says is owed to
 * each decision alone. Exact, by the leaves (Hutter, Hoos and Leyton-Brown, An Efficient Approach
 * for Assessing Hyperparameter Importance, ICML 2014, algorithms 1 and 2).
 */
final class TreeVariance {

  /**
   * A leaf.
   *
   * @param value what the tree says there
   * @param allowed of each decision whether each option leads there
   */
  record Leaf(double value, boolean[][] allowed) {

    /** The fraction of a decision's options that leads here. */
    private double fraction(int decision) {
      int count = 0;
      for (boolean is : allowed[decision]) {
        count += is ? 1 : 0;
      }
      return (double) count / allowed[decision].length;
    }

    /** The fraction of all networks that comes here, apart from one decision; none with -1. */
    private double fractionApartFrom(int decision) {
      double fraction = 1;
      for (int d = 0; d < allowed.length; d++) {
        fraction *= d == decision ? 1 : fraction(d);
      }
      return fraction;
    }
  }

  private final List<Leaf> leaves;
  private final double mean;
  private final double variance;

  TreeVariance(List<Leaf> leaves) {
    this.leaves = new ArrayList<>(leaves);
    this.mean = leaves.stream().mapToDouble(l -> l.value * l.fractionApartFrom(-1)).sum();
    this.variance =
        leaves.stream().mapToDouble(l -> square(l.value - mean) * l.fractionApartFrom(-1)).sum();
  }

  /** Of what the tree says of all networks. */
  double variance() {
    return variance;
  }

  /** The mean of what the tree says of the networks with each option of a decision. */
  double[] marginal(int decision) {
    double[] means = new double[leaves.get(0).allowed[decision].length];
    for (Leaf leaf : leaves) {
      double weighted = leaf.value * leaf.fractionApartFrom(decision);
      for (int option = 0; option < means.length; option++) {
        means[option] += leaf.allowed[decision][option] ? weighted : 0;
      }
    }
    return means;
  }

  /**
   * The fraction of the variance that is owed to a decision alone; 0 of a tree that is one leaf.
   */
  double share(int decision) {
    double owed = Arrays.stream(marginal(decision)).map(m -> square(m - mean)).average().orElse(0);
    return variance > 0 ? owed / variance : 0;
  }

  private static double square(double value) {
    return value * value;
  }
}
