package io.proxynas.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatTest {

  @ParameterizedTest
  @CsvSource({"0,0 s", "59,59 s", "60,1:00", "108,1:48", "7500,2:05:00"})
  void time_ofSeconds_isShort(long seconds, String text) {
    assertThat(Format.time(Duration.ofSeconds(seconds))).isEqualTo(text);
  }
}
