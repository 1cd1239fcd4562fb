package io.proxynas.experiments;

import java.util.List;

/**
 * The accuracies of networks that differ in nothing but their seeds.
 *
 * @param values fractions right in [0, 1], in the order of the seeds; at least 1
 */
public record Accuracies(List<Double> values) {

  public Accuracies {
    values = List.copyOf(values);
    if (values.isEmpty()) {
      throw new IllegalArgumentException("there must be at least 1 accuracy, but there were 0");
    }
  }

  /** Their mean. */
  public double mean() {
    return values.stream().mapToDouble(Double::doubleValue).sum() / values.size();
  }

  /** Their standard deviation about the mean, over n − 1; NaN for one network. */
  public double standardDeviation() {
    double mean = mean();
    double squares = values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
    return values.size() == 1 ? Double.NaN : Math.sqrt(squares / (values.size() - 1));
  }
}
