package io.proxynas.nas.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxynas.engine.Seed;
import java.util.random.RandomGenerator;
import org.apache.commons.math3.stat.ranking.NaturalRanking;
import org.apache.commons.math3.stat.ranking.TiesStrategy;
import org.junit.jupiter.api.Test;

class RanksTest {

  @Test
  void average_ties_shareTheMeanOfTheirPlaces() {
    assertThat(Ranks.average(new double[] {3, 1, 3, 0.0, 3, -0.0}))
        .containsExactly(5, 3, 5, 1.5, 5, 1.5);
    assertThat(Ranks.average(new double[0])).isEmpty();
  }

  @Test
  void average_ofManyTies_isThatOfCommonsMath() {
    NaturalRanking oracle = new NaturalRanking(TiesStrategy.AVERAGE);
    RandomGenerator random = new Seed(1).generator();
    for (int n = 1; n < 60; n++) {
      double[] values = random.ints(n, -5, 5).mapToDouble(i -> i / 3.0).toArray();
      values[0] = Double.NEGATIVE_INFINITY;
      assertThat(Ranks.average(values)).isEqualTo(oracle.rank(values));
    }
  }
}
