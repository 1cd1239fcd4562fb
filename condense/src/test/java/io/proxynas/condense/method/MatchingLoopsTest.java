package io.proxynas.condense.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatchingLoopsTest {

  @ParameterizedTest
  @CsvSource({"1, 1, 1", "10, 10, 50", "20, 20, 25", "30, 30, 20", "40, 40, 15", "50, 50, 10"})
  void of_authorsImagesPerClass_givesTheirLoops(int imagesPerClass, int steps, int epochs) {
    assertThat(MatchingLoops.of(imagesPerClass)).isEqualTo(new MatchingLoops(steps, epochs));
  }

  @Test
  void of_more_staysAtFifty() {
    assertThat(MatchingLoops.of(1250)).isEqualTo(new MatchingLoops(50, 10));
  }

  @Test
  void limitedTo_takesTheSmallerOfEach() {
    assertThat(new MatchingLoops(10, 50).limitedTo(new MatchingLoops(20, 5)))
        .isEqualTo(new MatchingLoops(10, 5));
  }

  @Test
  void new_none_isRejected() {
    assertThatThrownBy(() -> new MatchingLoops(0, 5))
        .hasMessage("steps and epochs must be at least 1, but were 0 and 5");
    assertThatThrownBy(() -> new MatchingLoops(5, 0))
        .hasMessage("steps and epochs must be at least 1, but were 5 and 0");
  }
}
