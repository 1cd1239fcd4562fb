package io.proxynas.train.check;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class RequireTest {

  @Test
  void that_brokenRule_isRefusedWithTheSentence() {
    assertThatThrownBy(() -> Require.that(false, "momentum must be below 1, but was %s", 1.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("momentum must be below 1, but was 1.5");
  }

  @Test
  void atLeastOne_none_isRefused() {
    assertThatThrownBy(() -> Require.atLeastOne("workers", 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("workers must be at least 1, but was 0");
  }

  @Test
  void atMost_more_isRefused() {
    assertThatThrownBy(() -> Require.atMost("workers", 4, 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("workers must be at most 4, but was 5");
  }

  @Test
  void inFile_brokenRule_isAnErrorOfTheFile() {
    assertThatThrownBy(() -> Require.inFile(false, "it has %d bytes", 7))
        .isInstanceOf(IOException.class)
        .hasMessage("it has 7 bytes");
  }

  @Test
  void inFile_textOfTheFile_isBoundedAndEscaped() {
    assertThatThrownBy(() -> Require.inFile(false, "it is %s", "\u001b" + "x".repeat(1_000)))
        .hasMessage("it is \\u001b" + "x".repeat(199) + "…");
  }

  @Test
  void everyRule_kept_passes() {
    assertThatCode(
            () -> {
              Require.that(true, "a sentence with a % of no value");
              Require.atLeastOne("workers", 1);
              Require.atMost("workers", 4, 4);
              Require.inFile(true, "a phrase");
            })
        .doesNotThrowAnyException();
  }
}
