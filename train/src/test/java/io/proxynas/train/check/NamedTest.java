package io.proxynas.train.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class NamedTest {

  private enum Colour implements Named {
    RED,
    GREEN;

    @Override
    public String word() {
      return "the-" + ordinal();
    }
  }

  @Test
  void find_word_isItsConstant() {
    assertThat(Named.find(Colour.values(), "the-1")).contains(Colour.GREEN);
    assertThat(Named.find(Colour.values(), "GREEN")).isEmpty();
  }

  @Test
  void of_unknownWord_isRefusedWithTheKnownOnes() {
    assertThat(Named.of("the colour", Colour.values(), "the-0")).isEqualTo(Colour.RED);
    assertThatThrownBy(() -> Named.of("the colour", Colour.values(), "blue"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the colour must be one of the-0, the-1, but was \"blue\"");
  }
}
