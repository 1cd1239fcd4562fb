package io.proxynas.nas.calibrate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the truth of each candidate is believed to be.
 *
 * @param truths in units of the truth where truths were fitted, else the prior, whose order alone
 *     counts
 * @param scaled the same on the scale of the fit, by which to choose what to train: the logarithm
 *     of the distance from the best, standardised
 * @param listensTo each score's share of what is predicted, in the order of the table; the sum is 1
 */
public record Prediction(Normal truths, Normal scaled, Map<String, Double> listensTo) {

  /** Keeps copies. */
  public Prediction {
    if (truths.means().size() != scaled.means().size()) {
      throw new IllegalArgumentException(
          "each candidate must have a truth on both scales, but %d have one and %d the other"
              .formatted(truths.means().size(), scaled.means().size()));
    }
    listensTo = Collections.unmodifiableMap(new LinkedHashMap<>(listensTo));
  }

  /** The middle of what the truth of each candidate is believed to be, in the table's order. */
  public List<Double> means() {
    return truths.means();
  }

  /** How uncertain each of {@link #means} is: about one standard deviation, in the same unit. */
  public List<Double> deviations() {
    return truths.deviations();
  }

  /**
   * A normal belief of each candidate, in the order of the table.
   *
   * @param means one a candidate
   * @param deviations their standard deviations
   */
  public record Normal(List<Double> means, List<Double> deviations) {

    /** Keeps copies. */
    public Normal {
      means = List.copyOf(means);
      deviations = List.copyOf(deviations);
      if (means.size() != deviations.size()) {
        throw new IllegalArgumentException(
            "each mean must have a deviation, but %d means have %d deviations"
                .formatted(means.size(), deviations.size()));
      }
    }

    /** The same in units of the truth: medians, and deviations to first order around these. */
    Normal on(TruthScale scale) {
      List<Double> spread = new ArrayList<>();
      for (int i = 0; i < means.size(); i++) {
        spread.add(deviations.get(i) * scale.slope(means.get(i)));
      }
      return new Normal(means.stream().map(scale::truth).toList(), spread);
    }
  }
}
