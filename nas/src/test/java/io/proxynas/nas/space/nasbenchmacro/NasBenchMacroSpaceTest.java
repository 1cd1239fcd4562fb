package io.proxynas.nas.space.nasbenchmacro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.nas.candidate.NetworkSize;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class NasBenchMacroSpaceTest {

  private static final ImageShape CIFAR = new ImageShape(3, 32, 32);
  private static final NasBenchMacroSpace SPACE = new NasBenchMacroSpace();

  static List<String> published() throws Exception {
    try (InputStream in =
        Objects.requireNonNull(
            NasBenchMacroSpaceTest.class.getResourceAsStream("parameters.txt"))) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("published")
  void parameters_asInThePublicTable(String line) {
    String[] words = line.split(" ");
    assertThat(
            NetworkSize.of(SPACE.parse(words[0]).configuration(CIFAR, 10, 1), CIFAR).parameters())
        .isEqualTo(Long.parseLong(words[1]));
  }

  @Test
  void size_isThatOfTheBenchmark() {
    assertThat(SPACE.size()).isEqualTo(6_561);
    assertThat(SPACE.architectures().findFirst().orElseThrow().id()).isEqualTo("00000000");
  }

  @ParameterizedTest
  @CsvSource({
    "0201210, ''",
    "020121000, ''",
    "02312100, 'with 0, 1 or 2 at position 3, '",
    "x2012100, 'with 0, 1 or 2 at position 1, '"
  })
  void parse_malformed_saysWhere(String id, String where) {
    assertThatThrownBy(() -> SPACE.parse(id))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "a NAS-Bench-Macro network must be 8 digits, as in 02012100, %sbut was \"%s\""
                .formatted(where, id));
  }

  @Test
  void new_otherNumberOfLayers_isRejected() {
    assertThatThrownBy(() -> new NasBenchMacro(List.of(MacroLayer.IDENTITY)))
        .hasMessage("a network must have 8 layers, but had 1");
  }
}
