package io.proxynas.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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

/** A study on a tiny image folder, in one process. */
class StudyCommandTest {

  private static final Map<String, String> OPTIONS =
      Map.of(
          "--dataset", "photos",
          "--size", "12",
          "--proxy", "random-ipc2,random-ipc4",
          "--depths", "1,2",
          "--widths", "8",
          "--sample", "8",
          "--epochs", "1",
          "--truth-seeds", "2");

  @TempDir static Path directory;
  private static TestShell shell;
  private static TestShell.Result first;

  @BeforeAll
  static void firstStudy() throws IOException {
    shell = TestShell.withPhotos(directory);
    first = study("--out", "first");
  }

  /** A study of a few seconds; {@code more} overrides and adds options. */
  private static TestShell.Result study(String... more) {
    List<String> arguments = new ArrayList<>(List.of("study"));
    arguments.addAll(List.of(more));
    OPTIONS.forEach(
        (name, value) -> {
          if (!arguments.contains(name)) {
            arguments.addAll(List.of(name, value));
          }
        });
    return shell.run(arguments.toArray(String[]::new));
  }

  private static JsonNode json(String study) throws IOException {
    return new ObjectMapper().readTree(directory.resolve(study).resolve("study.json").toFile());
  }

  private static List<String> candidates(String study) throws IOException {
    return Files.readAllLines(directory.resolve(study).resolve("candidates.csv"));
  }

  @Test
  void study_writesEveryFileAndPrintsTheTables() throws IOException {
    assertThat(first.code()).as(first.err()).isZero();
    assertThat(first.out())
        .startsWith(
            "8 of 8 candidates drawn at random from convnet, on photos, against the mean of 2")
        .contains("random-ipc2 ", "early-stopping, as random-ipc2", "noise ceiling", "Verdicts")
        .contains("Files in " + directory.resolve("first"));
    assertThat(first.err())
        .contains("search: 16 of 16 candidates", "validate: 16 of 16 trainings")
        .contains("16 trainings on the full data and 16 for rivals, ");
    for (String file : List.of("study.json", "study.csv", "candidates.csv", "journal.jsonl")) {
      assertThat(directory.resolve("first").resolve(file)).isNotEmptyFile();
    }
    assertThat(candidates("first")).hasSize(9);
  }

  @Test
  void study_figures_areOfTheSameCandidates() throws IOException {
    JsonNode study = json("first");
    assertThat(study.get("n").intValue()).isEqualTo(8);
    assertThat(study.get("proxies").findValuesAsText("hash")).hasSize(2).doesNotHaveDuplicates();
    for (JsonNode proxy : study.get("proxies")) {
      assertThat(proxy.at("/validation/n").intValue()).isEqualTo(8);
      assertThat(proxy.at("/validation/noiseCeiling"))
          .isEqualTo(study.at("/proxies/0/validation/noiseCeiling"));
      assertThat(proxy.at("/validation/rivals").findValuesAsText("name"))
          .containsExactly(
              "early-stopping",
              "parameters",
              "flops",
              "naswot",
              "synflow",
              "jacobian-covariance",
              "decision");
    }
    assertThat(study.get("choices").findValuesAsText("architecture"))
        .contains(study.at("/proxies/0/validation/choice").textValue())
        .doesNotHaveDuplicates();
    assertThat(study.get("choices"))
        .allSatisfy(
            choice -> {
              assertThat(choice.get("testAccuracy").doubleValue()).isBetween(0.0, 1.0);
              assertThat(choice.get("validationAccuracy").doubleValue()).isBetween(0.0, 1.0);
            });
    assertThat(study.at("/differences/0/first").textValue()).isEqualTo("random-ipc2");
    assertThat(study.at("/differences/0/difference/value").doubleValue())
        .isEqualTo(
            study.at("/proxies/0/validation/spearman/value").doubleValue()
                - study.at("/proxies/1/validation/spearman/value").doubleValue());
  }

  @Test
  void study_againInAnotherFolder_trainsNothingAndFindsTheSame() throws IOException {
    TestShell.Result again = study("--out", "again", "--workers", "1");

    assertThat(again.code()).as(again.err()).isZero();
    assertThat(again.err())
        .contains("16 trainings on the full data and 16 for rivals, 32 of them known already");
    assertThat(candidates("again")).isEqualTo(candidates("first")); // the seconds too
  }

