package io.proxynas.engine.internal.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NvidiaSmiTest {

  private static final List<Card> CARDS =
      List.of(card("0", "GPU-aa11"), card("1", "GPU-bb22"), card("2", "GPU-cc33"));

  private static Card card(String index, String uuid) {
    return new Card(index, uuid, "NVIDIA A10", "550.54", "8.6", 24L << 30, 23L << 30);
  }

  @Test
  void parse_aLine_isACard() {
    assertThat(Card.parse("0, GPU-aa11, 550.54.15, 9.0, 81559, 80000, NVIDIA H100 80GB, HBM3"))
        .hasValue(
            new Card(
                "0",
                "GPU-aa11",
                "NVIDIA H100 80GB, HBM3",
                "550.54.15",
                "9.0",
                81559L << 20,
                80000L << 20));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "No devices were found",
        "0, GPU-aa11, 550, 9.0, [N/A], 80000, NVIDIA",
        "0, GPU-aa11, 550, 9.0, 100, [N/A], NVIDIA",
        "0, GPU-aa11, 550, 9.0, 100, 90"
      })
  void parse_anotherLine_isNoCard(String line) {
    assertThat(Card.parse(line)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2,0 | 2 0",
        "GPU-bb | 1",
        "1, GPU-aa11 | 1 0",
        "-1 | ''",
        "'' | ''",
        "7,1 | ''",
        "1,7,0 | 1"
      })
  void visible_someHidden_areTheOthersInCudasOrder(String variable, String indices) {
    assertThat(NvidiaSmi.visible(CARDS, Map.of("CUDA_VISIBLE_DEVICES", variable)))
        .extracting(Card::index)
        .containsExactly(indices.isEmpty() ? new String[0] : indices.split(" "));
  }

  @Test
  void visible_nothingHidden_areAll() {
    assertThat(NvidiaSmi.visible(CARDS, Map.of())).isEqualTo(CARDS);
  }

  @Test
  void lines_programThatIsMissingOrFails_none() {
    assertThat(NvidiaSmi.lines(List.of("no-such-program-here"))).isEmpty();
    assertThat(NvidiaSmi.lines(List.of("java", "-no-such-option"))).isEmpty();
  }

  @Test
  void lines_ofTheProgram_areThoseItPrints() {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();

    assertThat(NvidiaSmi.lines(List.of(java, "--version")))
        .hasSizeGreaterThan(1)
        .anyMatch(line -> line.contains(System.getProperty("java.version")));
  }
}
