package io.proxynas.eval.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.proxynas.eval.TinyImages;
import io.proxynas.eval.TinyRuns;
import io.proxynas.eval.folder.RunReader;
import io.proxynas.eval.progress.RunObserver;
import io.proxynas.eval.progress.RunObserver.Phase;
import io.proxynas.eval.report.Report;
import io.proxynas.eval.report.RunRecord;
import io.proxynas.eval.validation.PairedScore;
import io.proxynas.eval.validation.Rival;
import io.proxynas.eval.validation.ValidationPlan;
import io.proxynas.nas.search.Strategy;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalibratedRunTest {

  @TempDir static Path directory;

  private final TinyRuns runs = new TinyRuns(directory);
  private final TinySearch search = new TinySearch();

  @BeforeEach
  void plan() {
    search.strategy = Strategy.GENETIC;
    search.candidates = 24;
    search.recipe = TinyRuns.RECIPE.withEpochs(1);
    search.validation = new ValidationPlan(8, 1, List.of());
    search.calibration = Optional.of(new CalibrationPlan(2, 8));
  }

  private RunResult run(String name, int workers, boolean resume, RunObserver observer)
      throws Exception {
    return new ProxyRun(
            TinyImages.data(), search.plan(), runs.execution(name, workers, resume), observer)
        .run(runs.store(), runs.trainings());
  }

  private List<String> ranking(String name) throws Exception {
    return TinyRuns.table(runs.folder(name).resolve("ranking.csv"));
  }

  @Test
  void run_learnsFromSome_andIsJudgedByOthers() throws Exception {
    RunResult found = run("one", 1, false, runs.observer());

    RunResult.Evidence evidence = found.evidence().orElseThrow();
    Report.CalibrationSummary calibration = evidence.report().calibration();
    assertThat(calibration.rounds()).isEqualTo(2);
    assertThat(calibration.candidates()).hasSize(8).doesNotHaveDuplicates();
    Set<String> judges = new TreeSet<>();
    for (PairedScore pair : evidence.validation().randomPairs()) {
      judges.add(pair.architecture().id());
    }
    assertThat(judges).hasSize(8).doesNotContainAnyElementsOf(calibration.candidates());
    assertThat(evidence.validation().pairs())
        .extracting(pair -> pair.architecture().id())
        .containsAll(calibration.candidates());
    List<PairedScore> untaught = evidence.validation().untaughtPairs();
    assertThat(untaught)
        .extracting(pair -> pair.architecture().id())
        .doesNotContainAnyElementsOf(calibration.candidates())
        .containsAll(judges);
    assertThat(evidence.report().validation().shortlist().among()).isEqualTo(untaught.size());
    assertThat(evidence.report().cost().validationSeconds())
        .isCloseTo(
            untaught.stream().mapToDouble(pair -> pair.trainings().get(0).seconds()).sum(),
            within(1e-6));
    assertThat(evidence.report().validation().rivals())
        .extracting(Rival::name)
        .startsWith("accuracy");
  }

  @Test
  void run_ofFewCandidates_leavesHalfOfThemToJudge() throws Exception {
    search.candidates = 14;

    RunResult found = run("few", 2, false, runs.observer());

    Report report = found.evidence().orElseThrow().report();
    assertThat(report.calibration().candidates()).hasSize(7);
    assertThat(report.validation().n()).isEqualTo(7);
  }

  @Test
  void run_byTwoWorkers_andTakenUp_findsTheSame() throws Exception {
    RunResult found = run("whole", 1, false, runs.observer());
    run("two", 2, false, runs.observer());
    search.recipe = search.recipe.withBatchSize(7); // so that nothing of it is trained yet
    run("cut", 2, false, runs.interrupting(Phase.CALIBRATE, 3));
    RunResult resumed = run("cut", 1, true, runs.observer());
    RunResult straight = run("straight", 2, false, runs.observer());

    assertThat(ranking("two")).isEqualTo(ranking("whole"));
    assertThat(ranking("cut")).isEqualTo(ranking("straight"));
    assertThat(resumed.verdict()).isEqualTo(straight.verdict());
    assertThat(found.ranking().trained()).hasSize(24);
  }

  @Test
  void run_isReadAgain_withItsPredictions() throws Exception {
    RunResult found = run("read", 2, false, runs.observer());

    RunRecord record = RunReader.read(runs.folder("read"));

    assertThat(record.predicted()).hasSize(24);
    assertThat(record.ranking().trained())
        .extracting(o -> o.architecture().id())
        .containsExactlyElementsOf(
            found.ranking().trained().stream().map(o -> o.architecture().id()).toList());
    assertThat(record.sampled()).hasSize(8);
    assertThat(runs.folder("read").resolve("report.html"))
        .content()
        .contains("\"predicted\":", "\"calibration\":");
  }
}
