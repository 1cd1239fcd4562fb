package io.proxynas.condense.coreset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class FeaturesTest {

  private static final Features THREE = new Features(new float[] {1, 2, 3, 4, 5, 6}, 2);

  @Test
  void select_givesTheRowsInTheirOrder() {
    assertThat(THREE.select(2, 0).values()).containsExactly(5, 6, 1, 2);
    assertThat(THREE.select().count()).isZero();
  }

  @Test
  void and_addsRows() {
    Features all = THREE.and(new Features(new float[] {7, 8}, 2));
    assertThat(all.values()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
    assertThat(all.mean()).containsExactly(4, 5);
  }

  @Test
  void and_otherSize_isRejected() {
    assertThatThrownBy(() -> THREE.and(new Features(new float[] {7}, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("features must have the same size, but had 2 and 1");
  }

  @Test
  void new_partOfARow_isRejected() {
    assertThatThrownBy(() -> new Features(new float[] {1, 2, 3}, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the number of values must be a multiple of the size 2, but was 3");
  }
}
