package io.proxynas.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.proxynas.cli.TestShell;
import io.proxynas.cli.shell.ExitCode;
import io.proxynas.nas.search.Strategy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Spaces, strategies and objectives of small searches. */
class SearchStrategyTest {

  @TempDir static Path directory;
  private static SmallSearches searches;

  @BeforeAll
  static void images() throws IOException {
    searches = SmallSearches.in(directory);
  }

  @Test
  void spaces_byNameAndFile_areSearched() throws IOException {
    Files.writeString(
        searches.file("mine.json"),
        """
        {"space": "chain", "name": "mine", "slots": [
          {"choices": {
            "narrow": [{"layer": "convolution", "filters": 4}],
            "wide": [{"layer": "convolution", "filters": 8}]}},
          {"choices": {
            "max": [{"layer": "pooling", "kind": "max"}],
            "mean": [{"layer": "globalaverage"}]}}]}
        """);
    Map<String, String> spaces =
        Map.of("mine.json", "mine", "nasbench201:cells=1,channels=4", "nasbench201");
    for (Map.Entry<String, String> space : spaces.entrySet()) {
      String out = "space-" + space.getValue();
      TestShell.Result result = searches.of(space.getKey(), "--out", out);

      assertThat(result.code()).as(result.err()).isZero();
      assertThat(searches.report(out).at("/search/space").textValue()).isEqualTo(space.getValue());
      assertThat(searches.ranking(out)).hasSize(5);
    }
  }

  @Test
  void strategies_allRun() throws IOException {
    for (Strategy strategy : Strategy.values()) {
      String out = "strategy-" + strategy.word();
      TestShell.Result result = searches.of("mlp", "--out", out, "--strategy", strategy.word());

      assertThat(result.code()).as(result.err()).isZero();
      assertThat(searches.report(out).at("/search/strategy").textValue())
          .isEqualTo(strategy.word());
      assertThat(searches.report(out).at("/pareto/objectives"))
          .hasSize(strategy.objectives().size());
    }
  }

  @Test
  void objectives_withAnyStrategy_haveTheirFrontInEveryReport() throws IOException {
    TestShell.Result result =
        searches.of(
            "mlp", "--out", "front", "--strategy", "random", "--objectives", "accuracy,flops");

    assertThat(result.code()).as(result.err()).isZero();
    JsonNode front = searches.report("front").at("/pareto/front");
    assertThat(front).isNotEmpty();
    assertThat(searches.ranking("front"))
        .filteredOn(line -> line.contains(", pareto, "))
        .hasSize(front.size());
    assertThat(result.out()).contains("Pareto front of accuracy, flops: the first " + front.size());
  }

  @Test
  void objectives_thatAreNone_areRefused() {
    for (Map.Entry<String, String> wrong :
        Map.of(
                "accuracy,speed",
                "an objective must be one of accuracy, parameters, flops, latency, but was \"speed\"",
                "flops",
                "the objectives must be at least 2 different ones, but were [flops]",
                "flops,flops",
                "the objectives must be at least 2 different ones, but were [flops, flops]")
            .entrySet()) {
      TestShell.Result result =
          searches.of("mlp", "--strategy", "nsga2", "--objectives", wrong.getKey());

      assertThat(result.code()).isEqualTo(ExitCode.USAGE);
      assertThat(result.err()).contains(wrong.getValue());
    }
  }

  @Test
  void latency_isAnObjective_andComesFromTheJournalOnResume() throws IOException {
    String[] options = {
      "--candidates",
      "20",
      "--out",
      "timed",
      "--strategy",
      "nsga2",
      "--objectives",
      "accuracy,latency"
    };
    String space = "mlp:layers=1+2+3,widths=4+6+8+10+12+14+16"; // more than one generation
    TestShell.Result result = searches.of(space, options);

    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.err()).contains("warning: the search looks at latencies");
    assertThat(result.out()).containsPattern("parameters +flops +latency\n");
    assertThat(Files.readString(searches.file("timed").resolve("report.html")))
        .contains("the search looks at latencies");
    List<String> ranking = searches.ranking("timed");
    assertThat(ranking).hasSize(21);
    assertThat(ranking.get(0)).contains(", latencySeconds, ");
    assertThat(ranking.subList(1, 21))
        .allMatch(line -> Double.parseDouble(line.replaceAll("(.*, )([^ ]+)(, , ]|]$)", "$2")) > 0);
    assertThat(searches.report("timed").at("/pareto/front/0/latencySeconds").doubleValue())
        .isPositive();
    List<String> journal = Files.readAllLines(searches.file("timed").resolve("journal.jsonl"));

    assertThat(searches.of(space, SmallSearches.with(options, "--resume")).code()).isZero();
    assertThat(searches.ranking("timed")).isEqualTo(ranking);
    assertThat(Files.readAllLines(searches.file("timed").resolve("journal.jsonl")))
        .isEqualTo(journal);

    options[7] = "accuracy,flops";
    TestShell.Result other = searches.of(space, SmallSearches.with(options, "--resume", "--quiet"));
    assertThat(other.errorLines()).hasSize(1);
    assertThat(other.err())
        .contains("--objectives accuracy,flops here, accuracy,latency in the run");
  }

  @Test
  void maxParams_trainsSmallerOnes_andCountsTheOthers() throws IOException {
    TestShell.Result result =
        searches.of("mlp:layers=1,widths=4+8+16+32+64", "--out", "small", "--max-params", "2000");

    // 144 pixels into the width, and that into 3 classes: 2,371 at 16
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(searches.ranking("small")).hasSize(3);
    assertThat(searches.report("small").at("/search/rejected").intValue()).isEqualTo(3);
    assertThat(result.out()).contains("3 more candidates were larger than the limits");
  }
}
