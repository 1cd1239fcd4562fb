package io.proxynas.cli.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionValuesTest {

  @ParameterizedTest
  @CsvSource({"90s,90", "10m,600", "1h,3600", "1h30m,5400", "1h1m1s,3661"})
  void duration_wellFormed_isRead(String text, long seconds) {
    assertThat(OptionValues.duration("the time limit", text))
        .isEqualTo(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "0s", "10", "-5s", "1.5h", "1m1h", "10 m", "9000h", "99999999999999999999s"})
  void duration_malformedOrAbsurd_isRefused(String text) {
    assertThatThrownBy(() -> OptionValues.duration("the time limit", text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the time limit must be a time above 0 and up to a year, as in 90s, 10m or 1h30m,"
                + " but was \""
                + text
                + "\"");
  }

  @Test
  void numbers_betweenCommas_areRead() {
    assertThat(OptionValues.numbers("widths", "8, 16,32")).isEqualTo(List.of(8, 16, 32));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",", "8,", "8,,16", "8;16", "x", "-8", "1.5", "99999999999"})
  void numbers_malformed_areRefused(String text) {
    assertThatThrownBy(() -> OptionValues.numbers("widths", text))
        .hasMessage(
            "widths must be whole numbers between commas, as in 1,2,4, but was \"" + text + "\"");
  }
}
