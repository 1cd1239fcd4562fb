package io.proxynas.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineMeterTest {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final long[] now = {0};
  private final LineMeter meter =
      new LineMeter(new PrintStream(bytes, true, StandardCharsets.UTF_8), () -> now[0]);

  private void at(double seconds, long done, long total, String note) {
    now[0] = Math.round(seconds * 1e9);
    meter.at(done, total, note);
  }

  private List<String> lines() {
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void at_everyUnit_showsATenthEach() {
    meter.begin("condense", "iterations");
    for (int i = 1; i <= 1000; i++) {
      at(i / 100.0, i, 1000, "");
    }

    assertThat(lines()).hasSize(10);
    assertThat(lines().get(0)).isEqualTo("condense: 100 of 1,000 iterations, 1 s, 9 s left");
    assertThat(lines().get(9)).isEqualTo("condense: 1,000 of 1,000 iterations, 10 s");
  }

  @Test
  void at_slowWork_showsALineAfterTenSeconds() {
    meter.begin("search", "candidates");
    at(4, 1, 200, "");
    at(9.9, 2, 200, "");
    at(12, 3, 200, "best 81.2 % by a");

    assertThat(lines())
        .containsExactly("search: 3 of 200 candidates, 12 s, 13:08 left, best 81.2 % by a");
  }

  @Test
  void at_replayedJournal_doesNotCountForThePace() {
    meter.begin("search", "candidates");
    at(0.1, 90, 100, "");
    at(10.1, 95, 100, "");

    assertThat(lines().get(lines().size() - 1))
        .isEqualTo("search: 95 of 100 candidates, 10 s, 10 s left");
  }

  @Test
  void begin_nextPart_startsAnew() {
    meter.begin("search", "candidates");
    at(5, 10, 10, "");
    meter.begin("validate", "candidates");
    at(7, 1, 2, "");

    assertThat(lines())
        .containsExactly(
            "search: 10 of 10 candidates, 5 s", "validate: 1 of 2 candidates, 2 s, 2 s left");
  }

  @Test
  void at_nothingToDo_doesNotFail() {
    meter.begin("validate", "candidates");
    at(0, 0, 0, "");

    assertThat(lines()).isEmpty();
  }
}
