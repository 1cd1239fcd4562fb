package io.proxynas.benchmarks.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SteadinessTest {

  private static ProcessSample sample(double resident, int descriptors, int threads) {
    return new ProcessSample(0, resident, 0, 0, 0, descriptors, threads);
  }

  @Test
  void holds_within5PercentOfTheMean_andNoFurther() {
    // Mean 100; the furthest is 4.9 % away.
    assertThat(Steadiness.of(List.of(sample(95.1, 3, 9), sample(104.9, 3, 9))).holds()).isTrue();
    // Mean 100; the furthest is 5.1 % away.
    assertThat(Steadiness.of(List.of(sample(94.9, 3, 9), sample(105.1, 3, 9))).holds()).isFalse();
  }

  @Test
  void holds_withOneDescriptorOrThreadMoreForAMoment_not() {
    assertThat(Steadiness.of(List.of(sample(1, 3, 9), sample(1, 4, 9), sample(1, 3, 9))).holds())
        .isFalse();
    assertThat(Steadiness.of(List.of(sample(1, 3, 9), sample(1, 3, 10), sample(1, 3, 9))).holds())
        .isFalse();
  }

  @Test
  void line_hasTheFiguresBetweenTabs() {
    assertThat(Steadiness.of(List.of(sample(90, 3, 9), sample(110, 4, 9))).line())
        .isEqualTo(
            "mean_mib\t100\tfurthest_percent\t10.0\tdescriptors\t3\t4\tthreads\t9\t9\tsteady\tno");
  }
}
