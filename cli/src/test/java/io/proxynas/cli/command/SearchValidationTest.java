package io.proxynas.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.proxynas.cli.TestShell;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How small searches are held against trainings on the real images. */
class SearchValidationTest {

  @TempDir static Path directory;
  private static SmallSearches searches;

  @BeforeAll
  static void images() throws IOException {
    searches = SmallSearches.in(directory);
  }

  @Test
  void truthSeeds_areMeanedAndGiveTheCeiling_andAreSharedWithOtherRuns() throws IOException {
    String two = "--truth-seeds 2 --validate 6 --rivals none";
    TestShell.Result one = searches.run(("--out truth " + two).split(" "));
    TestShell.Result other = searches.run(("--out truth-other --proxy dm-ipc3 " + two).split(" "));

    assertThat(one.code()).as(one.err()).isZero();
    assertThat(one.err())
        .contains("12 trainings on the full data and 0 for rivals, ")
        .contains("validate: 12 of 12 trainings");
    assertThat(searches.report("truth").at("/validation/truthSeeds").intValue()).isEqualTo(2);
    assertThat(searches.file("truth")).isDirectoryContaining("glob:**/validation-2");
    assertThat(searches.report("truth").get("validation").get("rivals").findValuesAsText("name"))
        .containsExactly("parameters", "flops");
    assertThat(other.code()).as(other.err()).isZero();
    assertThat(other.err()).contains("0 for rivals, 12 of them known already: about 0 s");
    // The very trainings of the other run, with the time that they took there.
    assertThat(searches.report("truth-other").at("/cost/validationSeconds").doubleValue())
        .isCloseTo(
            searches.report("truth").at("/cost/validationSeconds").doubleValue(), within(1e-6));
  }

  @Test
  void noValidation_reportsThatTheRankingIsUnproven() throws IOException {
    TestShell.Result result = searches.run("--out", "unproven", "--validate", "0");

    assertThat(result.code()).as(result.err()).isZero();
    assertThat(searches.report("unproven").at("/validation/n").intValue()).isZero();
    assertThat(searches.report("unproven").at("/verdict").textValue())
        .startsWith("May it discard? Cannot be told: ");
  }

  @Test
  void initialisations_areTheRivalsToo() throws IOException {
    for (String draws : List.of("1", "4")) {
      String options = "--strategy random --candidates 20 --validate 20 --widths 4,8,12 --rivals";
      String rivals = "naswot,synflow,jacobian-covariance";
      TestShell.Result result =
          searches.run(
              SmallSearches.with(
                  options.split(" "), rivals, "--initialisations", draws, "--out", "w" + draws));
      assertThat(result.code()).as(result.err()).isZero();
    }
    assertThat(searches.ranking("w4")).isEqualTo(searches.ranking("w1"));
    assertThat(correlations("w4").subList(0, 3)).isEqualTo(correlations("w1").subList(0, 3));
    assertThat(correlations("w4")).hasSize(6).isNotEqualTo(correlations("w1"));
  }

  /** Of the rivals' scores with the truth; accuracy, parameters and FLOPs come first. */
  private static List<JsonNode> correlations(String run) throws IOException {
    return searches.report(run).at("/validation/rivals").findValues("spearman");
  }

  @Test
  void fullAndRandom_areProxiesToo() throws IOException {
    for (String proxy : List.of("full", "random-ipc2")) {
      TestShell.Result result =
          searches
              .shell()
              .run(
                  ("--dataset photos --size 12 --preset smoke --widths 8 --depths 1 --candidates 2"
                          + " --epochs 1 --strategy random --validate 1 --out "
                          + proxy
                          + " --proxy "
                          + proxy)
                      .split(" "));

      assertThat(result.code()).as(result.err()).isZero();
      assertThat(searches.report(proxy).at("/proxy/name").textValue()).isEqualTo(proxy);
    }
    assertThat(searches.file("full").resolve("proxy.png")).doesNotExist();
  }
}
