package io.proxynas.nas.calibrate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * Learns from a few full trainings how the scores of a space tell the truth, and predicts all.
 *
 * <p>A first version: one Gaussian process with a fixed length, around the mean of all scores.
 *
 * @param leastTruths below so many truths the prior alone is predicted
 */
public record CalibratedRanking(int leastTruths) {

  /** What the search uses. */
  public static final CalibratedRanking DEFAULT = new CalibratedRanking(6);

  private static final double LENGTH = 2;
  private static final double NOISE = 0.15;

  /** Checks the setting. */
  public CalibratedRanking {
    if (leastTruths < 2) {
      throw new IllegalArgumentException(
          "the least number of truths must be at least 2, but was " + leastTruths);
    }
  }

  /**
   * Predicts the truth of all candidates.
   *
   * @param table the scores of all candidates
   * @param observations the truths of some of them
   * @throws IllegalArgumentException if an observed candidate is not in the table
   */
  public Prediction predict(ScoreTable table, Observations observations) {
    observations.requireWithin(table.candidates());
    double[][] scores =
        table.scores().stream().map(s -> NormalScores.of(s.merits())).toArray(double[][]::new);
    double[] prior = new double[table.candidates()];
    Arrays.setAll(prior, i -> Arrays.stream(scores).mapToDouble(s -> s[i]).average().orElse(0));
    if (observations.count() < leastTruths) {
      return new Prediction(
          boxed(prior), Collections.nCopies(prior.length, 1.0), equalShares(table));
    }
    return fitted(table, scores, prior, observations);
  }

  private static Prediction fitted(
      ScoreTable table, double[][] scores, double[] prior, Observations observations) {
    double[] truths = observations.truths().stream().mapToDouble(t -> t).toArray();
    double middle = Arrays.stream(truths).average().orElse(0);
    double unit =
        Math.sqrt(Arrays.stream(truths).map(t -> (t - middle) * (t - middle)).average().orElse(0));
    double scale = unit > 0 ? unit : 1;
    int m = truths.length;
    int[] at = observations.candidates().stream().mapToInt(c -> c).toArray();
    RealMatrix covariance = new Array2DRowRealMatrix(m, m);
    double[] residuals = new double[m];
    for (int i = 0; i < m; i++) {
      residuals[i] = (truths[i] - middle) / scale - prior[at[i]];
      for (int j = 0; j < m; j++) {
        covariance.setEntry(i, j, kernel(scores, at[i], at[j]) + (i == j ? NOISE : 0));
      }
    }
    CholeskyDecomposition decomposition = new CholeskyDecomposition(covariance);
    double[] weights =
        decomposition.getSolver().solve(new ArrayRealVector(residuals, false)).toArray();
    List<Double> means = new ArrayList<>();
    List<Double> deviations = new ArrayList<>();
    for (int i = 0; i < prior.length; i++) {
      double[] row = new double[m];
      int place = i;
      Arrays.setAll(row, j -> kernel(scores, place, at[j]));
      ArrayRealVector vector = new ArrayRealVector(row, false);
      means.add(middle + scale * (prior[i] + vector.dotProduct(new ArrayRealVector(weights))));
      double variance = 1 - vector.dotProduct(decomposition.getSolver().solve(vector));
      deviations.add(scale * Math.sqrt(Math.max(variance, 0)));
    }
    return new Prediction(means, deviations, equalShares(table));
  }

  private static double kernel(double[][] scores, int a, int b) {
    double sum = 0;
    for (double[] score : scores) {
      sum += (score[a] - score[b]) * (score[a] - score[b]);
    }
    return Math.exp(-sum / scores.length / (2 * LENGTH * LENGTH));
  }

  private static Map<String, Double> equalShares(ScoreTable table) {
    Map<String, Double> shares = new LinkedHashMap<>();
    table.scores().forEach(score -> shares.put(score.name(), 1.0 / table.scores().size()));
    return shares;
  }

  private static List<Double> boxed(double[] values) {
    return Arrays.stream(values).boxed().toList();
  }
}
