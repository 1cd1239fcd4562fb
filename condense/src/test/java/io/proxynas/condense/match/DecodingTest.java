package io.proxynas.condense.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.condense.set.Sets;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.train.data.LabelledImages;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DecodingTest {

  private static final ImageShape SHAPE = new ImageShape(1, 6, 6);

  @Test
  void decode_quarters_givesFourOfEachWithItsLabel() {
    LabelledImages stored = Sets.random(SHAPE, 3, "coat", "bag");
    LabelledImages decoded = Decoding.QUARTERS.decode(stored);
    float[] expected = new float[12 * SHAPE.size()];
    new Decoder(2).decode(Sets.pixels(stored), 0, 3, SHAPE, expected, 0);

    assertThat(decoded.labels()).containsExactly(0, 0, 0, 0, 1, 1, 1, 1, 0, 0, 0, 0);
    assertThat(decoded.classNames()).isEqualTo(stored.classNames());
    assertThat(decoded.shape()).isEqualTo(SHAPE);
    assertThat(Sets.pixels(decoded)).isEqualTo(expected);
  }

  @Test
  void decode_none_isTheSet() {
    LabelledImages stored = Sets.random(SHAPE, 3, "coat", "bag");

    assertThat(Decoding.NONE.decode(stored)).isSameAs(stored);
  }

  @Test
  void of_configuration_readsTheWord() {
    assertThat(Decoding.of(Map.of("iterations", "3"))).isEqualTo(Decoding.NONE);
    for (Decoding decoding : Decoding.values()) {
      assertThat(Decoding.of(Map.of(Decoding.NAME, decoding.word()))).isEqualTo(decoding);
    }
    assertThatThrownBy(() -> Decoding.of(Map.of(Decoding.NAME, "5x5")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the decoding must be one of none, 2x2, but was \"5x5\"");
  }
}
