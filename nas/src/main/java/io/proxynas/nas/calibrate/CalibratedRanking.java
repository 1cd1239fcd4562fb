package io.proxynas.nas.calibrate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Learns from a few full trainings what the scores of a space tell, and predicts all candidates.
 *
 * <pre>{@code
 * Prediction all = CalibratedRanking.DEFAULT.predict(table, new Observations(trained, accuracies));
 * }</pre>
 *
 * <p>The truths, on a {@link TruthScale}, are t = β p + f + ε: a prior opinion p with its slope β,
 * a Gaussian process f over the normal scores, and noise ε. No score can be trusted in every space,
 * so it is not chosen which prior and how much noise: the predictions of all are averaged, each
 * weighed by the marginal likelihood of the truths under it (Hoeting et al., Bayesian Model
 * Averaging, Statistical Science 14, 1999). docs/results/calibration.md has what was measured.
 *
 * @param leastTruths below so many truths the prior alone is predicted
 * @param length ℓ of the process, where a pair of candidates drawn at random is 2 apart, squared
 * @param noises the variances of ε to average over, in units of the variance of the truths
 * @param slope what β is believed to be
 * @param slopeVariance how uncertain that is
 */
public record CalibratedRanking(
    int leastTruths, double length, List<Double> noises, double slope, double slopeVariance) {

  /** What the search uses. */
  public static final CalibratedRanking DEFAULT =
      new CalibratedRanking(6, 2, List.of(0.1, 0.3, 1.0), 1, 0.25);

  /** The variance of the truths' unknown mean, in units of their variance. */
  private static final double OFFSET_VARIANCE = 1;

  /** Checks the settings. */
  public CalibratedRanking {
    noises = List.copyOf(noises);
    if (leastTruths < 2) {
      throw new IllegalArgumentException(
          "the least number of truths must be at least 2, but was " + leastTruths);
    }
    requirePositive("the length", length);
    if (noises.isEmpty()) {
      throw new IllegalArgumentException(
          "there must be a noise to average over, but there is none");
    }
    noises.forEach(noise -> requirePositive("a noise", noise));
    if (!Double.isFinite(slope)) {
      throw new IllegalArgumentException("the slope must be finite, but was " + slope);
    }
    requirePositive("the slope's variance", slopeVariance);
  }

  private static void requirePositive(String what, double value) {
    if (!(value > 0 && Double.isFinite(value))) {
      throw new IllegalArgumentException(what + " must be above 0, but was " + value);
    }
  }

  /**
   * Predicts the truth of all candidates.
   *
   * @param table the scores of all candidates; only the order of each score counts
   * @param observations the truths of some of them; fewer than {@link #leastTruths} are not fitted
   * @throws IllegalArgumentException if an observed candidate is not in the table
   */
  public Prediction predict(ScoreTable table, Observations observations) {
    observations.requireWithin(table.candidates());
    Features features = new Features(table, length);
    if (observations.count() < leastTruths) {
      double[] prior = features.belief().values();
      Prediction.Normal opinion =
          new Prediction.Normal(boxed(prior), Collections.nCopies(prior.length, 1.0));
      return new Prediction(opinion, opinion, shares(table, prior));
    }
    int[] at = observations.candidates().stream().mapToInt(c -> c).toArray();
    TruthScale scale = TruthScale.of(observations.truths());
    Mixture mixture = mixture(features, at, scale.standardised(observations.truths()));
    double[] means = new double[features.candidates()];
    double[] deviations = new double[means.length];
    for (int i = 0; i < means.length; i++) {
      Mixture.Moments moments =
          mixture.at(i, covariances(features, i, at), features.variance() + OFFSET_VARIANCE);
      means[i] = moments.mean();
      deviations[i] = moments.deviation();
    }
    Prediction.Normal scaled = new Prediction.Normal(boxed(means), boxed(deviations));
    return new Prediction(scaled.on(scale), scaled, shares(table, means));
  }

  /** The candidates as points. */
  Features features(ScoreTable table) {
    return new Features(table, length);
  }

  private Mixture mixture(Features features, int[] at, double[] truths) {
    double[][] covariance = new double[at.length][];
    for (int i = 0; i < at.length; i++) {
      covariance[i] = covariances(features, at[i], at);
    }
    List<Prior> priors = features.priors();
    List<Belief> beliefs = new ArrayList<>();
    for (double noise : noises) {
      GaussianProcess process = new GaussianProcess(covariance, noise);
      for (Prior prior : priors) {
        beliefs.add(new Belief(process, prior, at, truths, slope, slopeVariance));
      }
    }
    return new Mixture(beliefs);
  }

  private static double[] covariances(Features features, int candidate, int[] at) {
    double[] covariances = new double[at.length];
    for (int j = 0; j < at.length; j++) {
      covariances[j] = features.covariance(candidate, at[j]) + OFFSET_VARIANCE;
    }
    return covariances;
  }

  /** The squared correlation of each score with what is predicted, divided by their sum. */
  private static Map<String, Double> shares(ScoreTable table, double[] predicted) {
    double[] target = NormalScores.standardised(predicted);
    Map<String, Double> shares = new LinkedHashMap<>();
    for (Score score : table.scores()) {
      double[] column = NormalScores.standardised(NormalScores.of(score.merits()));
      double correlation = 0;
      for (int i = 0; i < column.length; i++) {
        correlation += column[i] * target[i] / column.length;
      }
      shares.put(score.name(), correlation * correlation);
    }
    double sum = shares.values().stream().mapToDouble(share -> share).sum();
    shares.replaceAll((name, share) -> sum > 0 ? share / sum : 1.0 / shares.size());
    return shares;
  }

  private static List<Double> boxed(double[] values) {
    return Arrays.stream(values).boxed().toList();
  }
}
