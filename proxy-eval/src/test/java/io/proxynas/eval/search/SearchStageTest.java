package io.proxynas.eval.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.proxynas.condense.ProxySets;
import io.proxynas.condense.course.Course;
import io.proxynas.engine.Demand;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.eval.TinyImages;
import io.proxynas.eval.TinyRuns;
import io.proxynas.eval.progress.RunObserver;
import io.proxynas.eval.progress.RunObserver.Phase;
import io.proxynas.eval.report.Report;
import io.proxynas.eval.train.ProxyFidelities;
import io.proxynas.eval.train.Regimes;
import io.proxynas.nas.candidate.CandidateScores;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.evaluate.CandidateEvaluator;
import io.proxynas.nas.evaluate.Workplace;
import io.proxynas.nas.journal.Journal;
import io.proxynas.nas.ranking.Objective;
import io.proxynas.nas.score.FreeScore;
import io.proxynas.nas.search.SearchResult;
import io.proxynas.nas.search.Strategy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SearchStageTest {

  private static final Map<String, Object> CONFIGURATION = Map.of("seed", 1);

  @TempDir static Path directory;

  private final TinyRuns runs = new TinyRuns(directory);
  private final TinySearch search = new TinySearch();
  private final List<String> fullyTrained = new ArrayList<>();

  /** The rungs of the plan, all on the plan's own set. */
  private Ladder ladder() throws InterruptedException {
    SearchPlan plan = search.plan();
    ProxySets.Proxy proxy =
        runs.sets().get(plan.proxy(), Course.Listener.NONE, runs.warnings()::add);
    ProxyFidelities fidelities =
        new ProxyFidelities(
            Regimes.of(TinyImages.data(), plan.recipes(), plan.seed()), plan.scoring());
    Regimes regimes = fidelities.regimes();
    Ladder trained =
        new Ladder(
            List.of(Ladder.Rung.on(proxy, fidelities.onProxy(proxy))),
            regimes.scorer(regimes.full(1)));
    return plan.halving()
        .flatMap(Halving::score)
        .map(score -> trained.startingWith(fidelities.freeScorer(proxy, List.of(score))))
        .orElse(trained);
  }

  /** Full trainings by rote: the wider and deeper, the better. */
  private List<Outcome> full(List<Architecture> candidates, CandidateEvaluator.Observer hears)
      throws InterruptedException {
    List<Outcome> outcomes = new ArrayList<>();
    for (Architecture candidate : candidates) {
      double accuracy = candidate.id().contains("sigmoid") ? 0.2 : 0.8;
      accuracy += candidate.id().contains("d2") ? 0.1 : 0;
      outcomes.add(
          new Outcome.Trained(
              candidate, new CandidateScores(accuracy, 1, 1, 10, 10), Duration.ofSeconds(1)));
      fullyTrained.add(candidate.id());
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      hears.finished(outcomes.get(outcomes.size() - 1));
    }
    return outcomes;
  }

  private FinishedSearch search(String name, RunObserver observer) throws Exception {
    boolean resume = Journal.exists(runs.folder(name));
    var execution = runs.execution(name, 1, resume);
    Ladder ladder = ladder();
    try (Journal journal =
            resume
                ? Journal.resume(
                    execution.out(), CONFIGURATION, search.space::parse, runs.warnings()::add)
                : Journal.create(execution.out(), CONFIGURATION);
        Workplace workplace = execution.workplace(() -> new Demand(0, 0, 0), RunObserver.NONE)) {
      return new SearchStage(TinyImages.data(), search.plan(), execution, observer)
          .search(ladder, journal, workplace, this::full);
    }
  }

  @Test
  void search_interrupted_endsSoon_andGoesOnFromTheJournal() throws Exception {
    FinishedSearch stopped = search("stopped", runs.interrupting(Phase.SEARCH, 2));
    FinishedSearch resumed = search("stopped", runs.observer());

    assertThat(stopped.search().end()).isEqualTo(SearchResult.End.INTERRUPTED);
    assertThat(Thread.interrupted()).isFalse();
    assertThat(resumed.search().end()).isEqualTo(SearchResult.End.COMPLETE);
    assertThat(resumed.replayed()).hasSameSizeAs(stopped.search().history());
    assertThat(resumed.search().history()).hasSize(5).containsAll(stopped.search().history());
    assertThat(resumed.trainings()).hasSize(5);
  }

  @Test
  void search_halvedByAScore_trainsTheBestOnly() throws Exception {
    search.halving = Optional.of(new Halving(2, Optional.of(FreeScore.NASWOT), List.of()));
    search.candidates = 6;

    FinishedSearch halved = search("halved", runs.observer());

    assertThat(halved.search().distinct()).isEqualTo(6);
    List<Integer> reached =
        halved.search().ranking().trained().stream().map(Outcome.Trained::rung).toList();
    int promoted = Collections.frequency(reached, 1);
    assertThat(promoted).isBetween(3, 5);
    assertThat(reached).hasSize(6).isSortedAccordingTo(Comparator.reverseOrder());
    assertThat(halved.trainings()).hasSize(6 + promoted);
    assertThat(
            halved.halving(search.halving.orElseThrow(), search.plan().scoring().rankBy()).rungs())
        .extracting(
            Report.HalvingSummary.RungSummary::proxy, Report.HalvingSummary.RungSummary::candidates)
        .containsExactly(tuple("naswot", 6), tuple("dm-ipc2", promoted));
  }

  @Test
  void search_goingByLatency_measuresIt_andWarns() throws Exception {
    search.strategy = Strategy.NSGA2;
    search.objectives = List.of(Objective.ACCURACY, Objective.LATENCY);
    search.candidates = 2;

    FinishedSearch timed = search("timed", runs.observer());

    assertThat(timed.search().ranking().trained())
        .hasSize(2)
        .allSatisfy(outcome -> assertThat(outcome.scores().latency()).isPositive());
    assertThat(runs.warnings())
        .singleElement()
        .asString()
        .startsWith("the search looks at latencies, which are measured");
  }

  private FinishedSearch calibrated(String name, Strategy strategy, RunObserver observer)
      throws Exception {
    search.strategy = strategy;
    search.candidates = 20;
    search.calibration = Optional.of(new CalibrationPlan(2, 8));
    return search(name, observer);
  }

  private static List<String> ids(SearchResult result) {
    return result.history().stream().map(o -> o.architecture().id()).toList();
  }

  @ParameterizedTest
  @EnumSource(
      value = Strategy.class,
      names = {"GENETIC", "REGULARIZED_EVOLUTION", "LOCAL", "RANDOM", "EXHAUSTIVE"})
  void search_calibrated_learnsFromFullTrainings_inRounds(Strategy strategy) throws Exception {
    List<Phase> phases = new ArrayList<>();
    RunObserver hears =
        new RunObserver() {
          @Override
          public void begins(Phase phase) {
            phases.add(phase);
          }
        };

    FinishedSearch found = calibrated(strategy.word(), strategy, hears);

    assertThat(found.search().end()).isEqualTo(SearchResult.End.COMPLETE);
    assertThat(ids(found.search())).hasSize(20).doesNotHaveDuplicates();
    assertThat(found.search().requested()).isEqualTo(20);
    assertThat(fullyTrained).hasSize(8).doesNotHaveDuplicates();
    assertThat(found.taughtIds()).containsExactlyInAnyOrderElementsOf(fullyTrained);
    assertThat(found.calibrationTime()).isEqualTo(Duration.ofSeconds(8));
    assertThat(phases)
        .containsSubsequence(Phase.SEARCH, Phase.CALIBRATE, Phase.SEARCH, Phase.CALIBRATE);
    Report.CalibrationSummary summary = found.calibration().orElseThrow().report();
    assertThat(summary.truths()).isEqualTo(8);
    assertThat(
            summary.listensTo().stream().mapToDouble(Report.CalibrationSummary.Weight::share).sum())
        .isCloseTo(1, within(1e-9));
  }

  @Test
  void search_calibrated_ranksByWhatWasLearnt() throws Exception {
    FinishedSearch found = calibrated("learnt", Strategy.RANDOM, runs.observer());

    List<Outcome.Trained> ranked = found.search().ranking().trained();
    assertThat(meanPlace(ranked, "sigmoid")).isGreaterThan(meanPlace(ranked, "relu") + 5);
  }

  private static double meanPlace(List<Outcome.Trained> ranked, String activation) {
    return IntStream.range(0, ranked.size())
        .filter(i -> ranked.get(i).architecture().id().contains("-" + activation))
        .average()
        .orElseThrow();
  }

  @Test
  void search_calibrated_interrupted_goesOnFromTheJournal_toTheSame() throws Exception {
    FinishedSearch whole = calibrated("whole", Strategy.GENETIC, runs.observer());
    FinishedSearch stopped =
        calibrated("cut", Strategy.GENETIC, runs.interrupting(Phase.CALIBRATE, 2));
    FinishedSearch resumed = calibrated("cut", Strategy.GENETIC, runs.observer());

    assertThat(stopped.search().end()).isEqualTo(SearchResult.End.INTERRUPTED);
    assertThat(ids(resumed.search())).isEqualTo(ids(whole.search()));
    assertThat(resumed.search().ranking().merits()).isEqualTo(whole.search().ranking().merits());
  }
}
