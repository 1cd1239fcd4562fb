package io.proxynas.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxynas.cli.TestShell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code --proxy none}: scores without training, and full trainings. */
class SearchWithoutProxyTest {

  @TempDir Path directory;

  @Test
  void search_isCalibratedByAllScores_andGoesOn() throws IOException {
    TestShell shell = TestShell.withPhotos(directory);
    String[] search =
        ("--dataset photos --size 12 --preset smoke --proxy none --depths 1,2 --widths 4"
                + " --candidates 14 --epochs 1 --validate 14 --out one")
            .split(" ");

    TestShell.Result found = shell.run(search);

    assertThat(found.err()).doesNotContain("Exception");
    assertThat(found.code()).isZero();
    assertThat(found.out())
        .contains("Ranking by scores without training on photos", "What this space listens to")
        .doesNotContain("The ranking is by");
    assertThat(Files.readString(directory.resolve("one/journal.jsonl")))
        .contains("\"proxy\":\"none\"", "\"status\":\"scored\"", "\"epeNas\"")
        .doesNotContain("\"status\":\"trained\"");
    TestShell.Result more = shell.run("--resume", "--out", "one", "--candidates", "16");
    assertThat(more.code()).isZero();
    assertThat(more.out()).contains("the first 10 of 16 candidates");
  }

  @Test
  void search_byAScore_isNotCalibrated() throws IOException {
    TestShell.Result found =
        TestShell.withPhotos(directory)
            .run(
                ("--dataset photos --size 12 --preset smoke --proxy none --rank-by naswot --depths"
                        + " 1 --widths 4 --candidates 4 --epochs 1 --validate 2")
                    .split(" "));

    assertThat(found.code()).isZero();
    assertThat(found.out())
        .contains("The ranking is by naswot, and so are its figures above.")
        .doesNotContain("What this space listens to");
  }

  @Test
  void rank_scoresAListWithoutTraining() throws IOException {
    TestShell.Result found =
        TestShell.withPhotos(directory)
            .run(
                ("rank --dataset photos --size 12 --proxy none --depths 1 --widths 4 --sample 3"
                        + " --out scores.csv")
                    .split(" "));

    assertThat(found.code()).isZero();
    assertThat(Files.readString(directory.resolve("scores.csv"))).contains(",scored,");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--rank-by accuracy | candidates without a proxy must be ranked by what needs no training (calibrated, parameters, flops or a training-free score), but were to be by accuracy",
        "--scores none | candidates without a proxy must have at least 2 training-free scores, but were to have [synflow]",
        "--seeds 2 | candidates without a proxy must have no training, but were to have 2 each",
        "--halving 3 --rank-by naswot | halving must go with a proxy, the last of its rungs, but there is none",
        "--strategy nsga2 --rank-by naswot | objectives without a proxy must be known without a training, but were [accuracy, parameters]"
      })
  void search_forWhatOnlyATrainingTells_isRefused(String options, String message)
      throws IOException {
    TestShell.Result refused =
        TestShell.withPhotos(directory)
            .run(("--dataset photos --size 12 --proxy none " + options).split(" "));
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "condense --proxy none | the proxy must be a set that can be made or read, but was none",
        "evaluate --proxy none | the proxy to evaluate must be a set to train on, but was none, which goes with a search or a list",
        "study --proxy none,random-ipc2 | a proxy of a study must be a set to train on, but was none, which goes with a search or a list",
        "table --out t --proxy none | a proxy of a table must be a set to train on, but was none, which goes with a search or a list",
        "--halving 3 --rungs none | a rung must be a set to train on, but was none, which goes with a search or a list"
      })
  void whatTrainsOnASet_refusesNone(String command, String message) throws IOException {
    TestShell.Result refused =
        TestShell.withPhotos(directory).run((command + " --dataset photos --size 12").split(" "));
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains(message);
  }
}
