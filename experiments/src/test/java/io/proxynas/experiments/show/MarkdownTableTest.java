package io.proxynas.experiments.show;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class MarkdownTableTest {

  @Test
  void text_twoRows_isPaddedAndAligned() {
    MarkdownTable table = new MarkdownTable(1, List.of("method", "ipc"));
    table.add("dm", "1");
    table.add("a|b", "1,250");

    assertThat(table.text())
        .isEqualTo(
            """
            | method |   ipc |
            |:-------|------:|
            | dm     |     1 |
            | a\\|b   | 1,250 |

            """);
  }

  @Test
  void add_otherNumberOfCells_isRefused() {
    assertThatThrownBy(() -> new MarkdownTable(1, List.of("method", "ipc")).add("dm"))
        .hasMessage("a row must have 2 cells, but had 1");
  }

  @Test
  void figures_numbers_areAsInPapers() {
    assertThat(Figures.percent(0.8346, 0.0031)).isEqualTo("83.5 ± 0.3");
    assertThat(Figures.percent(0.8346, Double.NaN)).isEqualTo("83.5");
    assertThat(Figures.points(-0.0123)).isEqualTo("-1.2");
    assertThat(Figures.points(Double.NaN)).isEqualTo("–");
    assertThat(Figures.seconds(3.21)).isEqualTo("3.2");
    assertThat(Figures.seconds(1234.5)).isEqualTo("1,235");
    assertThat(Figures.whole(1250)).isEqualTo("1,250");
  }
}
