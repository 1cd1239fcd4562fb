package io.proxynas.eval.study;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxynas.eval.stat.Interval;
import org.junit.jupiter.api.Test;

class VerdictTest {

  private static Verdict judge(Interval spearman, double parameters, double flops) {
    return Verdict.of(Results.judged(spearman, parameters, flops));
  }

  @Test
  void of_undefinedCorrelation_isNotTrusted() {
    Verdict verdict = judge(Interval.UNDEFINED, 0.5, 0.5);
    assertThat(verdict.level()).isEqualTo(Verdict.Level.DO_NOT_TRUST);
    assertThat(verdict.sentence())
        .isEqualTo(
            "Do not trust this ranking: its Spearman correlation is undefined on 12 candidates.");
  }

  @Test
  void of_undefinedInterval_isNotTrusted() {
    Verdict verdict = judge(Interval.unbounded(0.9), 0.5, 0.5);
    assertThat(verdict.level()).isEqualTo(Verdict.Level.DO_NOT_TRUST);
    assertThat(verdict.reason())
        .isEqualTo("the interval of its Spearman correlation is undefined on 12 candidates");
  }

  @Test
  void of_fewCandidates_isNotTrusted() {
    java.util.List<PairedScore> seven =
        Results.timed(1, 10).randomPairs().subList(0, Verdict.FEWEST - 1);
    Verdict verdict = Verdict.of(Results.result(seven, new Interval(1, 1, 1), 0, 0));
    assertThat(verdict.level()).isEqualTo(Verdict.Level.DO_NOT_TRUST);
    assertThat(verdict.sentence())
        .isEqualTo(
            "Do not trust this ranking: it was validated on 7 candidates, too few for an"
                + " interval: validate 8 or more.");
  }

  @Test
  void of_intervalReachingZero_isNotTrusted() {
    Verdict verdict = judge(new Interval(0.6, 0, 0.9), -1, -1);
    assertThat(verdict.level()).isEqualTo(Verdict.Level.DO_NOT_TRUST);
    assertThat(verdict.reason())
        .isEqualTo("the Spearman interval [0.00, 0.90] does not stay above 0 on 12 candidates");
  }

  @Test
  void of_negativeInterval_isNotTrusted() {
    assertThat(judge(new Interval(-0.7, -0.9, -0.4), -1, -1).level())
        .isEqualTo(Verdict.Level.DO_NOT_TRUST);
  }

  @Test
  void of_belowTheParameterCount_isNotTrusted() {
    Verdict verdict = judge(new Interval(0.8, 0.6, 0.9), 0.81, 0);
    assertThat(verdict.level()).isEqualTo(Verdict.Level.DO_NOT_TRUST);
    assertThat(verdict.reason())
        .isEqualTo(
            "its Spearman correlation 0.80 is below the 0.81 of the number of parameters,"
                + " a score that needs no training");
  }

  @Test
  void of_lowBoundBelowTheThreshold_isForTheTopHalf() {
    Verdict verdict = judge(new Interval(0.7, 0.31, 0.9), 0.2, 0.9);
    assertThat(verdict.level()).isEqualTo(Verdict.Level.CAUTION);
    assertThat(verdict.sentence())
        .isEqualTo(
            "Use this ranking with caution, its top half only: the Spearman interval [0.31, 0.90]"
                + " reaches below 0.50 on 12 candidates.");
  }

  @Test
  void of_belowTheFlops_isForTheTopHalf() {
    Verdict verdict = judge(new Interval(0.8, 0.6, 0.9), 0.2, 0.85);
    assertThat(verdict.level()).isEqualTo(Verdict.Level.CAUTION);
    assertThat(verdict.reason())
        .isEqualTo(
            "its Spearman correlation 0.80 is below the 0.85 of the FLOPs, a score that needs no training");
  }

  @Test
  void of_highLowBoundAboveTheRivals_isTrusted() {
    Verdict verdict = judge(new Interval(0.8, 0.5, 0.9), 0.8, 0.8);
    assertThat(verdict.level()).isEqualTo(Verdict.Level.TRUST);
    assertThat(verdict.sentence())
        .isEqualTo(
            "Trust this ranking: the Spearman interval [0.50, 0.90] stays at or above 0.50"
                + " on 12 candidates.");
  }

  @Test
  void of_undefinedRivals_beatNothing() {
    assertThat(judge(new Interval(0.8, 0.6, 0.9), Double.NaN, Double.NaN).level())
        .isEqualTo(Verdict.Level.TRUST);
  }
}
