package io.proxynas.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.proxynas.cli.TestShell;
import io.proxynas.cli.shell.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Successive halving of small searches. */
class SearchHalvingTest {

  @TempDir static Path directory;
  private static SmallSearches searches;

  @BeforeAll
  static void images() throws IOException {
    searches = SmallSearches.in(directory);
  }

  @Test
  void halving_trainsTheBestInFull_andSaysWhatItSaved() throws IOException {
    String[] options = {"--candidates", "12", "--epochs", "9", "--halving", "3"};
    TestShell.Result result = searches.of("mlp", SmallSearches.with(options, "--out", "halved"));

    assertThat(result.code()).as(result.err()).isZero();
    JsonNode halving = searches.report("halved").get("halving");
    assertThat(halving.get("rungs"))
        .extracting(rung -> rung.get("epochs").intValue())
        .containsExactly(1, 3, 9);
    assertThat(halving.at("/rungs/0/candidates").intValue()).isEqualTo(12);
    assertThat(halving.at("/rungs/1/candidates").intValue()).isBetween(4, 7);
    int full = halving.at("/rungs/2/candidates").intValue();
    assertThat(halving.get("fullTrainingsSaved").intValue()).isEqualTo(12 - full);
    int second = halving.at("/rungs/1/candidates").intValue();
    int images = halving.at("/rungs/0/images").intValue();
    int scored =
        (searches.report("halved").at("/dataset/validation").intValue() + 1) / 2; // rank, not judge
    double passes = 3.0 * images * (12 + second * (3 - 1) + full * (9 - 3)); // they went on
    assertThat(halving.get("work").doubleValue())
        .isEqualTo((passes + full * scored) / (12 * (9 * 3 * images + scored)), within(1e-9));
    assertThat(result.out()).contains("Successive halving by 3", "the work of training all");
    assertThat(searches.ranking("halved")).hasSize(13);
    assertThat(searches.ranking("halved").subList(1, 1 + full))
        .allMatch(line -> line.endsWith(" 2, , , ]"));
    assertThat(searches.ranking("halved").get(12)).endsWith(" 0, , , ]");
    assertThat(searches.ranking("halved").subList(1, 13))
        .allMatch(line -> line.split(", ")[2].isEmpty() == !line.endsWith(" 2, , , ]"));

    searches.of("mlp", "--candidates", "12", "--epochs", "9", "--out", "unhalved");
    List<String> unhalved =
        searches.ranking("unhalved").stream()
            .map(SearchHalvingTest::architectureAndAccuracy)
            .toList();
    assertThat(
            searches
                .ranking("halved")
                .subList(1, 1 + full)) // what is trained in full is as without
        .allMatch(line -> unhalved.contains(architectureAndAccuracy(line)));

    assertThat(
            searches
                .of("mlp", SmallSearches.with(options, "--out", "halved1", "--workers", "1"))
                .code())
        .isZero();
    assertThat(searches.ranking("halved1")).isEqualTo(searches.ranking("halved"));
  }

  @Test
  void halving_byAccuracy_scoresOnEveryRung() throws IOException {
    String[] options = {"--candidates", "6", "--epochs", "4", "--halving", "2"};
    for (String by : List.of("accuracy", "training-loss")) {
      TestShell.Result result =
          searches.of("mlp", SmallSearches.with(options, "--out", by, "--rank-by", by));
      assertThat(result.code()).as(result.err()).isZero();
    }

    assertThat(searches.ranking("accuracy").subList(1, 7))
        .noneMatch(line -> line.split(", ")[2].isEmpty());
    assertThat(searches.ranking("training-loss").subList(1, 7))
        .anyMatch(line -> line.split(", ")[2].isEmpty());
    assertThat(searches.report("accuracy").at("/halving/work").doubleValue())
        .isGreaterThan(searches.report("training-loss").at("/halving/work").doubleValue());
  }

  @Test
  void proxyEpochs_areThoseOfTheCandidatesAlone() throws IOException {
    TestShell.Result result =
        searches.of(
            "mlp", "--epochs", "2", "--proxy-epochs", "4", "--halving", "2", "--out", "longer");

    assertThat(result.code()).as(result.err()).isZero();
    assertThat(searches.report("longer").at("/halving/rungs"))
        .extracting(rung -> rung.get("epochs").intValue())
        .containsExactly(1, 2, 4);
    assertThat(searches.file("longer").resolve("journal.jsonl"))
        .content()
        .contains("Recipe[epochs=2,", "\"proxyEpochs\":4");
    assertThat(searches.of("mlp", "--proxy-epochs", "0", "--out", "none").err())
        .contains("the epochs on a proxy must be at least 1, but was 0");
    assertThat(searches.file("none")).doesNotExist();
  }

