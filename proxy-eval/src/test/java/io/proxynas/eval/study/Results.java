package io.proxynas.eval.study;

import io.proxynas.eval.stat.Interval;
import java.util.List;
import java.util.stream.IntStream;

/** Made-up validation results. */
final class Results {

  private Results() {}

  /** Twelve pairs in the random sample that took these seconds each, and one in the top alone. */
  static ValidationResult timed(double proxySeconds, double fullSeconds) {
    List<PairedScore> pairs =
        IntStream.rangeClosed(1, 13)
            .mapToObj(i -> pair(i, i == 1 ? 500 : proxySeconds, i == 1 ? 900 : fullSeconds, i > 1))
            .toList();
    return result(pairs, new Interval(0.8, 0.6, 0.9), 0.5, 0.4);
  }

  static PairedScore pair(int number, double proxySeconds, double fullSeconds, boolean random) {
    return new PairedScore(
        number,
        Candidates.trained(number, 0.5, 10, proxySeconds),
        Candidates.trained(number, 0.6, 10, fullSeconds),
        random,
        !random);
  }

  static ValidationResult judged(Interval spearman, double parameters, double flops) {
    return result(timed(1, 10).pairs(), spearman, parameters, flops);
  }

  static ValidationResult result(
      List<PairedScore> pairs, Interval spearman, double parameters, double flops) {
    return new ValidationResult(
        pairs,
        List.of(),
        12,
        0.95,
        spearman,
        Interval.UNDEFINED,
        new TopK(3, 1),
        0,
        List.of(new Rival(Rival.PARAMETERS, parameters, 0), new Rival(Rival.FLOPS, flops, 0)));
  }
}
