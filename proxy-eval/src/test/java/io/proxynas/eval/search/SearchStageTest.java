package io.proxynas.eval.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.proxynas.condense.ProxySets;
import io.proxynas.condense.course.Course;
import io.proxynas.engine.Demand;
import io.proxynas.eval.TinyImages;
import io.proxynas.eval.TinyRuns;
import io.proxynas.eval.progress.RunObserver;
import io.proxynas.eval.progress.RunObserver.Phase;
import io.proxynas.eval.report.Report;
import io.proxynas.eval.train.ProxyFidelities;
import io.proxynas.eval.train.Regimes;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.evaluate.Workplace;
import io.proxynas.nas.journal.Journal;
import io.proxynas.nas.ranking.Objective;
import io.proxynas.nas.score.FreeScore;
import io.proxynas.nas.search.SearchResult;
import io.proxynas.nas.search.Strategy;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchStageTest {

  private static final Map<String, Object> CONFIGURATION = Map.of("seed", 1);

  @TempDir static Path directory;

  private final TinyRuns runs = new TinyRuns(directory);
  private final TinySearch search = new TinySearch();

  /** The rungs of the plan, all on the plan's own set. */
  private Ladder ladder() throws InterruptedException {
    SearchPlan plan = search.plan();
    ProxySets.Proxy proxy =
        runs.sets().get(plan.proxy(), Course.Listener.NONE, runs.warnings()::add);
    ProxyFidelities fidelities =
        new ProxyFidelities(
            Regimes.of(TinyImages.data(), plan.recipe(), plan.seed()), plan.scoring());
    Ladder trained = new Ladder(List.of(Ladder.Rung.trained(proxy, fidelities.onProxy(proxy))));
    return plan.halving()
        .flatMap(Halving::score)
        .map(score -> trained.startingWith(fidelities.freeScorer(proxy, List.of(score))))
        .orElse(trained);
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
        Workplace workplace = execution.workplace(() -> new Demand(0, 0, 0))) {
      return new SearchStage(TinyImages.data(), search.plan(), execution, observer)
          .search(ladder, journal, workplace);
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
}
