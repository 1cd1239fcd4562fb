package io.proxynas.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxynas.cli.TestShell;
import io.proxynas.cli.shell.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small searches that go on. */
class SearchResumeTest {

  @TempDir static Path directory;
  private static SmallSearches searches;

  @BeforeAll
  static void images() throws IOException {
    searches = SmallSearches.in(directory);
    assertThat(searches.run("--out", "first").code()).isZero();
  }

  @Test
  void resume_cutJournal_endsWithTheSameRanking() throws IOException {
    searches.run("--out", "cut");
    Path journal = searches.file("cut").resolve("journal.jsonl");
    List<String> lines = Files.readAllLines(journal);
    Files.writeString(
        journal, String.join("\n", lines.subList(0, 4)) + "\n" + lines.get(4).substring(0, 20));
    Files.delete(searches.file("cut").resolve("ranking.csv"));

    TestShell.Result resumed = searches.run("--out", "cut", "--resume");

    assertThat(resumed.code()).as(resumed.err()).isZero();
    assertThat(resumed.err())
        .contains("warning: the end of " + journal + ", from line 5 on, was torn");
    assertThat(searches.ranking("cut")).isEqualTo(searches.ranking("first"));
    assertThat(Files.readAllLines(journal)).hasSize(7);
  }

  @Test
  void resume_otherEpochs_isRefused() {
    searches.run("--out", "epochs");

    TestShell.Result resumed =
        searches.run("--out", "epochs", "--resume", "--epochs", "2", "--quiet");

    assertThat(resumed.code()).isEqualTo(ExitCode.USAGE);
    assertThat(resumed.errorLines())
        .containsExactly(
            "nas-search: a run that goes on must keep its settings, but has --epochs 2 here, 1 in the run %s: leave that out, or begin another run"
                .formatted(searches.file("epochs")));
  }

  @Test
  void resume_withMoreTruthSeeds_goesOn() throws IOException {
    searches.run("--out", "more-seeds", "--rivals", "random");

    TestShell.Result resumed =
        searches.run("--out", "more-seeds", "--rivals", "random", "--truth-seeds", "3", "--resume");

    assertThat(resumed.code()).as(resumed.err()).isZero();
    assertThat(searches.report("more-seeds").at("/validation/truthSeeds").intValue()).isEqualTo(3);
    assertThat(
            searches.report("more-seeds").get("validation").get("rivals").findValuesAsText("name"))
        .containsExactly("random-ipc2", "accuracy", "parameters", "flops");
  }

  @Test
  void resume_ofAFinishedRunWithMoreCandidates_extendsIt() throws IOException {
    assertThat(searches.of("mlp", "--out", "extended", "--candidates", "3").code()).isZero();
    TestShell.Result more =
        searches.of("mlp", "--out", "extended", "--candidates", "9", "--resume");
    assertThat(more.code()).as(more.err()).isZero();
    assertThat(searches.of("mlp", "--out", "at-once", "--candidates", "9").code()).isZero();

    assertThat(searches.ranking("extended")).isEqualTo(searches.ranking("at-once")).hasSize(10);
    assertThat(Files.readAllLines(searches.file("extended").resolve("journal.jsonl"))).hasSize(10);
    assertThat(searches.best("extended")).isEqualTo(searches.best("at-once"));
  }

  @Test
  void maxFlops_differentOnResume_isRefused() {
    assertThat(searches.of("mlp", "--out", "flops").code()).isZero();

    TestShell.Result resumed =
        searches.of("mlp", "--out", "flops", "--resume", "--quiet", "--max-flops", "1000000");

    assertThat(resumed.code()).isEqualTo(ExitCode.USAGE);
    assertThat(resumed.err()).contains("--max-flops 1000000 here, not given in the run");
  }

  @Test
  void defaultFolder_taken_getsANumber_andResumeTakesTheLatest() throws IOException {
    assertThat(searches.run("--seed", "5").code()).isZero();
    assertThat(searches.run("--seed", "5").code()).isZero();
    Path second = searches.file("runs").resolve("photos-dm-ipc2-seed5-2");
    assertThat(searches.ranking("runs/photos-dm-ipc2-seed5"))
        .isEqualTo(searches.ranking(second.toString()));
    for (String run : List.of("photos-dm-ipc2-seed5", "photos-dm-ipc2-seed5-2")) {
      Path itself = searches.file("runs").resolve(run).resolve("run.json");
      Files.writeString(
          itself, Files.readString(itself).replace("\"finished\" : true", "\"finished\" : false"));
    }
    Files.delete(second.resolve("report.json"));

    TestShell.Result resumed = searches.run("--seed", "5", "--resume");

    assertThat(resumed.code()).as(resumed.err()).isZero();
    assertThat(resumed.err()).startsWith("going on with " + second + ": nas-search --");

    assertThat(second.resolve("report.json")).exists();
    assertThat(searches.file("runs").resolve("photos-dm-ipc2-seed5-3")).doesNotExist();
  }
}
