package io.proxynas.train.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class ShownTest {

  @Test
  void of_ordinaryText_staysAsItIs() {
    assertThat(Shown.of("T-Shirt/Top, größer als 3 µm")).isEqualTo("T-Shirt/Top, größer als 3 µm");
    assertThat(Shown.of(null)).isEqualTo("null");
  }

  @Test
  void of_longValue_isCutAfterTwoHundredCharacters() {
    assertThat(Shown.of("x".repeat(200))).isEqualTo("x".repeat(200));
    assertThat(Shown.of("x".repeat(201))).isEqualTo("x".repeat(200) + "…");
    assertThat(Shown.of(Collections.nCopies(1_000, 0))).hasSize(201).startsWith("[0, 0, ");
  }

  @Test
  void of_charactersThatCommandATerminal_areEscaped() {
    assertThat(Shown.of("\u001b[31mred\u0007")).isEqualTo("\\u001b[31mred\\u0007");
    assertThat(Shown.of("a\nb\rc\td")).isEqualTo("a\\u000ab\\u000dc\td");
    assertThat(Shown.of("\u009b1m \u202egnp.exe\u2066 \u2028"))
        .isEqualTo("\\u009b1m \\u202egnp.exe\\u2066 \\u2028");
  }

  @Test
  void reason_ofALibrary_isWhatItSaysOfTheFile() {
    assertThat(Shown.reason(new RuntimeException(new IOException("no such layer\nat line 3"))))
        .isEqualTo("no such layer");
    assertThat(Shown.reason(new RuntimeException(new EOFException())))
        .isEqualTo("a part of it is missing or damaged");
    assertThat(Shown.reason(new IOException("x".repeat(10_000_000)))).hasSize(201);
    assertThat(Shown.reason(new ArrayIndexOutOfBoundsException("Index 5 out of bounds")))
        .isEqualTo("a part of it is missing or damaged");
  }

  @Test
  void sentence_isOneLineOfFourThousandCharactersAtMost() {
    assertThat(Shown.sentence("a\n" + "b".repeat(5_000))).startsWith("a\\u000abb").hasSize(4_006);
  }

  @Test
  void text_keepsLinesAndTabs() {
    assertThat(Shown.text("a\tb\n\u001b[2Jc\n")).isEqualTo("a\tb\n\\u001b[2Jc\n");
  }
}
