package io.proxynas.eval.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RunsTextTest {

  @Test
  void render_finishedAndUnfinishedRun_standSideBySide() throws InterruptedException {
    RunRecord first = RunRecords.finished();

    List<String> lines = RunsText.render(List.of(first, RunRecords.unfinished())).lines().toList();

    assertThat(lines).allMatch(line -> line.length() <= TerminalPage.WIDTH);
    assertThat(lines.get(0)).contains("run", "candidates", "Spearman ρ", "speed-up");
    assertThat(lines.get(1)).contains("1  first", "121", "94.0 %");
    assertThat(lines.get(2)).containsPattern("2  second +3 +- +- +- +-");
    assertThat(String.join(" ", lines).replaceAll("\\s+", " "))
        .contains("1 " + first.report().orElseThrow().verdict())
        .contains(
            "2 Not finished: 3 candidates tried, 1 on the full data, no verdict yet."
                + " First of the ranking: large, 75.0 %.");
  }
}
