package io.proxynas.nas.calibrate;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the truth of each candidate is believed to be.
 *
 * @param means one a candidate, in the order of the table; in units of the truth where truths were
 *     fitted, else the prior, whose order alone counts
 * @param deviations how uncertain each mean is: one standard deviation, in the same unit
 * @param listensTo each score's share of what is predicted, in the order of the table; the sum is 1
 */
public record Prediction(
    List<Double> means, List<Double> deviations, Map<String, Double> listensTo) {

  /** Keeps copies. */
  public Prediction {
    means = List.copyOf(means);
    deviations = List.copyOf(deviations);
    if (means.size() != deviations.size()) {
      throw new IllegalArgumentException(
          "each mean must have a deviation, but %d means have %d deviations"
              .formatted(means.size(), deviations.size()));
    }
    listensTo = Collections.unmodifiableMap(new LinkedHashMap<>(listensTo));
  }
}
