package io.proxynas.nas.calibrate;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * Which candidates to train in full: those of which most improvement is expected for what their
 * training costs.
 *
 * <p>The truth of a candidate is believed to be normal, with mean m and deviation s; t is the
 * largest mean of those that were trained (before any, that of an average candidate), c the cost:
 *
 * <pre>
 *   a = E[max(truth − t, 0)] / c = s (z Φ(z) + φ(z)) / c,   z = (m − t) / s
 *   c = flops / mean flops + overhead
 * </pre>
 *
 * on the {@link Prediction#scaled scale of the fit} (expected improvement per second: Snoek,
 * Larochelle, Adams, Practical Bayesian Optimization of Machine Learning Algorithms, NeurIPS 2012,
 * section 3.2). Before truths are fitted m is the prior and s is 1. The cost is predicted from
 * FLOPs, and not measured, so that the same search chooses the same candidates on any machine.
 * docs/results/race.md has what else was tried.
 *
 * @param overhead what a training costs beside its FLOPs, as a part of the mean candidate's FLOPs
 */
public record ImprovementPerCost(double overhead) {

  /**
   * What the search uses: processor seconds of 84 ConvNets are 3.2 s and 1.25 s for each million
   * multiply-adds of one image, of which they have 17 on average.
   */
  public static final ImprovementPerCost DEFAULT = new ImprovementPerCost(0.15);

  /**
   * Full trainings that a search, and its replays, choose at a time. More would keep more workers
   * busy, fewer would learn more from each other; a number of its own keeps the search the same at
   * any number of workers.
   */
  public static final int AT_A_TIME = 4;

  /** Checks the overhead. */
  public ImprovementPerCost {
    if (!(overhead > 0 && Double.isFinite(overhead))) {
      throw new IllegalArgumentException("the overhead must be above 0, but was " + overhead);
    }
  }

  /**
   * The candidates to train next.
   *
   * @param ranking predicts
   * @param table all candidates
   * @param known the truths so far; none of these candidates is chosen again
   * @param flops one a candidate, of any unit, or equal numbers where all cost the same
   * @param count how many; fewer come if there are no more
   * @return places in the table, distinct, in the order of their choice
   * @throws IllegalArgumentException if the count is below 0, a known candidate is not in the
   *     table, or there is not one number of FLOPs a candidate, each at least 0
   */
  public List<Integer> next(
      CalibratedRanking ranking,
      ScoreTable table,
      Observations known,
      List<Double> flops,
      int count) {
    if (count < 0) {
      throw new IllegalArgumentException("the count must be at least 0, but was " + count);
    }
    double[] costs = costs(flops, table.candidates());
    Prediction.Normal prediction = ranking.predict(table, known).scaled();
    double best = known.candidates().stream().mapToDouble(prediction.means()::get).max().orElse(0);
    List<Double> merits =
        IntStream.range(0, costs.length)
            .mapToObj(
                i ->
                    improvement(prediction.means().get(i), prediction.deviations().get(i), best)
                        / costs[i])
            .toList();
    Set<Integer> taken = new HashSet<>(known.candidates());
    return IntStream.range(0, costs.length)
        .boxed()
        .filter(place -> !taken.contains(place))
        .sorted(
            Comparator.comparing(merits::get, Comparator.<Double>reverseOrder())
                .thenComparing(prediction.means()::get, Comparator.reverseOrder()))
        .limit(count)
        .toList();
  }

  private double[] costs(List<Double> flops, int candidates) {
    if (flops.size() != candidates || flops.stream().anyMatch(f -> !(f >= 0 && f < 1e300))) {
      throw new IllegalArgumentException(
          "each of %d candidates must have a number of FLOPs of at least 0, but these were %s"
              .formatted(candidates, flops));
    }
    double sum = flops.stream().mapToDouble(f -> f).sum();
    double mean = sum > 0 ? sum / candidates : 1;
    return flops.stream().mapToDouble(f -> f / mean + overhead).toArray();
  }

  /**
   * By how much a normal truth is expected to exceed a value, in the unit of the truth.
   *
   * @param mean of the truth
   * @param deviation of the truth, at least 0
   * @param best the value t
   */
  static double improvement(double mean, double deviation, double best) {
    if (deviation == 0) {
      return Math.max(mean - best, 0);
    }
    double z = (mean - best) / deviation;
    NormalDistribution normal = new NormalDistribution(null, 0, 1);
    return Math.max(0, deviation * (z * normal.cumulativeProbability(z) + normal.density(z)));
  }
}
