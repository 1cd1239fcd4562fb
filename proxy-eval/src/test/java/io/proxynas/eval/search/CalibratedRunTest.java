package io.proxynas.eval.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.proxynas.condense.set.ProxySpec;
import io.proxynas.engine.architecture.ConvNet.Activation;
import io.proxynas.engine.architecture.ConvNet.Normalization;
import io.proxynas.engine.architecture.ConvNet.Pooling;
import io.proxynas.eval.TinyRuns;
import io.proxynas.eval.folder.RunReader;
import io.proxynas.eval.progress.RunObserver;
import io.proxynas.eval.progress.RunObserver.Phase;
import io.proxynas.eval.report.Report;
import io.proxynas.eval.report.RunRecord;
import io.proxynas.eval.report.TerminalReport;
import io.proxynas.eval.validation.PairedScore;
import io.proxynas.eval.validation.Rival;
import io.proxynas.eval.validation.ValidationPlan;
import io.proxynas.nas.search.SizeLimits;
import io.proxynas.nas.search.Strategy;
import io.proxynas.nas.space.ConvNetSpace;
import io.proxynas.train.Recipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
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
    return search.run(runs, name, workers, resume, observer);
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

  @Test
  void run_withLimits_countsWhatBothRoundsRefuseOnce() throws Exception {
    search.candidates = 90; // the whole space, so that each round meets all of it
    search.limits = new SizeLimits(OptionalLong.of(250), OptionalLong.empty());

    Report.SearchSummary summary =
        run("limited", 2, false, runs.observer()).evidence().orElseThrow().report().search();

    assertThat(summary.distinct()).isBetween(14, 60);
    assertThat(summary.rejected()).isEqualTo(90 - summary.distinct());
  }

  /** Five steps on a proxy image are survived by all, eighty on the full data by about half. */
  private void learnTooFast() {
    search.proxy = ProxySpec.parse("random-ipc1");
    search.recipe = new Recipe(10, 6, 100, 0.9, 5e-4, Optional.empty());
    search.proxyEpochs = 1;
  }

  @Test
  void run_whereFullTrainingsFail_trainsOthersInTheirPlace() throws Exception {
    learnTooFast();

    RunResult found = run("failing", 1, false, runs.observer());
    run("failing-two", 2, false, runs.observer());
    run("failing-cut", 2, false, runs.interrupting(Phase.CALIBRATE, 5));
    run("failing-cut", 2, true, runs.observer());

    Report.CalibrationSummary calibration = found.evidence().orElseThrow().report().calibration();
    assertThat(calibration.truths()).isEqualTo(8);
    assertThat(calibration.candidates()).hasSizeGreaterThan(8).doesNotHaveDuplicates();
    assertThat(ranking("failing-two")).isEqualTo(ranking("failing"));
    assertThat(ranking("failing-cut")).isEqualTo(ranking("failing"));
  }

  @Test
  void run_whereEveryFullTrainingFails_endsThem() throws Exception {
    learnTooFast();
    search.space =
        new ConvNetSpace(
            List.of(1),
            List.of(4, 8, 16),
            List.of(Activation.RELU),
            List.of(Normalization.NONE, Normalization.GROUP),
            List.of(Pooling.values()));

    RunResult found = run("all-failing", 2, false, runs.observer());

    Report report = found.evidence().orElseThrow().report();
    assertThat(report.calibration().truths()).isZero();
    assertThat(report.calibration().candidates()).hasSizeBetween(10, 13);
  }

  @Test
  void run_ofTooFewTruths_ranksByThePriorAlone_andPublishesNoPrediction() throws Exception {
    search.candidates = 5;

    RunResult found = run("prior", 2, false, runs.observer());

    RunResult.Evidence evidence = found.evidence().orElseThrow();
    assertThat(evidence.report().calibration().truths()).isEqualTo(5);
    assertThat(ranking("prior").subList(1, 6)).allMatch(line -> line.endsWith(", , ]"));
    assertThat(TerminalReport.render(evidence.report(), found.ranking(), evidence.validation()))
        .contains("Fewer than 6 truths, 5: the prior alone ranks, which listens to\n")
        .doesNotContain("taught");
    RunRecord record = RunReader.read(runs.folder("prior"));
    assertThat(record.predicted()).isEmpty();
    assertThat(record.ranking().trained())
        .extracting(o -> o.architecture().id())
        .containsExactlyElementsOf(
            found.ranking().trained().stream().map(o -> o.architecture().id()).toList());
    assertThat(runs.folder("prior").resolve("report.html"))
        .content()
        .doesNotContain("\"predicted\":");
  }

  @Test
  void read_ofAnEarlierVersionsPriorAlone_hasNoPrediction() throws Exception {
    search.candidates = 5;
    run("earlier", 2, false, runs.observer());
    Path csv = runs.folder("earlier").resolve("ranking.csv");
    Files.writeString(csv, Files.readString(csv).replace(",,\n", ",1.43,1.0\n"));
    Path json = runs.folder("earlier").resolve("report.json");
    Files.writeString(json, Files.readString(json).replaceFirst(".*\"leastTruths\".*\n", ""));

    assertThat(csv).content().contains(",1.43,1.0\n");
    assertThat(RunReader.read(runs.folder("earlier")).predicted()).isEmpty();
  }
}
