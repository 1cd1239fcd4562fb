package io.proxynas.eval.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxynas.eval.TinyImages;
import io.proxynas.eval.TinyRuns;
import io.proxynas.eval.progress.RunObserver;
import io.proxynas.eval.progress.RunObserver.Phase;
import io.proxynas.eval.report.Report;
import io.proxynas.eval.validation.PairedScore;
import io.proxynas.eval.validation.RivalKind;
import io.proxynas.eval.validation.ValidationPlan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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

    RunResult exported = run("exported");

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
}
