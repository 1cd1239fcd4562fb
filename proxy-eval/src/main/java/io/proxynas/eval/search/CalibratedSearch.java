package io.proxynas.eval.search;

import io.proxynas.engine.architecture.Architecture;
import io.proxynas.eval.progress.RunObserver;
import io.proxynas.eval.progress.RunObserver.Phase;
import io.proxynas.nas.calibrate.CalibratedMerit;
import io.proxynas.nas.calibrate.CalibratedRanking;
import io.proxynas.nas.calibrate.ImprovementPerCost;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.evaluate.CandidateEvaluator;
import io.proxynas.nas.search.Round;
import io.proxynas.nas.search.SearchResult;
import io.proxynas.nas.search.SearchResult.End;
import io.proxynas.nas.search.SearchTask;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A search that learns from full trainings: in each round a strategy proposes candidates, which are
 * trained on the proxy; then some of all candidates so far, by {@link ImprovementPerCost}, are
 * trained on the full data, and {@link CalibratedRanking} learns from these how the scores tell the
 * truth. The next round maximises what is predicted, and the last prediction is the ranking.
 *
 * <p>Which candidates are trained follows from the task and the outcomes alone, so that the search
 * is the same at any number of workers, and goes on from the journals of both kinds of trainings.
 */
final class CalibratedSearch {

  private final CalibrationPlan plan;
  private final SearchTask task;
  private final CandidateEvaluator full;
  private final RunObserver observer;
  private final Map<Architecture, Outcome> trainings = new LinkedHashMap<>();

  /** The number of the round that goes on, from 1. */
  private int round;

  private @Nullable SearchResult found;
  private @Nullable CalibratedMerit merit;

  /**
   * A search that has not begun.
   *
   * @param plan rounds and full trainings
   * @param task the whole search
   * @param full trains on the full data
   * @param observer hears of the phases
   */
  CalibratedSearch(
      CalibrationPlan plan, SearchTask task, CandidateEvaluator full, RunObserver observer) {
    this.plan = plan;
    this.task = task;
    this.full = full;
    this.observer = observer;
  }

  /**
   * Searches.
   *
   * @param strategy carries out one round
   * @return what the last round found, which knows the others
   */
  SearchResult run(Function<SearchTask, SearchResult> strategy) {
    End end = End.COMPLETE;
    while (round < plan.rounds() && end == End.COMPLETE) {
      round++;
      observer.begins(Phase.SEARCH);
      SearchResult before = found;
      SearchResult result = strategy.apply(task());
      found = before == null ? result : result.after(before);
      end = found.end() == End.INTERRUPTED || teach(found) ? found.end() : End.INTERRUPTED;
    }
    SearchResult last = Objects.requireNonNull(found).ended(task.candidates(), end);
    return merit == null ? last : last.calibratedBy(merit);
  }

  /** What was learnt; nothing where the search was interrupted before, or nothing was trained. */
  Optional<Calibration> calibration() {
    return Optional.ofNullable(merit)
        .map(m -> new Calibration(round, List.copyOf(trainings.values()), m));
  }

  private SearchTask task() {
    SearchTask part =
        task.withCandidates(plan.candidatesUntil(round, task.candidates()))
            .withSeed(round == 1 ? task.seed() : task.seed().child("round").child(round));
    if (found == null || merit == null) {
      return part;
    }
    Duration spent = found.duration();
    return part.withRound(new Round(found.history(), merit))
        .withTimeLimit(task.timeLimit().map(limit -> left(limit, spent)));
  }

  private static Duration left(Duration limit, Duration spent) {
    return limit.compareTo(spent) > 0 ? limit.minus(spent) : Duration.ZERO;
  }

  /** Trains candidates on the full data and learns; false where that was interrupted. */
  private boolean teach(SearchResult result) {
    List<Outcome.Trained> candidates = result.ranking().trained();
    if (candidates.isEmpty()) {
      return true;
    }
    observer.begins(Phase.CALIBRATE);
    int target = Math.min(plan.trainingsUntil(round), mayTeach(candidates.size()));
    try {
      CalibratedMerit fitted = fit(candidates);
      List<Architecture> next = next(fitted, target);
      while (!next.isEmpty()) {
        observer.progress(fitted.truths(), target);
        train(next, fitted.truths(), target);
        fitted = fit(candidates);
        next = next(fitted, target);
      }
      merit = fitted;
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  /** Half of the candidates, so that others are left to judge; but as many as something teach. */
  private static int mayTeach(int candidates) {
    return Math.min(candidates, Math.max(CalibrationPlan.FEWEST, candidates / 2));
  }

  /**
   * The next to train: others in place of those whose training failed, until there are as many
   * truths as the target is, no candidate is left, or so many fail in a row that something is wrong
   * beyond them.
   */
  private List<Architecture> next(CalibratedMerit fitted, int target) {
    if (fitted.truths() >= target || failuresInARow() >= SearchResult.MAX_FAILURES) {
      return List.of();
    }
    return fitted.next(ImprovementPerCost.DEFAULT).stream()
        .filter(candidate -> !trainings.containsKey(candidate))
        .limit(Math.min(ImprovementPerCost.AT_A_TIME, target - fitted.truths()))
        .toList();
  }

  private int failuresInARow() {
    int failures = 0;
    for (Outcome outcome : trainings.values()) {
      failures = outcome instanceof Outcome.Failed ? failures + 1 : 0;
    }
    return failures;
  }

  private void train(List<Architecture> chosen, int truths, int target)
      throws InterruptedException {
    int[] known = {truths};
    List<Outcome> outcomes =
        full.evaluate(
            chosen,
            outcome -> {
              observer.finished(outcome);
              known[0] += outcome instanceof Outcome.Trained ? 1 : 0;
              observer.progress(known[0], target);
            });
    outcomes.forEach(outcome -> trainings.put(outcome.architecture(), outcome));
  }

  private CalibratedMerit fit(List<Outcome.Trained> candidates) {
    Map<Architecture, Double> truths = new LinkedHashMap<>();
    for (Outcome outcome : trainings.values()) {
      if (outcome instanceof Outcome.Trained trained) {
        truths.put(trained.architecture(), trained.scores().validationAccuracy());
      }
    }
    return new CalibratedMerit(CalibratedRanking.DEFAULT, task.space(), candidates, truths);
  }
}
