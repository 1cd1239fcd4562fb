package io.proxynas.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxynas.train.data.source.DataSets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HelpTest {

  @TempDir Path directory;

  @Test
  void help_isShort_inGroups_andNamesTheRest() {
    TestShell.Result result = new TestShell(directory).run("--help");

    assertThat(result.code()).isZero();
    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .containsSubsequence(
            "Usage: nas-search [OPTIONS]",
            "Images:",
            "--dataset=NAME|DIR",
            "--proxy",
            "Networks:",
            "--candidates=N",
            "Evidence:",
            "--validate=K",
            "Run:",
            "--resume",
            "Help:",
            "--help-all",
            "Commands:",
            "  condense ",
            "Examples:",
            "nas-search --help-all has ",
            " more options")
        .doesNotContain("--embedding-epochs", "--rivals", "generate-completion");
    assertThat(result.out().lines().filter(line -> line.matches(" +(-., )?--[a-z].*")))
        .hasSizeLessThanOrEqualTo(16);
    assertThat(result.out().lines()).allMatch(line -> line.length() <= 100);
  }

  @Test
  void shortHelp_ofACommand_hasItsOwnOptions_andCountsTheOthers() {
    TestShell shell = new TestShell(directory);
    String all = shell.run("evaluate", "--help-all").out();
    TestShell.Result result = shell.run("evaluate", "--help");

    long others =
        all.lines().filter(line -> line.matches(" +(-., )?--[a-z].*")).count()
            - result.out().lines().filter(line -> line.matches(" +(-., )?--[a-z].*")).count();
    assertThat(result.out())
        .contains("nas-search evaluate --help-all has " + others + " more options.");
  }

  @Test
  void shortHelp_ofACommandWithFewOptions_isTheWhole() {
    TestShell shell = new TestShell(directory);

    assertThat(shell.run("report", "--help").out())
        .isEqualTo(shell.run("report", "--help-all").out());
  }

  @Test
  void help_listsEveryWord() {
    TestShell.Result result = new TestShell(directory).run("--help-all");

    assertThat(result.code()).isZero();
    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .contains(DataSets.names())
        .contains("dm-ipc<N>", "random-ipc<N>", "full", "genetic", "random")
        .contains("chain", "convnet", "mlp", "nasbench-macro", "nasbench201", "--max-params")
        .contains(
            "smoke",
            "default",
            "paper",
            "condense",
            "evaluate",
            "report",
            "study",
            "table",
            "experiment",
            "Exit codes:")
        .contains("--truth-seeds", "--rivals", "early-stopping", "jacobian-covariance")
        .containsPattern("\\(default:\\s+dm-ipc50\\)")
        .containsPattern("\\(default:\\s+fashion-mnist-mini\\)");
    assertThat(result.out().lines()).allMatch(line -> line.length() <= 100);
  }

  @Test
  void help_ofACommand_isItsOwn() {
    TestShell.Result result = new TestShell(directory).run("evaluate", "--help");

    assertThat(result.code()).isZero();
    assertThat(result.out()).contains("nas-search evaluate", "--networks").doesNotContain("--json");
  }

  @Test
  void help_ofWhatTrainsCandidates_hasTheCluster() {
    TestShell shell = new TestShell(directory);
    for (String command : List.of("", "rank ", "study ", "table ")) {
      assertThat(shell.run((command + "--help-all").split(" ")).out())
          .containsOnlyOnce("Train and score candidates on a Spark cluster");
    }
    assertThat(shell.run("condense", "--help-all").out()).doesNotContain("--spark");
  }

  @Test
  void version_namesTheLibraries() {
    TestShell.Result result = new TestShell(directory).run("--version");

    assertThat(result.code()).isZero();
    assertThat(result.out()).startsWith("nas-search ").contains("deeplearning4j 1.0.0-M2.1");
  }
}
