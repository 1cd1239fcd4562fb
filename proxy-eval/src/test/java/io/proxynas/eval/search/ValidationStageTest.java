package io.proxynas.eval.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.condense.set.ProxySpec;
import io.proxynas.engine.architecture.ConvNet.Activation;
import io.proxynas.engine.architecture.ConvNet.Normalization;
import io.proxynas.engine.architecture.ConvNet.Pooling;
import io.proxynas.eval.TinyImages;
import io.proxynas.eval.TinyRuns;
import io.proxynas.eval.progress.RunObserver;
import io.proxynas.eval.progress.RunObserver.Phase;
import io.proxynas.eval.report.Report;
import io.proxynas.eval.report.ReportJson;
import io.proxynas.eval.report.TerminalReport;
import io.proxynas.eval.validation.PairedScore;
import io.proxynas.eval.validation.RivalKind;
import io.proxynas.eval.validation.ValidationPlan;
import io.proxynas.nas.search.SearchResult;
import io.proxynas.nas.space.ConvNetSpace;
import io.proxynas.train.Recipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidationStageTest {

  @TempDir static Path directory;

  private final TinyRuns runs = new TinyRuns(directory);
  private final TinySearch search = new TinySearch();

  private RunResult run(String name) throws Exception {
    return new ProxyRun(
            TinyImages.data(), search.plan(), runs.execution(name, 2, false), runs.observer())
        .run(runs.store(), runs.trainings());
  }

  @Test
  void of_twoTruthSeeds_keepsTheBestOfThem_andJournalsEach() throws Exception {
    search.validation = new ValidationPlan(4, 2, List.of());
    search.recipe = TinyRuns.RECIPE.withEpochs(3);

    RunResult.Evidence evidence = run("truth").evidence().orElseThrow();

    Report report = evidence.report();
    assertThat(report.validation().truthSeeds()).isEqualTo(2);
    assertThat(report.validation().n()).isEqualTo(4);
    double best =
        evidence.validation().pairs().stream()
            .mapToDouble(PairedScore::fullAccuracy)
            .max()
            .orElseThrow();
    assertThat(evidence.validation().pairs())
        .filteredOn(pair -> pair.architecture().id().equals(report.best().architecture()))
        .singleElement()
        .satisfies(pair -> assertThat(pair.fullAccuracy()).isEqualTo(best));
    for (String journal : List.of("validation", "validation-2")) {
      assertThat(Files.readAllLines(runs.folder("truth").resolve(journal).resolve("journal.jsonl")))
          .hasSize(1 + evidence.validation().pairs().size());
    }
  }

  @Test
  void of_noSample_keepsTheFirstChoice_andProvesNothing() throws Exception {
    search.validation = new ValidationPlan(0, 1, List.of(RivalKind.values()));

    List<Phase> phases = new ArrayList<>();
    RunObserver hears =
        new RunObserver() {
          @Override
          public void begins(Phase phase) {
            phases.add(phase);
          }
        };
    RunResult unproven =
        new ProxyRun(TinyImages.data(), search.plan(), runs.execution("unproven", 2, false), hears)
            .run(runs.store(), runs.trainings());

    assertThat(phases).containsExactly(Phase.CONDENSE, Phase.SEARCH, Phase.BEST);

    assertThat(unproven.verdict()).startsWith("May it discard? Cannot be told: ");
    assertThat(unproven.evidence().orElseThrow().report().best().architecture())
        .isEqualTo(unproven.ranking().trained().get(0).architecture().id());
    assertThat(runs.folder("unproven").resolve("best/model.zip")).isNotEmptyFile();
  }

  @Test
  void of_export_savesTheFirstOfTheRanking() throws Exception {
    search.export = 2;
    Path stale = runs.folder("exported").resolve("top").resolve("1-earlier");
    Path users = runs.folder("exported").resolve("top").resolve("2-users");
    Files.createDirectories(stale);
    Files.writeString(stale.resolve("model.zip"), "");
    Files.createDirectories(users);
    Files.writeString(users.resolve("notes.txt"), "");

    RunResult exported = run("exported");

    assertThat(stale).doesNotExist();
    assertThat(users).isDirectoryContaining("glob:**/notes.txt");
    Files.delete(users.resolve("notes.txt"));
    Files.delete(users);

    List<String> first =
        exported.ranking().trained().stream().limit(2).map(o -> o.architecture().id()).toList();
    try (var folders = Files.list(runs.folder("exported").resolve("top"))) {
      assertThat(folders.sorted(Comparator.naturalOrder()))
          .extracting(folder -> folder.getFileName().toString())
          .containsExactly("1-" + first.get(0), "2-" + first.get(1));
    }
    assertThat(runs.folder("exported").resolve("top").resolve("2-" + first.get(1)))
        .isDirectoryContaining("glob:**/model.zip");
  }

  /** Five steps on a proxy image are survived by all, eighty on the full data by sigmoids alone. */
  private void learnTooFast(List<Activation> activations, List<Normalization> normalizations) {
    search.proxy = ProxySpec.parse("random-ipc1");
    search.recipe = new Recipe(10, 6, 100, 0.9, 5e-4, Optional.empty());
    search.proxyEpochs = 1;
    search.candidates = 20;
    search.space =
        new ConvNetSpace(
            List.of(1), List.of(4), activations, normalizations, List.of(Pooling.values()));
  }

  @Test
  void of_firstChoiceFailsOnTheFullData_keepsTheNextThatDoesNot() throws Exception {
    learnTooFast(List.of(Activation.RELU, Activation.SIGMOID), List.of(Normalization.values()));
    search.validation = new ValidationPlan(0, 1, List.of());

    RunResult found = run("passed");

    List<String> order = ids(found);
    String best = found.evidence().orElseThrow().report().best().architecture();
    assertThat(order.get(0)).contains("-relu-");
    assertThat(best).contains("-sigmoid-");
    int passed = order.indexOf(best);
    assertThat(runs.warnings())
        .hasSize(passed)
        .first()
        .asString()
        .startsWith(
            order.get(0)
                + " is passed over as the best network, since it could not be trained on the full"
                + " data: the training loss must be finite, but was ");
    assertThat(runs.folder("passed").resolve("best/model.zip")).isNotEmptyFile();
    assertThat(runs.folder("passed").resolve("report.html")).isNotEmptyFile();
  }

  @Test
  void of_everyCandidateFailsOnTheFullData_reportsWithoutAWinner() throws Exception {
    learnTooFast(List.of(Activation.RELU), List.of(Normalization.NONE, Normalization.GROUP));
    search.validation = new ValidationPlan(3, 1, List.of());

    RunResult none = run("none");

    RunResult.Evidence evidence = none.evidence().orElseThrow();
    assertThat(evidence.report().best()).isEqualTo(Report.Winner.NONE);
    assertThat(evidence.validation().failed()).isNotEmpty();
    int tried = Math.min(SearchResult.MAX_FAILURES, 6 - evidence.validation().failed().size());
    assertThat(runs.warnings()).hasSize(tried);
    assertThat(evidence.validation().failed())
        .allSatisfy(
            failed ->
                assertThat(runs.warnings())
                    .noneMatch(warning -> warning.startsWith(failed.architecture().id() + " ")));
    assertThat(ReportJson.read(runs.folder("none").resolve("report.json")).best())
        .isEqualTo(Report.Winner.NONE);
    assertThat(runs.folder("none").resolve("report.html")).isNotEmptyFile();
    assertThat(runs.folder("none").resolve("best")).doesNotExist();
    assertThat(TerminalReport.render(evidence.report(), none.ranking(), evidence.validation()))
        .startsWith(
            "Found: nothing, since no candidate that was tried could be trained on the full data\n");
    assertThatThrownBy(none::bestNetwork)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "a run has its best network when a candidate can be trained on the real images, but none"
                + " of those that were tried could be in %s",
            runs.folder("none"));
  }

  private static List<String> ids(RunResult result) {
    return result.ranking().trained().stream().map(o -> o.architecture().id()).toList();
  }
}
