package io.proxynas.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.proxynas.condense.match.RealBatches;
import io.proxynas.condense.method.Initialization;
import io.proxynas.condense.set.Method;
import io.proxynas.eval.preset.Preset;
import io.proxynas.eval.validation.RivalKind;
import io.proxynas.experiments.paper.Experiments;
import io.proxynas.experiments.run.Experiment;
import io.proxynas.experiments.run.Scale;
import io.proxynas.nas.ranking.Criterion;
import io.proxynas.nas.ranking.Objective;
import io.proxynas.nas.score.FreeScore;
import io.proxynas.nas.search.Strategy;
import io.proxynas.train.data.source.DataSets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CommandLineDocumentTest {

  private static final Path TOP = Path.of("..");
  private static final Path DOCUMENT = TOP.resolve("docs/cli.md");

  /** Also in CONTRIBUTING.md. */
  private static final String COMMAND =
      "mvn -B -q -pl cli -am test -Dtest=CommandLineDocumentTest"
          + " -Dsurefire.failIfNoSpecifiedTests=false -Dproxynas.write=docs";

  @Test
  void document_isCurrent() throws IOException {
    String text = CommandLineDocument.text();
    if ("docs".equals(System.getProperty("proxynas.write"))) {
      Files.writeString(DOCUMENT, text);
    }
    assertThat(Files.readString(DOCUMENT))
        .withFailMessage(
            "docs/cli.md must be what the command line says of itself, but is not; this writes"
                + " it:%n  %s",
            COMMAND)
        .isEqualTo(text);
    assertThat(TOP.resolve("CONTRIBUTING.md")).content().contains(COMMAND);
  }

  @Test
  void document_hasEveryCommandAndOption_withDefaultsInAColumn() throws IOException {
    assertThat(CommandLineDocument.text().lines().toList())
        .contains(
            "## nas-search",
            "## nas-search condense",
            "## nas-search report",
            "| `--seed S` | Decides every random choice. | 1 |",
            "| `--quiet` | Show no progress; warnings and errors stay. |  |",
            "| `RUN_DIR` | Folders of runs. |  |",
            "### Strategies",
            "## Exit codes")
        .noneMatch(line -> line.contains("{{") || line.contains("(default:"));
  }

  @Test
  void document_links_leadSomewhere() throws IOException {
    String text = CommandLineDocument.text();
    List<String> places =
        text.lines()
            .filter(line -> line.startsWith("#"))
            .map(line -> line.replaceFirst("#+ ", "").replace("&lt;", "").replace("&gt;", ""))
            .map(heading -> "#" + CommandLineDocument.anchor(heading))
            .toList();
    List<String> links =
        Pattern.compile("]\\(([^)]+)\\)")
            .matcher(text)
            .results()
            .map(result -> result.group(1))
            .toList();

    assertThat(links).hasSizeGreaterThan(20);
    assertThat(links).filteredOn(link -> link.startsWith("#")).isSubsetOf(places);
    assertThat(links)
        .filteredOn(link -> !link.startsWith("#"))
        .allSatisfy(link -> assertThat(TOP.resolve("docs").resolve(link)).exists());
  }

  static Stream<Arguments> optionsOfWords() {
    return Stream.of(
        arguments("nas-search", "--proxy", words(Method.values(), Method::word)),
        arguments("nas-search", "--preset", words(Preset.values(), Preset::word)),
        arguments("nas-search", "--init", words(Initialization.values(), Initialization::word)),
        arguments("nas-search", "--real-batches", words(RealBatches.values(), RealBatches::word)),
        arguments("nas-search", "--dataset", DataSets.names()),
        arguments("nas-search", "--strategy", words(Strategy.values(), Strategy::word)),
        arguments("nas-search", "--objectives", words(Objective.values(), Objective::word)),
        arguments("nas-search", "--scores", words(FreeScore.values(), FreeScore::word)),
        arguments("nas-search", "--rivals", words(RivalKind.values(), RivalKind::word)),
        arguments(
            "nas-search",
            "--rank-by",
            Arrays.stream(Criterion.values())
                .filter(score -> score.free().isEmpty())
                .map(Criterion::word)
                .toList()),
        arguments("nas-search train", "--preset", words(Preset.values(), Preset::word)),
        arguments("nas-search experiment", "--preset", words(Scale.values(), Scale::word)),
        arguments("nas-search experiment", "--methods", words(Method.values(), Method::word)),
        arguments(
            "nas-search experiment",
            "NAME",
            Experiments.all().stream().map(Experiment::name).toList()));
  }

  private static <T> List<String> words(T[] values, Function<T, String> word) {
    return Stream.of(values).map(word).toList();
  }

  /** So that the help of each command suffices, and no word is forgotten there. */
  @ParameterizedTest
  @MethodSource("optionsOfWords")
  void description_ofAnOptionOfWords_namesThemAll(String command, String option, List<String> words)
      throws IOException {
    String row =
        CommandLineDocument.text()
            .lines()
            .dropWhile(line -> !line.equals("## " + command))
            .filter(line -> line.startsWith("| `" + option))
            .findFirst()
            .orElseThrow();

    assertThat(row.split(" See \\[")[0].split("[^\\w-]+")).contains(words.toArray(String[]::new));
  }
}
