package io.proxynas.nas.calibrate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The candidates as points: the standardised normal scores of a table, those of each kind by
 * themselves.
 *
 * <p>How alike two candidates a, b are is a sum over the kinds that the table has,
 *
 * <pre>
 *   k(a, b) = Σ_kinds exp(−d(a, b) / (2 ℓ²)),   d = mean over the kind's scores of (x_a − x_b)²
 * </pre>
 *
 * so that a kind with many scores does not drown one with few. A pair drawn at random has d = 2.
 */
final class Features {

  /** (kinds, scores of the kind, candidates). */
  private final List<double[][]> columnsByKind = new ArrayList<>();

  private final List<ScoreKind> kinds = new ArrayList<>();
  private final int candidates;
  private final double twiceSquaredLength;

  /**
   * Makes the points.
   *
   * @param length ℓ above
   */
  Features(ScoreTable table, double length) {
    candidates = table.candidates();
    twiceSquaredLength = 2 * length * length;
    for (ScoreKind kind : ScoreKind.values()) {
      double[][] columns =
          table.scores().stream()
              .filter(score -> score.kind() == kind)
              .map(score -> NormalScores.standardised(NormalScores.of(score.merits())))
              .toArray(double[][]::new);
      if (columns.length > 0) {
        kinds.add(kind);
        columnsByKind.add(columns);
      }
    }
  }

  int candidates() {
    return candidates;
  }

  /** k(a, a), which is the same for all. */
  double variance() {
    return kinds.size();
  }

  /** k(a, b) of the class comment, in (0, {@link #variance}]. */
  double covariance(int a, int b) {
    double sum = 0;
    for (double[][] columns : columnsByKind) {
      double distance = 0;
      for (double[] column : columns) {
        double difference = column[a] - column[b];
        distance += difference * difference;
      }
      sum += Math.exp(-distance / columns.length / twiceSquaredLength);
    }
    return sum;
  }

  /**
   * The opinion before any truth: the mean of the kinds, each the mean of its scores; decisions
   * have none.
   */
  Prior belief() {
    double[][] means =
        opinions().mapToObj(k -> mean(columnsByKind.get(k))).toArray(double[][]::new);
    return means.length == 0 ? Prior.none(candidates) : Prior.mean(means, 1);
  }

  /**
   * All opinions to average over: none, the {@link #belief}, the mean of each kind, and each score
   * alone. The scores of a kind have together the mass of one of the others.
   */
  List<Prior> priors() {
    List<Prior> priors = new ArrayList<>(List.of(Prior.none(candidates)));
    if (opinions().findAny().isPresent()) {
      priors.add(belief());
    }
    opinions()
        .mapToObj(columnsByKind::get)
        .forEach(
            columns -> {
              priors.add(Prior.mean(columns, 1));
              if (columns.length > 1) {
                Arrays.stream(columns)
                    .forEach(column -> priors.add(new Prior(column, 1.0 / columns.length, false)));
              }
            });
    return priors;
  }

  private IntStream opinions() {
    return IntStream.range(0, kinds.size()).filter(k -> kinds.get(k) != ScoreKind.DECISION);
  }

  private double[] mean(double[][] columns) {
    double[] mean = new double[candidates];
    for (double[] column : columns) {
      for (int i = 0; i < candidates; i++) {
        mean[i] += column[i] / columns.length;
      }
    }
    return mean;
  }
}
