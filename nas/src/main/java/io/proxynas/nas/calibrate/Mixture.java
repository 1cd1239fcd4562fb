package io.proxynas.nas.calibrate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Several beliefs, each with its weight: Bayesian model averaging. */
final class Mixture {

  /** A belief with less than this part of the largest weight is left out. */
  private static final double LEAST_PART = 1e-6;

  private final List<Belief> beliefs = new ArrayList<>();
  private final List<Double> weights = new ArrayList<>();

  /** The processes of the beliefs, each with the sum of their weights. */
  private final Map<GaussianProcess, Double> processes = new LinkedHashMap<>();

  /** Weighs the beliefs by {@link Belief#logMass}. */
  Mixture(List<Belief> all) {
    double most = all.stream().mapToDouble(Belief::logMass).max().orElseThrow();
    double sum = 0;
    for (Belief belief : all) {
      double part = Math.exp(belief.logMass() - most);
      if (part >= LEAST_PART) {
        beliefs.add(belief);
        weights.add(part);
        sum += part;
      }
    }
    double total = sum;
    weights.replaceAll(part -> part / total);
    for (int b = 0; b < beliefs.size(); b++) {
      processes.merge(beliefs.get(b).process(), weights.get(b), Double::sum);
    }
  }

  /**
   * What the truth of a candidate is believed to be.
   *
   * @param k its covariances with the observed candidates, (m)
   * @param variance its covariance with itself
   */
  Moments at(int candidate, double[] k, double variance) {
    double mean = 0;
    double square = 0;
    for (int b = 0; b < beliefs.size(); b++) {
      double one = beliefs.get(b).mean(candidate, k);
      mean += weights.get(b) * one;
      square +=
          weights.get(b) * (one * one + beliefs.get(b).addedVariance(candidate, k) + variance);
    }
    for (Map.Entry<GaussianProcess, Double> process : processes.entrySet()) {
      square -= process.getValue() * process.getKey().explained(k);
    }
    return new Moments(mean, Math.sqrt(Math.max(square - mean * mean, 0)));
  }

  /**
   * A prediction of one candidate.
   *
   * @param mean of the truth, in units of the standardised truths
   * @param deviation its standard deviation
   */
  record Moments(double mean, double deviation) {}
}
