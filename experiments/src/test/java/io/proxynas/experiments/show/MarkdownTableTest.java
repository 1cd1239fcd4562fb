package io.proxynas.experiments.show;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MarkdownTableTest {

  @Test
  void text_twoRows_isPaddedAndAligned() {
    MarkdownTable<Integer> table =
        new MarkdownTable<Integer>(1)
            .column("method", size -> size == 1 ? "dm" : "a|b")
            .column("ipc", size -> Figures.whole(size));

    assertThat(table.text(List.of(1, 1250)))
        .isEqualTo(
            """
            | method |   ipc |
            |:-------|------:|
            | dm     |     1 |
            | a\\|b   | 1,250 |

            """);
  }

  @Test
  void text_withoutRows_isTheHeader() {
    assertThat(new MarkdownTable<String>(0).column("ipc", row -> row).text(List.of()))
        .isEqualTo("| ipc |\n|----:|\n\n");
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