  @Test
  void proxyEpochs_ofCells_areMoreUnlessTheUserSays() throws IOException {
    String cells = "nasbench201:cells=1,channels=1";
    String announced =
        "on a proxy networks are trained for 20 epochs instead of 5, since fewer do not tell those"
            + " of nasbench201 apart: see --proxy-epochs";
    String line = "rank --proxy random-ipc1 --scores none --sample 1 --space ";

    TestShell.Result usual = searches.shell().run((line + cells + " --out usual").split(" "));
    assertThat(usual.code()).as(usual.err()).isZero();
    assertThat(usual.err()).contains(announced);
    TestShell.Result asked =
        searches.shell().run((line + cells + " --epochs 1 --out asked").split(" "));
    assertThat(asked.code()).as(asked.err()).isZero();
    assertThat(asked.err()).doesNotContain("on a proxy networks");
  }

  @Test
  void halving_killed_trainsThePausedAnew_toTheSameBits() throws IOException {
    String[] options = {"--candidates", "12", "--epochs", "9", "--halving", "3"};
    searches.of("mlp", SmallSearches.with(options, "--out", "killed", "--workers", "4"));
    List<String> ranking = searches.ranking("killed");
    double work = searches.report("killed").at("/halving/work").doubleValue();
    Path journal = searches.file("killed").resolve("journal.jsonl");
    List<String> lines = Files.readAllLines(journal);
    assertThat(lines).anyMatch(line -> line.contains("\"earlierEpochs\":1"));
    assertThat(lines).anyMatch(line -> line.contains("\"earlierEpochs\":3"));

    Files.writeString(journal, String.join("\n", lines.subList(0, 13)) + "\n");
    TestShell.Result resumed =
        searches.of("mlp", SmallSearches.with(options, "--out", "killed", "--resume"));

    assertThat(resumed.code()).as(resumed.err()).isZero();
    assertThat(searches.ranking("killed")).isEqualTo(ranking);
    assertThat(searches.report("killed").at("/halving/work").doubleValue()).isGreaterThan(work);
  }

  private static String architectureAndAccuracy(String line) {
    return line.split(", ")[1] + " " + line.split(", ")[2];
  }

  @Test
  void halving_byProxies_trainsOnEach_andGoesOnWhereItStopped() throws IOException {
    String[] options = {"--candidates", "9", "--halving", "2", "--rungs", "random-ipc1,dm-ipc1"};
    TestShell.Result whole =
        searches.of("mlp", SmallSearches.with(options, "--out", "proxies", "--strategy", "nsga2"));
    assertThat(whole.code()).as(whole.err()).isZero();
    assertThat(searches.report("proxies").at("/halving/rungs"))
        .extracting(rung -> rung.get("proxy").textValue())
        .containsExactly("random-ipc1", "dm-ipc1", "random-ipc2");
    List<String> ranking = searches.ranking("proxies");

    Path journal = searches.file("proxies").resolve("journal.jsonl");
    List<String> lines = Files.readAllLines(journal);
    Files.writeString(journal, String.join("\n", lines.subList(0, 8)) + "\n");
    TestShell.Result resumed =
        searches.of(
            "mlp",
            SmallSearches.with(options, "--out", "proxies", "--strategy", "nsga2", "--resume"));
    assertThat(resumed.code()).as(resumed.err()).isZero();
    assertThat(searches.ranking("proxies")).isEqualTo(ranking);
    assertThat(Files.readAllLines(journal)).hasSameSizeAs(lines);

    TestShell.Result same =
        searches.of(
            "mlp", "--candidates", "9", "--out", "proxies", "--strategy", "nsga2", "--resume");
    assertThat(same.code()).as(same.err()).isZero();
    assertThat(searches.ranking("proxies")).isEqualTo(ranking);
  }

