package io.proxynas.nas.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.engine.architecture.Mlp;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MlpSpaceTest {

  private static final MlpSpace SPACE = new MlpSpace(List.of(1, 2, 3), List.of(8, 16));

  @Test
  void parse_readsBothForms() {
    assertThat(SPACE.parse("mlp-w8")).isEqualTo(new Mlp(2, 8));
    assertThat(SPACE.parse("mlp-l3-w16")).isEqualTo(new Mlp(3, 16));
  }

  @ParameterizedTest
  @ValueSource(strings = {"mlp", "mlp-l2-w8", "mlp-l0-w8", "mlp-w08"})
  void parse_malformed_saysWhatIdsLookLike(String id) {
    assertThatThrownBy(() -> SPACE.parse(id))
        .hasMessage(
            "an MLP id must look like mlp-w128, of two layers, or mlp-l3-w128, but was " + id);
  }

  @Test
  void parse_outside_namesTheSpace() {
    assertThatThrownBy(() -> SPACE.parse("mlp-w32"))
        .hasMessage(
            "the architecture must be in the space mlp (layers [1, 2, 3]; widths [8, 16]), but was"
                + " mlp-w32");
  }

  @Test
  void new_badLists_areRejected() {
    assertThatThrownBy(() -> new MlpSpace(List.of(), List.of(8)))
        .hasMessage(
            "an mlp space must have at least 1 number of layers and 1 width, but had [] and [8]");
    assertThatThrownBy(() -> new MlpSpace(List.of(1), List.of(8, 8)))
        .hasMessage("layers and widths must be listed once each, but were [1] and [8, 8]");
  }
}
