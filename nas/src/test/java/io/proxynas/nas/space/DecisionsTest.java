package io.proxynas.nas.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.engine.architecture.Architecture;
import io.proxynas.engine.architecture.Mlp;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecisionsTest {

  private static final Decisions TWO =
      new Decisions(
          List.of(2, 3),
          d -> new Mlp(1 + d[0], 1 + d[1]),
          a -> new int[] {((Mlp) a).layers() - 1, ((Mlp) a).width() - 1});

  @Test
  void architectures_changeTheLastDecisionFastest() {
    assertThat(TWO.size()).isEqualTo(6);
    assertThat(TWO.architectures().map(Architecture::id))
        .containsExactly("mlp-l1-w1", "mlp-l1-w2", "mlp-l1-w3", "mlp-w1", "mlp-w2", "mlp-w3");
  }

  @Test
  void neighbours_differInOneDecision() {
    assertThat(TWO.neighbours(new Mlp(1, 2)))
        .containsExactly(new Mlp(2, 2), new Mlp(1, 1), new Mlp(1, 3));
  }

  @Test
  void new_tooManyArchitectures_saysHowMany() {
    assertThatThrownBy(() -> new Decisions(Collections.nCopies(64, 2), TWO.decode(), TWO.encode()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "a space must have at most 9223372036854775807 architectures, but has decisions of [2,");
  }
}
