package io.proxynas.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class ShuffleTest {

  @Test
  void all_threeValues_givesEachOrderEquallyOften() {
    RandomGenerator random = new Seed(1).generator();
    Map<String, Integer> counts = new HashMap<>();
    for (int i = 0; i < 6000; i++) {
      int[] values = {1, 2, 3};
      Shuffle.all(values, random);
      counts.merge("" + values[0] + values[1] + values[2], 1, Integer::sum);
    }
    // The deviation of a count is √(6000 · 1/6 · 5/6) = 29.
    assertThat(counts).hasSize(6);
    assertThat(counts.values()).allSatisfy(n -> assertThat(n).isCloseTo(1000, within(120)));
  }

  @Test
  void prefix_keepsAllValuesAndIsThePrefixOfAll() {
    int[] part = {5, 6, 7, 8, 9};
    int[] whole = part.clone();
    Shuffle.prefix(part, 2, new Seed(3).generator());
    Shuffle.all(whole, new Seed(3).generator());

    assertThat(part).containsExactlyInAnyOrder(5, 6, 7, 8, 9);
    assertThat(part[0]).isEqualTo(whole[0]);
    assertThat(part[1]).isEqualTo(whole[1]);
  }

  @Test
  void prefix_ofNone_changesNothing() {
    int[] values = {1, 2};
    Shuffle.prefix(values, 0, new Seed(3).generator());
    assertThat(values).containsExactly(1, 2);
  }
}
