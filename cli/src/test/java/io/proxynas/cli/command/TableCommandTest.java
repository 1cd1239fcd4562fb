package io.proxynas.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxynas.cli.TestShell;
import io.proxynas.cli.shell.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table on a tiny image folder, in one process. */
class TableCommandTest {

  private static final Map<String, String> OPTIONS =
      Map.of(
          "--dataset", "photos",
          "--size", "12",
          "--proxy", "random-ipc2",
          "--depths", "1,2",
          "--widths", "8",
          "--sample", "3",
          "--epochs", "2",
          "--truth-seeds", "1");

  @TempDir static Path directory;
  private static TestShell shell;
  private static TestShell.Result first;

  @BeforeAll
  static void firstTable() throws IOException {
    shell = TestShell.withPhotos(directory);
    first = table("--out", "first");
  }

  /** A table of a second; {@code more} overrides and adds options. */
  private static TestShell.Result table(String... more) {
    List<String> arguments = new ArrayList<>(List.of("table"));
    arguments.addAll(List.of(more));
    OPTIONS.forEach(
        (name, value) -> {
          boolean useless = name.equals("--proxy") && arguments.contains("none");
          if (!arguments.contains(name) && !useless) {
            arguments.addAll(List.of(name, value));
          }
        });
    return shell.run(arguments.toArray(String[]::new));
  }

  private static List<String> lines(String table) throws IOException {
    return Files.readAllLines(directory.resolve(table).resolve("table.csv"));
  }

  private static void assertRefused(TestShell.Result result, String sentence) {
    assertThat(result.code()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).contains(sentence);
  }

  @Test
  void table_writesARowForEachNetworkAndSaysSo() throws IOException {
    assertThat(first.code()).as(first.err()).isZero();
    assertThat(first.out())
        .isEqualTo(
            "3 networks are measured, 3 of them now, of which 0 failed: %s%n"
                .formatted(directory.resolve("first/table.csv")));
    assertThat(first.err()).contains("measure: 6 of 6 trainings");
    assertThat(lines("first")).hasSize(4);
    assertThat(lines("first").get(0))
        .contains(",random-ipc2:accuracy@2,", ",full-1:truth@2,")
        .doesNotContain("@3", "full-2");
    assertThat(directory.resolve("first/table.json"))
        .content()
        .contains("\"command\" : \"nas-search table --");
  }

  @Test
  void table_inTheFolderOfAnotherRun_isRefused_andLeavesItAsItIs() throws IOException {
    Path run = Files.createDirectory(directory.resolve("run")).resolve("run.json");
    Files.writeString(run, "of a search");

    assertRefused(
        table("--out", "run"),
        "the folder of a new run must not have a run in it, but " + run.getParent() + " has one");
    assertThat(run).hasContent("of a search");
  }

  @Test
  void table_resumedWithALargerSample_goesOn() throws IOException {
    assertThat(table("--out", "growing", "--sample", "1").code()).isZero();
    TestShell.Result more = table("--out", "growing", "--sample", "3", "--resume");

    assertThat(more.code()).as(more.err()).isZero();
    assertThat(more.out()).startsWith("3 networks are measured, 2 of them now, ");
    assertThat(lines("growing")).hasSize(4);
  }

  @Test
  void table_ofSeveralEpochsOrNone_hasTheirColumns() throws IOException {
    TestShell.Result several =
        table("--out", "several", "--proxy-epochs", "1,2", "--truth-seeds", "0");
    assertThat(several.code()).as(several.err()).isZero();
    assertThat(lines("several").get(0))
        .contains(",random-ipc2-e1:accuracy@1,", ",random-ipc2:accuracy@2,")
        .doesNotContain("full-1");

    TestShell.Result none = table("--out", "without", "--proxy-epochs", "none");
    assertThat(none.code()).as(none.err()).isZero();
    assertThat(lines("without").get(0)).contains(",full-1:truth@2,").doesNotContain("random-ipc2");
  }

  @Test
  void table_ofRealStatistics_notesItInItsPlan() {
    TestShell.Result real = table("--out", "real", "--statistics", "real", "--truth-seeds", "0");
    assertThat(real.code()).as(real.err()).isZero();
    assertThat(directory.resolve("real/table.json"))
        .content()
        .contains("\"statistics\" : \"real\"");
    assertThat(directory.resolve("first/table.json"))
        .content()
        .contains("\"statistics\" : \"real up to ipc10\"");
  }

  @Test
  void table_withoutTrainings_hasTheScores() throws IOException {
    assertThat(table("--out", "scores", "--proxy-epochs", "none", "--truth-seeds", "0").code())
        .isZero();
    assertThat(Files.readString(directory.resolve("scores/table.csv")))
        .contains("naswot", "free:seconds,status", ",measured\n")
        .doesNotContain("accuracy@");
  }

  /** Twenty epochs, as {@code SearchHalvingTest} has them of a search. */
  @Test
  void table_ofCells_trainsAsASearchDoes_andRefusesOneOfFewerEpochs() throws IOException {
    String line =
        "table --space nasbench201:cells=1,channels=1 --proxy random-ipc1 --sample 1"
            + " --truth-seeds 0 --out ";
    TestShell.Result usual = shell.run((line + "cells").split(" "));
    assertThat(usual.code()).as(usual.err()).isZero();
    assertThat(usual.err())
        .contains(
            "on a proxy networks are trained for 20 epochs instead of 5, since fewer do not tell"
                + " those of nasbench201 apart: see --proxy-epochs");
    assertThat(lines("cells").get(0)).contains(",random-ipc1-e20:accuracy@20,");

    TestShell.Result five = shell.run((line + "five --proxy-epochs 5").split(" "));
    assertThat(five.code()).as(five.err()).isZero();
    assertThat(lines("five").get(0)).contains(",random-ipc1:accuracy@5,").doesNotContain("@6");
    Path options = directory.resolve("five/run.json"); // an earlier version's, without the option
    Files.delete(options);
    TestShell.Result mixed = shell.run((line + "five --resume").split(" "));
    assertThat(mixed.code()).isEqualTo(ExitCode.USAGE);
    assertThat(mixed.err())
        .contains(
            "a run that goes on must keep its settings, but the trainings is another in %s (see"
                    .formatted(directory.resolve("five"))
                + " --proxy, --proxy-epochs, ");
    TestShell.Result on = shell.run((line + "five --proxy-epochs 5 --resume").split(" "));
    assertThat(on.code()).as(on.err()).isZero();
  }

  @Test
  void table_thatCannotBe_isRefusedInASentence() {
    assertRefused(
        table("--out", "first"),
        "the folder of a new table must not have a table in it, but %s has one; use --resume"
            .formatted(directory.resolve("first")));
    assertRefused(
        table("--out", "x", "--proxy-epochs", "five"),
        "the epochs on a proxy must be whole numbers between commas, as in 1,2,4, but was \"five\"");
    assertRefused(
        table("--out", "x", "--proxy-epochs", "none", "--proxy", "random-ipc2"),
        "--proxy must go without --proxy-epochs none, which trains on no proxy");
    assertRefused(
        table("--out", "x", "--statistics", "false"),
        "the statistics must be one of auto, proxy, real, but was \"false\"");
    assertRefused(table(), "missing required option");
  }
}
