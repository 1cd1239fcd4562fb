package io.proxynas.eval.calibrate;

import io.proxynas.eval.stat.SpearmanCorrelation;
import java.util.Comparator;
import java.util.List;

/**
 * How well predictions rank candidates that were not fitted, over all draws.
 *
 * @param rho the mean of Spearman's ρ
 * @param deviation its standard deviation between draws; NaN for one draw
 * @param betterHalf the mean of ρ within the half of the best by the truth
 */
public record RankFigures(double rho, double deviation, double betterHalf) {

  /** No candidate was left to tell by. */
  static final RankFigures NONE = new RankFigures(Double.NaN, Double.NaN, Double.NaN);

  /** The figures over draws. */
  static RankFigures over(List<Draw> draws) {
    double mean = draws.stream().mapToDouble(Draw::rho).average().orElse(Double.NaN);
    double squares = draws.stream().mapToDouble(d -> (d.rho() - mean) * (d.rho() - mean)).sum();
    double deviation = draws.size() < 2 ? Double.NaN : Math.sqrt(squares / (draws.size() - 1));
    double half = draws.stream().mapToDouble(Draw::betterHalf).average().orElse(Double.NaN);
    return new RankFigures(mean, deviation, half);
  }

  /**
   * One draw.
   *
   * @param rho Spearman's ρ over the candidates that were not fitted; 0 if the prediction is the
   *     same for all, which ranks none before another
   * @param betterHalf the same within the better half by the truth; NaN for fewer than six
   */
  record Draw(double rho, double betterHalf) {

    /** Holds predictions against the truth. */
    static Draw of(List<Integer> places, List<Double> predicted, List<Double> truths) {
      List<Integer> best =
          places.stream()
              .sorted(Comparator.comparing(truths::get, Comparator.reverseOrder()))
              .limit(places.size() / 2)
              .toList();
      return new Draw(rho(places, predicted, truths), rho(best, predicted, truths));
    }

    private static double rho(List<Integer> places, List<Double> predicted, List<Double> truths) {
      double[] x = places.stream().mapToDouble(predicted::get).toArray();
      double[] y = places.stream().mapToDouble(truths::get).toArray();
      double rho = SpearmanCorrelation.of(x, y);
      return Double.isNaN(rho) && places.size() > 2 ? 0 : rho;
    }
  }
}
