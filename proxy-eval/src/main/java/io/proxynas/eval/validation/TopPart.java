package io.proxynas.eval.validation;

import io.proxynas.eval.stat.Bootstrap;
import io.proxynas.eval.stat.Interval;
import io.proxynas.eval.stat.NoiseCeiling;
import io.proxynas.eval.stat.SpearmanCorrelation;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The best candidates by the full data, which a score has to tell apart before it can choose one of
 * them: "the top 5 %" of the condensation papers.
 *
 * <p>Accuracies that chose the best ones are too high, each by another piece of luck. Correlated
 * within their own choice they rank little but that luck (measured on NAS-Bench-Macro: a perfect
 * score would reach 0.17 instead of 0.71). So the first truth seed chooses, and the mean of the
 * others is the truth.
 */
final class TopPart {

  /** The part of the candidates: the papers' 5 %. */
  static final double FRACTION = 0.05;

  private final int[] places;
  private final List<double[]> truths;

  private TopPart(int[] places, List<double[]> truths) {
    this.places = places;
    this.truths = truths;
  }

  /**
   * The best twentieth of the candidates, rounded to whole ones; none where there is one truth seed
   * only. Of equal ones the first by id is taken, so that it is the same part for every score.
   */
  static TopPart of(List<PairedScore> pairs) {
    int seeds = pairs.isEmpty() ? 0 : pairs.get(0).trainings().size();
    if (seeds < 2) {
      return new TopPart(new int[0], List.of());
    }
    int[] places =
        IntStream.range(0, pairs.size())
            .boxed()
            .sorted(
                Comparator.<Integer>comparingDouble(i -> -accuracy(pairs.get(i), 0))
                    .thenComparing(i -> pairs.get(i).architecture().id()))
            .limit(Math.round(FRACTION * pairs.size()))
            .mapToInt(i -> i)
            .toArray();
    return new TopPart(
        places,
        IntStream.range(1, seeds)
            .mapToObj(k -> IntStream.of(places).mapToDouble(i -> accuracy(pairs.get(i), k)))
            .map(DoubleStream::toArray)
            .toList());
  }

  private static double accuracy(PairedScore pair, int truthSeed) {
    return pair.trainings().get(truthSeed).scores().validationAccuracy();
  }

  /** How many candidates are in it. */
  int n() {
    return places.length;
  }

  /**
   * Spearman's ρ of a score with the full accuracy within the part, undefined for fewer than three.
   *
   * @param score of all candidates
   */
  Interval spearman(double[] score, Bootstrap bootstrap, RandomGenerator random) {
    double[] truth =
        IntStream.range(0, places.length)
            .mapToDouble(i -> truths.stream().mapToDouble(t -> t[i]).average().orElseThrow())
            .toArray();
    double[] within = IntStream.of(places).mapToDouble(i -> score[i]).toArray();
    return bootstrap.interval(SpearmanCorrelation::of, within, truth, random);
  }

  /** What the noise of the truth allows any score to reach there; undefined below three seeds. */
  double noiseCeiling(Bootstrap bootstrap, RandomGenerator random) {
    return NoiseCeiling.of(truths, bootstrap, random).ceiling();
  }
}
