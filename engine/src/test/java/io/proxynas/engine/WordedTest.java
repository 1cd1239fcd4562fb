package io.proxynas.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class WordedTest {

  private enum Colour implements Worded {
    RED,
    GREEN;

    @Override
    public String word() {
      return "the-" + ordinal();
    }
  }

  @Test
  void find_word_isItsConstant() {
    assertThat(Worded.find(Colour.values(), "the-1")).contains(Colour.GREEN);
    assertThat(Worded.find(Colour.values(), "GREEN")).isEmpty();
  }

  @Test
  void of_unknownWord_isRefusedWithTheKnownOnes() {
    assertThat(Worded.of("the colour", Colour.values(), "the-0")).isEqualTo(Colour.RED);
    assertThatThrownBy(() -> Worded.of("the colour", Colour.values(), "blue"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the colour must be one of the-0, the-1, but was \"blue\"");
  }
}
