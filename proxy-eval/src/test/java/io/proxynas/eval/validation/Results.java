package io.proxynas.eval.validation;

import static java.lang.Double.NaN;

import io.proxynas.eval.stat.Difference;
import io.proxynas.eval.stat.Interval;
import io.proxynas.nas.candidate.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** Made-up validation results. */
public final class Results {

  /** Significantly below the proxy. */
  public static final Difference WORSE = new Difference(0.3, 0.1, 0.5, 0.01);

  /** Below the proxy, and perhaps by chance. */
  public static final Difference ALIKE = new Difference(0.1, -0.1, 0.3, 0.4);

  /** Significantly above the proxy. */
  public static final Difference BETTER = new Difference(-0.3, -0.5, -0.1, 0.01);

  private Results() {}

  /** Twelve pairs in the random sample that took these seconds each, and one in the top alone. */
  public static ValidationResult timed(double proxySeconds, double fullSeconds) {
    List<PairedScore> pairs =
        IntStream.rangeClosed(1, 13)
            .mapToObj(i -> pair(i, i == 1 ? 500 : proxySeconds, i == 1 ? 900 : fullSeconds, i > 1))
            .toList();
    return result(pairs, new Interval(0.8, 0.6, 0.9), 0.5, 0.4);
  }

  public static PairedScore pair(
      int number, double proxySeconds, double fullSeconds, boolean random) {
    return new PairedScore(
        number,
        Candidates.trained(number, 0.5, 10, proxySeconds),
        List.of(Candidates.trained(number, 0.6, 10, fullSeconds)),
        random,
        !random,
        false);
  }

  public static ValidationResult judged(Interval spearman, double parameters, double flops) {
    return result(timed(1, 10).pairs(), spearman, parameters, flops);
  }

  public static ValidationResult result(
      List<PairedScore> pairs, Interval spearman, double parameters, double flops) {
    return result(
        pairs,
        spearman,
        List.of(
            rival(Rival.PARAMETERS, Rival.Needs.NOTHING, parameters, WORSE),
            rival(Rival.FLOPS, Rival.Needs.NOTHING, flops, WORSE)));
  }

  public static ValidationResult result(
      List<PairedScore> pairs, Interval spearman, List<Rival> rivals) {
    return result(pairs, spearman, PartCorrelation.NONE, Shortlist.NONE, rivals);
  }

  /** Thirteen validated candidates of which only what the verdict reads matters. */
  public static ValidationResult choosing(
      Interval spearman, PartCorrelation half, Shortlist shortlist) {
    return result(timed(1, 10).pairs(), spearman, half, shortlist, List.of());
  }

  private static ValidationResult result(
      List<PairedScore> pairs,
      Interval spearman,
      PartCorrelation half,
      Shortlist shortlist,
      List<Rival> rivals) {
    int n = (int) pairs.stream().filter(PairedScore::inRandomSample).count();
    ValidationFigures figures =
        new ValidationFigures(
            n,
            12,
            spearman,
            Interval.UNDEFINED,
            Interval.UNDEFINED,
            new TopK(3, 1),
            0,
            1,
            Interval.UNDEFINED,
            NaN,
            shortlist,
            PartCorrelation.NONE,
            half,
            "",
            rivals);
    return new ValidationResult(pairs, List.of(), 120, 0, time(pairs), 0.95, figures);
  }

  private static Duration time(List<PairedScore> pairs) {
    return Outcome.workerTime(pairs.stream().flatMap(p -> p.trainings().stream()).toList());
  }

  /** A rival of which only what the verdict reads matters. */
  public static Rival rival(
      String name, Rival.Needs needs, double spearman, Difference difference) {
    return rival(name, needs, spearman, difference, 0);
  }

  public static Rival rival(
      String name, Rival.Needs needs, double spearman, Difference difference, double seconds) {
    return new Rival(
        name,
        needs,
        needs == Rival.Needs.TRUTH ? "activation" : "",
        spearman,
        NaN,
        NaN,
        NaN,
        NaN,
        NaN,
        Interval.UNDEFINED,
        "",
        difference,
        seconds);
  }
}