  @Test
  void halving_scoredFirst_trainsTheBest_andRanksTheOthersBelowThem() throws IOException {
    String[] options = {
      "--candidates", "9", "--halving", "2", "--rungs", "synflow,random-ipc1", "--workers", "2"
    };
    TestShell.Result whole = searches.of("mlp", SmallSearches.with(options, "--out", "scored"));

    assertThat(whole.code()).as(whole.err()).isZero();
    JsonNode halving = searches.report("scored").get("halving");
    assertThat(halving.get("rungs"))
        .extracting(rung -> rung.get("proxy").textValue())
        .containsExactly("synflow", "random-ipc1", "random-ipc2");
    int trained = halving.at("/rungs/1/candidates").intValue();
    int full = halving.at("/rungs/2/candidates").intValue();
    assertThat(halving.at("/rungs/0/candidates").intValue()).isEqualTo(9);
    assertThat(trained).isBetween(4, 7);
    assertThat(halving.get("trainings").intValue()).isEqualTo(trained + full);
    int scored =
        (searches.report("scored").at("/dataset/validation").intValue() + 1) / 2; // rank, not judge
    int batch = halving.at("/rungs/0/images").intValue();
    assertThat(halving.get("work").doubleValue()) // three draws of weights, three sets of 3 and 6
        .isEqualTo(
            (9.0 * 3 * 3 * batch + trained * 3 * 3 + full * (3 * 6 + scored))
                / (9 * (3 * 6 + scored)),
            within(1e-9));
    List<String> ranking = searches.ranking("scored");
    assertThat(ranking).hasSize(10);
    assertThat(ranking.subList(1, 1 + trained)).allMatch(line -> line.contains(", trained, "));
    assertThat(ranking.subList(1 + trained, 10))
        .allMatch(line -> line.contains(", scored, ") && line.endsWith(", 0, , , ]"))
        .allMatch(line -> line.split(", ")[2].isEmpty())
        .extracting(line -> -Double.parseDouble(line.split(", ")[11]))
        .isSorted();
    assertThat(whole.out()).containsPattern("0  synflow +- +9 ");

    Path journal = searches.file("scored").resolve("journal.jsonl");
    List<String> lines = Files.readAllLines(journal);
    Files.writeString(journal, String.join("\n", lines.subList(0, 8)) + "\n");
    options[7] = "1";
    assertThat(
            searches.of("mlp", SmallSearches.with(options, "--out", "scored", "--resume")).code())
        .isZero();
    assertThat(searches.ranking("scored")).isEqualTo(ranking);
    assertThat(Files.readAllLines(journal)).hasSameSizeAs(lines);

    options[5] = "naswot,random-ipc1";
    TestShell.Result other =
        searches.of("mlp", SmallSearches.with(options, "--out", "scored", "--resume"));
    assertThat(other.errorLines())
        .filteredOn(line -> line.startsWith("nas-search: "))
        .singleElement()
        .asString()
        .contains("--rungs naswot,random-ipc1 here, synflow,random-ipc1 in the run");
  }

  @Test
  void halving_byAnotherScore_promotesByIt() throws IOException {
    String[] options = {"--candidates", "8", "--halving", "2", "--rungs", "random-ipc1"};
    TestShell.Result result =
        searches.of(
            "mlp",
            SmallSearches.with(
                options, "--out", "large", "--rank-by", "parameters", "--strategy", "random"));

    assertThat(result.code()).as(result.err()).isZero();
    assertThat(
            searches
                .of("mlp", SmallSearches.with(options, "--out", "single", "--strategy", "random"))
                .code())
        .isZero();
    assertThat(promoted("large")).isNotEqualTo(promoted("single")).hasSizeBetween(4, 7);
    List<String> largest =
        searches.ranking("large").stream()
            .skip(1)
            .sorted(Comparator.comparingLong(line -> -Long.parseLong(line.split(", ")[6])))
            .limit(4)
            .map(line -> line.split(", ")[1])
            .toList();
    assertThat(promoted("large")).containsAll(largest);
  }

  /** Those that were trained in full, whatever their order. */
  private static List<String> promoted(String run) throws IOException {
    return searches.ranking(run).stream()
        .filter(line -> line.endsWith(", 1, , , ]"))
        .map(line -> line.split(", ")[1])
        .sorted()
        .toList();
  }

  @Test
  void halving_thatIsNone_isRefused() {
    for (Map.Entry<String, String> wrong :
        Map.of(
                "--halving 3 --rungs random-ipc1,naswot",
                "a training-free score must be the first of the rungs, but was naswot in"
                    + " random-ipc1,naswot",
                "--halving 3 --rungs naswot,synflow",
                "a training-free score must be the first of the rungs, but was synflow in"
                    + " naswot,synflow",
                "--halving 5 --rungs naswot",
                "candidates to be halved must be at least as many as the factor 5, but were 4",
                "--rungs naswot",
                "--rungs must go with --halving F, but were naswot without",
                "--halving 3 --rungs naswod",
                "a rung must be a proxy or, the first, one of naswot, synflow, jacobian-covariance,"
                    + " epe-nas, gradient-norm: the proxy must be one of",
                "--halving 1",
                "the halving factor must be in [2, 10], but was 1",
                "--halving 3",
                "halving must have at least 2 different rungs, but had 1 epochs on random-ipc2 only",
                "--rungs dm-ipc1",
                "--rungs must go with --halving F, but were dm-ipc1 without",
                "--halving 3 --rungs dm-ipc",
                "dm-ipc")
            .entrySet()) {
      TestShell.Result result = searches.of("mlp", wrong.getKey().split(" "));

      assertThat(result.code()).isEqualTo(ExitCode.USAGE);
      assertThat(result.errorLines()).hasSize(1);
      assertThat(result.err()).contains(wrong.getValue());
    }
  }
}
