package io.proxynas.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxynas.cli.TestShell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reports of small searches. */
class ReportCommandTest {

  @TempDir static Path directory;
  private static SmallSearches searches;

  @BeforeAll
  static void images() throws IOException {
    searches = SmallSearches.in(directory);
    assertThat(searches.run("--out", "first").code()).isZero();
  }

  @Test
  void report_ofRuns_writesPagesAndCsvAndComparesThem() throws IOException {
    searches.run("--out", "other", "--strategy", "random");
    String page = Files.readString(searches.file("first").resolve("report.html"));
    Files.delete(searches.file("first").resolve("report.html"));

    TestShell.Result result =
        searches.shell().run("report", "first", "other", "--csv", "all.csv", "--html", "all.html");

    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.err()).isEmpty();
    assertThat(result.out()).contains("1  first", "2  other", "Spearman ρ", "all.csv", "all.html");
    assertThat(Files.readString(searches.file("first").resolve("report.html"))).isEqualTo(page);
    assertThat(Files.readAllLines(searches.file("all.csv"))).hasSize(1 + 6 + 6);
    assertThat(Files.readString(searches.file("all.html")))
        .contains("\"name\":\"first\"", "\"name\":\"other\"");
  }

  @Test
  void report_ofAnUnfinishedRun_saysHowFarItIs() throws IOException {
    searches.run("--out", "stopped");
    Files.delete(searches.file("stopped").resolve("report.json"));

    TestShell.Result result = searches.shell().run("report", "stopped");

    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.out()).contains("Not finished: 6 candidates tried");
  }
}
