package io.proxynas.condense.coreset;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxynas.condense.set.Condenser;
import io.proxynas.engine.Seed;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ForgettingTest {

  private static final Condenser CONDENSER = new Forgetting(Coresets.NETWORK);

  /** Rows of right (1) and wrong (0), one an image, in the order of the epochs. */
  private static ForgettingCounts counts(String... images) {
    ForgettingCounts counts = new ForgettingCounts(images.length);
    for (int epoch = 0; epoch < images[0].length(); epoch++) {
      for (int image = 0; image < images.length; image++) {
        counts.predicted(image, images[image].charAt(epoch) == '1');
      }
    }
    return counts;
  }

  @Test
  void of_histories_countsFlipsFromRightToWrong() {
    ForgettingCounts counts = counts("11111", "00111", "10101", "01011", "10000", "00000");

    assertThat(counts.of(0)).isZero();
    assertThat(counts.of(1)).isZero(); // learned late is not forgotten
    assertThat(counts.of(2)).isEqualTo(2);
    assertThat(counts.of(3)).isEqualTo(1);
    assertThat(counts.of(4)).isEqualTo(1); // wrong thrice in a row, but forgotten once
    assertThat(counts.of(5)).isEqualTo(ForgettingCounts.NEVER_LEARNED);
  }

  @Test
  void mostForgotten_distinctCounts_areInFallingOrder() {
    ForgettingCounts counts = counts("11111", "10101", "10000", "00000");

    assertThat(Forgetting.mostForgotten(new int[] {0, 1, 2, 3}, counts, 3, new Seed(1)))
        .containsExactly(3, 1, 2);
    assertThat(Forgetting.mostForgotten(new int[] {0, 2}, counts, 1, new Seed(1)))
        .containsExactly(2);
  }

  @Test
  void mostForgotten_ties_areDrawnBySeed() {
    ForgettingCounts counts = counts("10", "10", "10", "11");
    Set<Integer> first = new HashSet<>();
    for (int seed = 0; seed < 40; seed++) {
      int[] chosen =
          Forgetting.mostForgotten(new int[] {0, 1, 2, 3}, counts, 2, new Seed(seed)).toArray();
      first.add(chosen[0]);
      assertThat(chosen).doesNotContain(3).doesNotHaveDuplicates();
    }

    assertThat(first).containsExactlyInAnyOrder(0, 1, 2);
  }

  @Test
  void condense_result_isOfRealImages() throws InterruptedException {
    assertThat(Coresets.images(Coresets.REAL))
        .containsAll(Coresets.images(Coresets.condense(CONDENSER)));
    assertThat(Coresets.images(Coresets.condense(CONDENSER))).hasSize(12);
  }
}
