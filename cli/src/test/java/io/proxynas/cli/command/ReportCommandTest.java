package io.proxynas.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxynas.cli.TestShell;
import io.proxynas.cli.shell.ExitCode;
import io.proxynas.nas.journal.Journal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
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

  /** What {@code runs/*} has beside searches: sets, studies, runs killed before their journal. */
  @Test
  void report_ofSeveralFolders_passesOverThoseThatAreNoSearch() throws IOException {
    Files.createDirectories(searches.file("proxies/photos-dm-ipc2-seed1"));
    Files.createDirectories(searches.file("killed"));
    Files.writeString(searches.file("killed/run.json"), "{}");
    Journal.create(searches.file("study"), Map.of("study", true)).close();
    Files.writeString(searches.file("notes.txt"), "");

    TestShell.Result result =
        searches
            .shell()
            .line("report first killed notes.txt proxies study --csv some.csv --html some.html");

    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.errorLines())
        .containsExactly(
            "nas-search: warning: a run folder must have a journal.jsonl, but %s has none: it is passed over"
                .formatted(searches.file("killed")),
            "nas-search: warning: a run folder must be a folder, but %s is none: it is passed over"
                .formatted(searches.file("notes.txt")),
            "nas-search: warning: a run folder must have a journal.jsonl, but %s has none: it is passed over"
                .formatted(searches.file("proxies")),
            "nas-search: warning: a run folder must be that of a search, but %s is a study's, whose figures are in %s: it is passed over"
                .formatted(searches.file("study"), searches.file("study/study.csv")));
    assertThat(result.out())
        .contains("1  first", searches.file("first/report.html").toString(), "some.csv")
        .doesNotContain("2  ");
    assertThat(Files.readAllLines(searches.file("some.csv"))).hasSize(1 + 6);
    assertThat(searches.file("some.html")).isNotEmptyFile();
    assertThat(searches.file("killed/report.html")).doesNotExist();
    assertThat(searches.file("study/report.html")).doesNotExist();
  }

  @Test
  void report_ofSeveralFolders_noneOfThemASearch_isRefused() throws IOException {
    Files.createDirectories(searches.file("trained"));
    Files.createDirectories(searches.file("experiments"));

    TestShell.Result result = searches.shell().line("report trained experiments --csv none.csv");

    assertThat(result.code()).isEqualTo(ExitCode.USAGE);
    assertThat(result.errorLines())
        .hasSize(3)
        .last()
        .isEqualTo(
            "nas-search: at least one of the folders to report must be that of a search, but of"
                + " these 2 none is");
    assertThat(result.out()).isEmpty();
    assertThat(searches.file("none.csv")).doesNotExist();
  }

  /** It is a search, and what is wrong with it should not go by among warnings. */
  @Test
  void report_ofSeveralFolders_oneWithADamagedJournal_isRefused() throws IOException {
    Path journal = Files.createDirectories(searches.file("damaged")).resolve("journal.jsonl");
    Files.writeString(journal, "{\n");

    TestShell.Result result = searches.shell().run("report", "first", "damaged");

    assertThat(result.code()).isEqualTo(ExitCode.USAGE);
    assertThat(result.errorLines())
        .containsExactly(
            "nas-search: line 1 of " + journal + " is damaged: it is not a whole JSON object");
  }
}
