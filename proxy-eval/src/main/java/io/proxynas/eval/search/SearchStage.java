package io.proxynas.eval.search;

import io.proxynas.eval.folder.RunReader;
import io.proxynas.eval.progress.RunObserver;
import io.proxynas.eval.progress.RunObserver.Phase;
import io.proxynas.eval.train.Execution;
import io.proxynas.eval.train.MemoryCheck;
import io.proxynas.nas.candidate.LatencyMeter;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.candidate.RecipeTrainer;
import io.proxynas.nas.evaluate.CandidateEvaluator;
import io.proxynas.nas.evaluate.LocalWorkplace;
import io.proxynas.nas.evaluate.Workplace;
import io.proxynas.nas.internal.stack.EvaluatorStack;
import io.proxynas.nas.internal.stack.Ladders;
import io.proxynas.nas.journal.Journal;
import io.proxynas.nas.search.Search;
import io.proxynas.nas.search.SearchResult;
import io.proxynas.nas.search.SearchTask;
import io.proxynas.nas.search.Strategy;
import io.proxynas.train.data.DataSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The first half of a run: searches the space on the proxy.
 *
 * @param data the real images
 * @param plan of the run
 * @param execution how it is carried out
 * @param observer hears of it
 */
record SearchStage(DataSet data, SearchPlan plan, Execution execution, RunObserver observer) {

  /**
   * Searches, going on from the outcomes in the journal.
   *
   * @param ladder what candidates are trained on
   * @param workplace trains them, unless latencies are measured, which only this machine does
   * @param full trains on the full data, where the ranking is calibrated
   */
  FinishedSearch search(
      Ladder ladder, Journal journal, Workplace workplace, CandidateEvaluator full) {
    observer.begins(Phase.SEARCH);
    List<Outcome> trainings = new ArrayList<>();
    EvaluatorStack.Builder builder =
        EvaluatorStack.of(ladder.job(plan.space()), journal).trainingsHeardBy(trainings::add);
    plan.halving()
        .ifPresent(
            halving ->
                builder.halvedBy(
                    halving.factor(),
                    plan.strategy().promotionOrder(plan.objectives(), plan.scoring().rankBy())));
    try (EvaluatorStack stack =
        builder.on(
            measuring(workplace, journal.replayed()),
            training -> observer.starts(Ladders.candidate(training)))) {
      return search(stack, task(ladder.full()), full, new Known(ladder, trainings, journal));
    }
  }

  /** What a finished search has beside its result. */
  private record Known(Ladder ladder, List<Outcome> trainings, Journal journal) {

    FinishedSearch with(SearchResult result, Optional<Calibration> calibration) {
      return new FinishedSearch(ladder, result, trainings, journal.replayed(), calibration);
    }
  }

  private FinishedSearch search(
      EvaluatorStack stack, SearchTask task, CandidateEvaluator full, Known known) {
    Search strategy = plan.strategy().search(plan.objectives());
    CandidateEvaluator observed = stack.heardBy(observer::finished);
    if (plan.calibration().isEmpty()) {
      return known.with(strategy.run(task, observed, observer::progress), Optional.empty());
    }
    CalibratedSearch calibrated =
        new CalibratedSearch(plan.calibration().get(), task, full, observer);
    SearchResult result =
        calibrated.run(
            round ->
                strategy.run(
                    round, observed, (done, total) -> observer.progress(done, task.target())));
    return known.with(result, calibrated.calibration());
  }

  /** What the strategy is asked for. */
  SearchTask task(RecipeTrainer scorer) {
    SearchTask task =
        new SearchTask(
            plan.space(),
            plan.candidates(),
            execution.timeLimit(),
            plan.limits().constraint(scorer::size),
            plan.scoring().rankBy(),
            plan.seed().child("search"));
    return task.withPatience(plan.patience());
  }

  /** This machine, if it is to measure latencies. */
  private Workplace measuring(Workplace workplace, List<Outcome> replayed) {
    return plan.measuresLatency()
        ? new LocalWorkplace(
            MemoryCheck.ofThisMachine(execution.workers()).limit(), Optional.of(meter(replayed)))
        : workplace;
  }

  /** Those in the journal stand. */
  private LatencyMeter meter(List<Outcome> replayed) {
    if (plan.strategy() == Strategy.NSGA2) {
      observer.warns(RunReader.LATENCY_DECIDES);
    }
    return new LatencyMeter(
        data.train().shape(),
        data.train().classes(),
        plan.seed().child("latency"),
        Ladders.latencies(replayed));
  }
}
