package io.proxynas.train.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonFileTest {

  private static final Path FILE = Path.of("space.json");

  @Test
  void parsed_hundredLevels_isRead() {
    String deep = "[".repeat(100) + "]".repeat(100);

    assertThat(JsonFile.parsed(JsonFile.mapper(), FILE, deep).isArray()).isTrue();
  }

  @Test
  void parsed_deeperNesting_isRefusedWithThePlace() {
    assertThatThrownBy(() -> JsonFile.parsed(JsonFile.mapper(), FILE, "[".repeat(1_000)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "space.json must be JSON, but is not at line 1, column 102: Document nesting depth"
                + " (101) exceeds the maximum allowed (100)");
  }

  @Test
  void parsed_numberOfAThousandDigits_isRefused() {
    String digits = "{\"a\":\n" + "1".repeat(1_000) + "}";
    assertThatThrownBy(() -> JsonFile.parsed(JsonFile.mapper(), FILE, digits))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "space.json must be JSON, but is not at line 2, column 1001: Number value length (1000)"
                + " exceeds the maximum allowed (100)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | is empty",
        "{\"a\":}  | is not at line 1, column 6: Unexpected character ('}' (code 125)): expected a valid value",
      })
  void parsed_noJson_isRefusedWithThePlace(String text, String how) {
    assertThatThrownBy(() -> JsonFile.parsed(JsonFile.mapper(), FILE, text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("space.json must be JSON, but " + how);
  }

  @Test
  void parsed_charactersThatCommandATerminal_areEscaped() {
    assertThatThrownBy(() -> JsonFile.parsed(JsonFile.mapper(), FILE, "a\u202e31m"))
        .hasMessageStartingWith("space.json must be JSON, but is not at line 1, column ")
        .hasMessageNotContaining("\u202e");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{} x", "{}{}", "1 2"})
  void parsed_moreThanOneValue_isRejected(String text) {
    assertThatThrownBy(() -> JsonFile.parsed(JsonFile.mapper(), FILE, text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(FILE + " must be JSON, but is not at line 1, column ")
        .hasMessageNotContainingAny("FAIL_ON_TRAILING_TOKENS", "`");
  }
}
