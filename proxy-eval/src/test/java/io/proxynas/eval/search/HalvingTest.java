package io.proxynas.eval.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.condense.set.ProxySpec;
import io.proxynas.nas.score.FreeScore;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HalvingTest {

  private static final ProxySpec OWN = ProxySpec.parse("dm-ipc50");

  private static List<String> rungs(Halving halving, int epochs) {
    return halving.rungs(OWN, epochs).stream().map(Halving.PlannedRung::name).toList();
  }

  private static Halving byScore(String... lower) {
    return new Halving(
        3, Optional.of(FreeScore.NASWOT), List.of(lower).stream().map(ProxySpec::parse).toList());
  }

  @Test
  void rungs_ofEpochs_areDistinct() {
    Halving halving = new Halving(3, Optional.empty(), List.of());
    assertThat(rungs(halving, 9))
        .containsExactly(
            "dm-ipc50, epochs 1 of 9", "dm-ipc50, epochs 3 of 9", "dm-ipc50, epochs 9");
    assertThat(rungs(halving, 2)).containsExactly("dm-ipc50, epochs 1 of 2", "dm-ipc50, epochs 2");
    assertThatThrownBy(() -> rungs(halving, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "halving must have at least 2 different rungs, but had 1 epochs on dm-ipc50 only");
  }

  @Test
  void rungs_withAScore_beginWithIt_andTrainInFull() {
    assertThat(rungs(byScore(), 9)).containsExactly("naswot", "dm-ipc50, epochs 9");
    assertThat(rungs(byScore("dm-ipc1", "dm-ipc50"), 9))
        .containsExactly("naswot", "dm-ipc1, epochs 9", "dm-ipc50, epochs 9");
  }
}
