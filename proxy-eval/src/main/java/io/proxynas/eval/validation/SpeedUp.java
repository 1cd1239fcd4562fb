package io.proxynas.eval.validation;

import io.proxynas.condense.set.SetCost;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * What the proxy saves, in <b>worker time</b>: the processor time of the workers' threads, so that
 * it does not matter what else the machine did. Write t_proxy and t_full for the mean time of a
 * candidate, T_condense for the making of the proxy set, N for the candidates of the search.
 *
 * <p>Both means are over the same candidates, those of the random sample with both scores, so that
 * like is compared with like: the search itself spends its time on other, often larger, candidates.
 *
 * <p>Making the proxy set counts even when the set came from the cache, at the pace of this machine
 * if its own is known ({@link Costs#condenseScale}); so do the full trainings that calibrate a
 * ranking, which are part of T_condense here. The validation does not count: it is the price of
 * this evidence, and no part of a search.
 *
 * @param proxySecondsPerCandidate t_proxy; NaN without a pair
 * @param fullSecondsPerCandidate t_full; NaN without a pair
 * @param search t_full / t_proxy, the making of the proxy set not counted; NaN if t_proxy is 0
 * @param endToEnd N t_full / (T_condense + N t_proxy), the making of the proxy set counted; NaN
 *     without a candidate, where the denominator is 0, or where the set does not tell its cost
 * @param breakEvenCandidates N* = T_condense / (t_full - t_proxy): from so many candidates on the
 *     search with its condensation is cheaper than one on the full data (docs/evidence.md); NaN
 *     where t_full ≤ t_proxy, since it then never is, and where the set does not tell its cost
 */
public record SpeedUp(
    double proxySecondsPerCandidate,
    double fullSecondsPerCandidate,
    double search,
    double endToEnd,
    double breakEvenCandidates) {

  /**
   * Compares the cost of searching on the proxy and on the full data.
   *
   * @param result the validation, for the times of its random sample
   * @param condensation what the set cost
   * @param teaching worker time of the full trainings that calibrate; part of T_condense
   * @param candidates N, the distinct candidates that the search trained, at least 0
   */
  public static SpeedUp of(
      ValidationResult result, SetCost condensation, Duration teaching, int candidates) {
    if (teaching.isNegative()) {
      throw new IllegalArgumentException(
          "teaching must take at least 0 s, but took " + seconds(teaching) + " s");
    }
    if (candidates < 0) {
      throw new IllegalArgumentException("candidates must be at least 0, but was " + candidates);
    }
    double proxy = meanSeconds(result.randomPairs(), PairedScore::proxyTime);
    double full = meanSeconds(result.randomPairs(), PairedScore::fullTime);
    double condense =
        condensation.isKnown() ? seconds(condensation.here().plus(teaching)) : Double.NaN;
    return new SpeedUp(
        proxy,
        full,
        ratio(full, proxy),
        candidates == 0 ? Double.NaN : ratio(candidates * full, condense + candidates * proxy),
        ratio(condense, full - proxy));
  }

  private static double meanSeconds(List<PairedScore> pairs, Function<PairedScore, Duration> time) {
    return pairs.stream()
        .mapToDouble(pair -> seconds(time.apply(pair)))
        .average()
        .orElse(Double.NaN);
  }

  private static double seconds(Duration duration) {
    return duration.getSeconds() + duration.getNano() / 1e9;
  }

  /** Undefined where the denominator is not above 0. */
  private static double ratio(double numerator, double denominator) {
    return denominator > 0 ? numerator / denominator : Double.NaN;
  }
}