  @Test
  void study_withoutAStore_findsTheSameAtAnyNumberOfWorkers() throws IOException {
    TestShell other = new TestShell(Files.createDirectories(directory.resolve("other")));
    List<String> arguments =
        new ArrayList<>(List.of("study", "--workers", "1", "--rivals", "none", "--out", "run"));
    OPTIONS.forEach((name, value) -> arguments.addAll(List.of(name, value)));
    arguments.set(arguments.indexOf("photos"), directory.resolve("photos").toString());

    TestShell.Result result = other.run(arguments.toArray(String[]::new));

    assertThat(result.code()).as(result.err()).isZero();
    assertThat(accuracies("other/run")).isEqualTo(accuracies("first"));
  }

  /** candidates.csv without the columns of seconds. */
  private static List<String> accuracies(String study) throws IOException {
    return candidates(study).stream()
        .map(line -> line.split(","))
        .map(f -> String.join(",", f[0], f[1], f[2], f[3], f[4], f[6], f[8], f[10]))
        .toList();
  }

  @Test
  void resume_cutJournals_endWithTheSame() throws IOException {
    study("--out", "cut", "--rivals", "random");
    Path folder = directory.resolve("cut");
    Files.delete(folder.resolve("study.json"));
    for (String journal : List.of("validation-2", "proxies/random-ipc4")) {
      Path file = folder.resolve(journal).resolve("journal.jsonl");
      List<String> lines = Files.readAllLines(file);
      Files.writeString(
          file, String.join("\n", lines.subList(0, 3)) + "\n" + lines.get(3).substring(0, 9));
    }

    TestShell.Result resumed = study("--out", "cut", "--rivals", "random", "--resume");

    assertThat(resumed.code()).as(resumed.err()).isZero();
    assertThat(resumed.err()).contains("line 4 on, was torn and is dropped");
    assertThat(candidates("cut")).isEqualTo(candidates("first"));
    assertThat(json("cut").get("choices")).isNotEmpty();
  }

  @Test
  void resume_withMoreProxiesAndCandidates_goesOn() throws IOException {
    study("--out", "grown", "--rivals", "none", "--truth-seeds", "1", "--sample", "5");

    TestShell.Result grown =
        study(
            "--out",
            "grown",
            "--rivals",
            "none",
            "--resume",
            "--proxy",
            "random-ipc2,random-ipc4,dm-ipc2",
            "--iterations",
            "3");
    assertThat(grown.code()).isEqualTo(ExitCode.USAGE); // --iterations is for dm alone

    grown =
        study(
            "--out",
            "grown",
            "--rivals",
            "none",
            "--resume",
            "--proxy",
            "random-ipc2,random-ipc4,random-ipc6");
    assertThat(grown.code()).as(grown.err()).isZero();
    assertThat(json("grown").get("proxies")).hasSize(3);
    assertThat(json("grown").get("differences")).hasSize(3);
    assertThat(candidates("grown")).hasSize(9);
  }

  @Test
  void resume_otherSeed_isRefused() {
    study("--out", "seeded", "--rivals", "none");

    TestShell.Result resumed =
        study("--out", "seeded", "--rivals", "none", "--resume", "--seed", "2", "--quiet");

    assertThat(resumed.code()).isEqualTo(ExitCode.USAGE);
    assertThat(resumed.errorLines())
        .containsExactly(
            "nas-search: a run that goes on must keep its settings, but has --seed 2 here, 1 in the run %s: leave that out, or begin another run"
                .formatted(directory.resolve("seeded")));
  }

  @Test
  void json_isTheStudyAndNothingElse() throws IOException {
    TestShell.Result result = study("--out", "json", "--json", "--quiet");

    assertThat(result.out())
        .isEqualTo(Files.readString(directory.resolve("json").resolve("study.json")));
    assertThat(result.err()).isEmpty();
  }

  @Test
  void defaultFolder_isNamedAfterDataAndSeed() {
    assertThat(study("--seed", "3", "--rivals", "none").code()).isZero();
    assertThat(directory.resolve("runs/photos-study-seed3/study.json")).exists();
  }
}
