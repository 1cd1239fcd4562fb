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
 * A part of the random sample, within which a score has to tell candidates apart before it can
 * choose one of them.
 *
 * <p><b>The top</b> is the best twentieth by the full data: "the top 5 %" of the condensation
 * papers. Accuracies that chose the best ones are too high, each by another piece of luck.
 * Correlated within their own choice they rank little but that luck (measured on NAS-Bench-Macro: a
 * perfect score would reach 0.17 instead of 0.71). So the first truth seed chooses, and the mean of
 * the others is the truth.
 *
 * <p><b>The better half</b> is that of the ranking itself. It is what a user is left with who has
 * discarded the other; the strata of the sample that are in it are those of the better half of all
 * candidates; and no truth chooses, so that all truth seeds judge, one as well as many. It is a
 * part for the ranking alone: a rival would have another.
 */
final class SamplePart {

  /** The part of the candidates that is the top: the papers' 5 %. */
  static final double TOP = 0.05;

  private final int[] places;
  private final List<double[]> truths;

  /**
   * A part.
   *
   * @param places in {@code pairs}
   * @param chosen truth seeds that chose it, and so do not judge there
   */
  private SamplePart(List<PairedScore> pairs, int[] places, int chosen) {
    this.places = places;
    this.truths =
        IntStream.range(chosen, seeds(pairs))
            .mapToObj(k -> IntStream.of(places).mapToDouble(i -> accuracy(pairs.get(i), k)))
            .map(DoubleStream::toArray)
            .toList();
  }

  /**
   * The best twentieth of the candidates, rounded to whole ones; none where there is one truth seed
   * only. Of equal ones the first by id is taken, so that it is the same part for every score.
   */
  static SamplePart top(List<PairedScore> pairs) {
    long size = seeds(pairs) < 2 ? 0 : Math.round(TOP * pairs.size());
    int[] places =
        IntStream.range(0, pairs.size())
            .boxed()
            .sorted(
                Comparator.<Integer>comparingDouble(i -> -accuracy(pairs.get(i), 0))
                    .thenComparing(i -> pairs.get(i).architecture().id()))
            .limit(size)
            .mapToInt(i -> i)
            .toArray();
    return new SamplePart(pairs, places, 1);
  }

  /**
   * The better half of the candidates by the ranking, with the middle one of an odd number.
   *
   * @param pairs in the order of the ranking
   */
  static SamplePart betterHalf(List<PairedScore> pairs) {
    return new SamplePart(pairs, IntStream.range(0, (pairs.size() + 1) / 2).toArray(), 0);
  }

  private static int seeds(List<PairedScore> pairs) {
    return pairs.isEmpty() ? 0 : pairs.get(0).trainings().size();
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

  /** What the noise of the truth allows any score to reach there; NaN where one seed judges. */
  double noiseCeiling(Bootstrap bootstrap, RandomGenerator random) {
    return NoiseCeiling.of(truths, bootstrap, random).ceiling();
  }
}
