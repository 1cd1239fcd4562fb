package io.proxynas.nas.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenetics.ext.moea.Pareto;
import io.jenetics.ext.moea.Vec;
import io.jenetics.util.ISeq;
import io.proxynas.engine.Seed;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NonDominatedSortTest {

  private static final double INF = Double.POSITIVE_INFINITY;

  /** Front 0: a (1, 5), b (2, 3), c (4, 2), d (5, 1); front 1: e (3, 4), f (6, 2). */
  private static final double[][] BY_HAND = {{1, 5}, {2, 3}, {4, 2}, {5, 1}, {3, 4}, {6, 2}};

  @Test
  void of_workedByHand_hasItsFrontsAndDistances() {
    NonDominatedSort sort = NonDominatedSort.of(BY_HAND);
    assertThat(sort.front()).containsExactly(0, 0, 0, 0, 1, 1);
    // b: (4 - 1) / 4 + (5 - 2) / 4; c: (5 - 2) / 4 + (3 - 1) / 4
    assertThat(sort.crowding()).containsExactly(INF, 1.5, 1.25, INF, INF, INF);
  }

  @Test
  void best_isByFront_andWithinItTheLeastCrowdedFirst() {
    NonDominatedSort sort = NonDominatedSort.of(BY_HAND);
    assertThat(sort.best()).containsExactly(0, 3, 1, 2, 4, 5);
    assertThat(sort.isBetter(1, 2)).isTrue();
    assertThat(sort.isBetter(2, 1)).isFalse();
    assertThat(sort.isBetter(2, 4)).isTrue();
    assertThat(sort.isBetter(0, 3)).isFalse();
  }

  @Test
  void of_equalIndividuals_areOneFront() {
    NonDominatedSort sort = NonDominatedSort.of(new double[][] {{1, 1}, {1, 1}, {1, 1}});
    assertThat(sort.front()).containsOnly(0);
    assertThat(sort.crowding()).doesNotContain(Double.NaN);
    assertThat(NonDominatedSort.of(new double[0][]).best()).isEmpty();
  }

  @Test
  void of_random_agreesWithJenetics() {
    RandomGenerator random = new Seed(1).generator();
    for (int objectives = 2; objectives <= 4; objectives++) {
      int m = objectives;
      double[][] costs =
          IntStream.range(0, 80)
              .mapToObj(i -> random.ints(m, 0, 12).asDoubleStream().toArray())
              .toArray(double[][]::new);
      ISeq<Vec<double[]>> benefits =
          Arrays.stream(costs)
              .map(cost -> Vec.of(Arrays.stream(cost).map(c -> -c).toArray()))
              .collect(ISeq.toISeq());
      assertThat(NonDominatedSort.of(costs).front())
          .isEqualTo(IntStream.of(Pareto.rank(benefits)).boxed().toList());
    }
  }
}
