package io.proxynas.eval.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.condense.set.ProxySpec;
import io.proxynas.eval.TinyRuns;
import io.proxynas.eval.folder.RunReader;
import io.proxynas.eval.progress.RunObserver;
import io.proxynas.eval.progress.RunObserver.Phase;
import io.proxynas.eval.report.Report;
import io.proxynas.eval.report.RunRecord;
import io.proxynas.eval.report.TerminalReport;
import io.proxynas.eval.train.ScoringPlan;
import io.proxynas.eval.validation.Rival;
import io.proxynas.eval.validation.RivalKind;
import io.proxynas.eval.validation.ValidationPlan;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.ranking.Criterion;
import io.proxynas.nas.ranking.Objective;
import io.proxynas.nas.score.FreeScore;
import io.proxynas.nas.search.Strategy;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A search without a proxy. */
class UntrainedRunTest {

  @TempDir static Path directory;

  private final TinyRuns runs = new TinyRuns(directory);
  private final TinySearch search = new TinySearch();

  @BeforeEach
  void plan() {
    search.proxy = new ProxySpec.None();
    search.strategy = Strategy.GENETIC;
    search.candidates = 24;
    search.recipe = TinyRuns.RECIPE.withEpochs(1);
    search.scoring = ScoringPlan.UNTRAINED;
    search.validation = new ValidationPlan(8, 1, List.of(RivalKind.values()));
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
  void run_trainsCandidatesOnTheFullDataAlone() throws Exception {
    RunResult found = run("one", 2, false, runs.observer());

    assertThat(found.ranking().trained())
        .hasSize(24)
        .allSatisfy(
            candidate -> {
              assertThat(candidate.scores().isTrained()).isFalse();
              assertThat(candidate.scores().free()).containsOnlyKeys(FreeScore.values());
            });
    RunResult.Evidence evidence = found.evidence().orElseThrow();
    Report report = evidence.report();
    assertThat(report.proxy().trains()).isFalse();
    assertThat(report.proxy().images()).isZero();
    assertThat(report.cost().condenseSeconds()).isZero();
    assertThat(report.calibration().truths()).isEqualTo(8);
    assertThat(report.calibration().listensTo())
        .extracting(Report.CalibrationSummary.Weight::score)
        .contains("synflow", "parameters")
        .doesNotContain("accuracy", "training-loss");
    assertThat(report.validation().rivals())
        .extracting(Rival::name)
        .contains("naswot", "parameters", "decision")
        .doesNotContain("accuracy", "early-stopping");
    assertThat(TerminalReport.render(report, found.ranking(), evidence.validation()))
        .contains("Ranking by scores without training on ", " without training, ")
        .doesNotContain("proxy accuracy", "break-even", "condensation");
    assertThat(runs.folder("one").resolve("proxy.png")).doesNotExist();
    assertThat(runs.folder("one").resolve("report.html")).content().contains("\"scoredBy\":");
  }

  @Test
  void run_byTwoWorkers_andTakenUp_findsTheSame() throws Exception {
    run("whole", 1, false, runs.observer());
    run("cut-search", 2, false, runs.interrupting(Phase.SEARCH, 5));
    run("cut-search", 2, true, runs.observer());
    run("cut-teaching", 2, false, runs.interrupting(Phase.CALIBRATE, 3));
    run("cut-teaching", 1, true, runs.observer());

    assertThat(ranking("cut-search")).isEqualTo(ranking("whole"));
    assertThat(ranking("cut-teaching")).isEqualTo(ranking("whole"));
    RunRecord record = RunReader.read(runs.folder("whole"));
    assertThat(record.history()).hasSize(24).allMatch(Outcome.Trained.class::isInstance);
    assertThat(record.predicted()).hasSize(24);
  }

  @Test
  void run_byOneScore_ranksByIt() throws Exception {
    search.calibration = Optional.empty();
    search.validation = new ValidationPlan(3, 1, List.of());

    RunResult found = run("synflow", 2, false, runs.observer());

    assertThat(found.ranking().merits())
        .isSortedAccordingTo((a, b) -> Double.compare(b, a))
        .isEqualTo(found.ranking().trained().stream().map(Criterion.SYNFLOW::of).toList());
  }

  @Test
  void plan_ofWhatOnlyATrainingTells_isRejected() {
    search.scoring = ScoringPlan.DEFAULT;
    assertRejected(
        "candidates without a proxy must be ranked by what needs no training (calibrated,"
            + " parameters, flops or a training-free score), but were to be by training-loss");
    search.scoring = new ScoringPlan(Criterion.NASWOT, Set.of(), 1, 1);
    assertRejected(
        "candidates without a proxy must have at least 2 training-free scores, but were to have [naswot]");
    search.scoring = new ScoringPlan(Criterion.NASWOT, Set.of(FreeScore.SYNFLOW), 1, 3);
    assertRejected("candidates without a proxy must have no training, but were to have 3 each");
    search.scoring = ScoringPlan.UNTRAINED;
    search.calibration = Optional.empty();
    search.halving = Optional.of(new Halving(3, Optional.of(FreeScore.SYNFLOW), List.of()));
    assertRejected("halving must go with a proxy, the last of its rungs, but there is none");
    search.halving = Optional.empty();
    search.objectives = List.of(Objective.ACCURACY, Objective.FLOPS);
    assertRejected(
        "objectives without a proxy must be known without a training, but were [accuracy, flops]");
  }

  private void assertRejected(String message) {
    assertThatThrownBy(search::plan)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
