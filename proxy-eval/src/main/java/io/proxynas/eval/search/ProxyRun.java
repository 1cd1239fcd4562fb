package io.proxynas.eval.search;

import io.proxynas.condense.ProxySets;
import io.proxynas.condense.set.ContactSheet;
import io.proxynas.condense.set.ProxySpec;
import io.proxynas.condense.set.ProxyStore;
import io.proxynas.engine.Demand;
import io.proxynas.eval.folder.Journals;
import io.proxynas.eval.folder.NetworksFile;
import io.proxynas.eval.folder.RunFolder;
import io.proxynas.eval.folder.RunReader;
import io.proxynas.eval.internal.page.HtmlPage;
import io.proxynas.eval.progress.RunObserver;
import io.proxynas.eval.progress.RunObserver.Phase;
import io.proxynas.eval.train.Execution;
import io.proxynas.eval.train.MemoryCheck;
import io.proxynas.eval.train.ProxyFidelities;
import io.proxynas.eval.train.Regimes;
import io.proxynas.eval.train.Rivals;
import io.proxynas.eval.train.SharedTrainings;
import io.proxynas.eval.validation.ProxyAccuracyRival;
import io.proxynas.eval.validation.RivalKind;
import io.proxynas.eval.validation.RivalScorer;
import io.proxynas.nas.candidate.Fidelity;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.candidate.RecipeTrainer;
import io.proxynas.nas.candidate.ScoredAt;
import io.proxynas.nas.evaluate.Workplace;
import io.proxynas.nas.journal.Journal;
import io.proxynas.nas.journal.TrainingStore;
import io.proxynas.nas.ranking.Criterion;
import io.proxynas.nas.ranking.ParetoFront;
import io.proxynas.nas.ranking.Ranking;
import io.proxynas.nas.ranking.RankingCsv;
import io.proxynas.nas.search.SearchResult;
import io.proxynas.train.data.DataSet;
import io.proxynas.train.file.AtomicFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The main job: condense, search, validate, report. Real and condensed data go through the same
 * trainer and the same scorer, so the validation is the search's own call with the real images.
 *
 * <p>Everything that is finished is in the run folder's journals at once; a run that was killed
 * goes on where it stood.
 *
 * <pre>{@code
 * Path folder = Path.of("runs", "mine");
 * Execution execution = // two workers, no time limit, taken up if it is there, on this machine
 *     new Execution(2, Optional.empty(), folder, true, "", Optional.empty());
 * RunResult result = new ProxyRun(data, plan, execution, RunObserver.NONE).run(sets, trainings);
 * System.out.println(result.verdict());
 * }</pre>
 *
 * <p>{@code io.proxynas.ProxyNas} makes all of this of a few words.
 */
public final class ProxyRun {

  private final DataSet data;
  private final SearchPlan plan;
  private final Execution execution;
  private final RunFolder folder;
  private final RunObserver observer;
  private final Regimes regimes;
  private final SearchStage searching;

  /**
   * A run, not yet begun.
   *
   * @param data the real images
   * @param plan what to find
   * @param execution how
   * @param observer hears of it
   */
  public ProxyRun(DataSet data, SearchPlan plan, Execution execution, RunObserver observer) {
    this.data = data;
    this.plan = plan;
    this.execution = execution;
    this.observer = observer;
    this.folder = new RunFolder(execution.out());
    this.regimes =
        Regimes.of(data, plan.recipes(), plan.seed())
            .withStatisticsFrom(plan.scoring().statistics());
    this.searching = new SearchStage(data, plan, execution, observer);
  }

  /**
   * Runs it all.
   *
   * @param store where proxy sets are kept
   * @param trainings where the trainings of the validation are kept
   * @throws IllegalArgumentException if no candidate fits the memory or keeps the limits, or the
   *     proxy cannot be made of the data
   * @throws IOException with one sentence for the user if the run folder cannot be read or written,
   *     or has a journal of another configuration
   * @throws InterruptedException if the thread is interrupted while the proxy set is made or a
   *     cluster starts
   */
  public RunResult run(ProxyStore store, TrainingStore trainings)
      throws IOException, InterruptedException {
    execution.takeDevice();
    requireCandidates();
    ProxySets sets =
        ProxySets.of(data, plan.condensation(), plan.seed(), execution.workers(), store);
    Journals journals =
        new Journals(
            plan.configuration(sets, regimes.recipe()),
            execution.resume(),
            plan.space()::parse,
            observer::warns);
    Stores stores = new Stores(sets, journals, trainings);
    if (execution.resume() && Journal.exists(folder.root())) {
      try (Journal journal = journals.open(folder.root())) { // first: it may be another's
        takes();
        return searchAndValidate(condense(sets), journal, stores);
      }
    }
    Ladder ladder = condense(sets); // first: nothing is left of a run that cannot begin
    try (Journal journal = journals.open(folder.root())) {
      takes();
      return searchAndValidate(ladder, journal, stores);
    }
  }

  /** The folder is this run's: says how it was asked for, and with what if it is extended now. */
  private void takes() throws IOException {
    observer.takes();
    if (!execution.command().isEmpty()) {
      AtomicFile.write(folder.command(), execution.command() + "\n");
    }
  }

  /** Where things are that outlast the run. */
  private record Stores(ProxySets sets, Journals journals, TrainingStore trainings) {}

  /** Refuses a plan of which no candidate can be trained. */
  private void requireCandidates() {
    RecipeTrainer full = regimes.scorer(regimes.full(1));
    if (execution.cluster().isPresent()) {
      plan.requireClusterCan();
      execution.requireSendable(
          plan.space(),
          plan.trainsInFull() ? Optional.of(regimes.split().train()) : Optional.empty());
    } else {
      MemoryCheck.ofThisMachine(execution.workers()).require(plan.space(), full::demand);
    }
    searching.task(full).requireCandidate();
  }

  /** Makes, or finds, the sets of all rungs. */
  private Ladder condense(ProxySets sets) throws InterruptedException {
    ProxyFidelities fidelities = new ProxyFidelities(regimes, plan.scoring());
    List<Ladder.Rung> rungs = new ArrayList<>();
    Map<ProxySpec, ProxySets.Proxy> made = new HashMap<>(); // rungs of epochs share their set
    List<Halving.PlannedRung> planned = plan.rungs();
    sets.requirePossible(planned.stream().flatMap(rung -> rung.proxy().stream()).toList());
    for (Halving.PlannedRung rung : planned) {
      if (rung.proxy().isPresent()) {
        ProxySets.Proxy proxy = made.get(rung.proxy().get());
        if (proxy == null) {
          observer.begins(Phase.CONDENSE);
          proxy = sets.get(rung.proxy().get(), observer.condensation(), observer::warns);
          made.put(rung.proxy().get(), proxy);
        }
        boolean scores = plan.scoresEveryRung() || rung.equals(planned.get(planned.size() - 1));
        Fidelity trained = fidelities.onProxy(proxy, rung.epochs());
        rungs.add(Ladder.Rung.on(proxy, scores ? trained : trained.scored(ScoredAt.NEVER)));
      }
    }
    Ladder trained = new Ladder(rungs, regimes.scorer(regimes.full(1)));
    Rivals.withoutRandom(plan.validation().rivals(), trained.proxy(), sets)
        .ifPresent(observer::warns);
    regimes.scored().partedClasses().ifPresent(observer::warns);
    return plan.halving()
        .flatMap(Halving::score)
        .map(score -> trained.startingWith(fidelities.freeScorer(trained.proxy(), List.of(score))))
        .orElse(trained);
  }

  private RunResult searchAndValidate(Ladder ladder, Journal journal, Stores stores)
      throws IOException, InterruptedException {
    ProxySets.Proxy proxy = ladder.proxy();
    if (!proxy.isFull()) {
      ContactSheet.write(proxy.images(), folder.sheet());
    }
    RunResult result;
    // Not before the proxy set is there, since a cluster's executors cost while they wait.
    try (Workplace workplace = execution.workplace(() -> largest(ladder), observer);
        BestNetwork best = new BestNetwork()) {
      SharedTrainings trainings =
          new SharedTrainings(
              regimes, stores.journals().goingOn(), stores.trainings(), workplace, plan.space());
      FinishedSearch finished =
          searching.search(
              ladder,
              journal,
              workplace,
              trainings.evaluator(
                  regimes.full(1), folder.validation(1), best.witness(observer::starts)));
      writeRanking(finished);
      result =
          new RunResult(
              folder, finished.search(), evidence(finished, stores.sets(), trainings, best));
    }
    AtomicFile.write(folder.page(), HtmlPage.of(List.of(RunReader.read(folder.root()))));
    return result;
  }

  private void writeRanking(FinishedSearch finished) throws IOException {
    Ranking ranking = finished.search().ranking();
    RankingCsv.write(
        ranking,
        ParetoFront.of(ranking, plan.objectives()),
        finished.calibration().map(c -> c.merit().predictions()).orElse(Map.of()),
        folder.ranking());
    NetworksFile.write(
        folder.networks(),
        ranking.trained().stream().map(Outcome.Trained::architecture).toList(),
        plan.space(),
        data.shape(),
        data.train().classes());
  }

  /** What the validation finds; nothing where the run was interrupted or no candidate trained. */
  private Optional<RunResult.Evidence> evidence(
      FinishedSearch finished, ProxySets sets, SharedTrainings trainings, BestNetwork best)
      throws IOException {
    SearchResult search = finished.search();
    if (search.end() == SearchResult.End.INTERRUPTED || search.ranking().trained().isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new ValidationStage(data, plan, folder, observer, regimes)
              .of(
                  finished,
                  sets,
                  rivals(finished, sets, trainings),
                  best,
                  trainings.workplace().workers()));
    } catch (InterruptedException e) {
      return Optional.empty();
    }
  }

  private Rivals rivals(FinishedSearch finished, ProxySets sets, SharedTrainings trainings)
      throws InterruptedException {
    List<RivalKind> kinds = plan.validation().rivals();
    return Rivals.of(
        kinds,
        plan.scoring().seeds(),
        finished.ladder().proxy(),
        sets,
        trainings,
        folder,
        untrained(kinds, finished));
  }

  /**
   * The rivals that do not train; what a ranking by another score is worth is told by accuracy, if
   * all candidates have one.
   */
  private List<RivalScorer> untrained(List<RivalKind> kinds, FinishedSearch finished) {
    List<RivalScorer> untrained = new ArrayList<>();
    boolean byAnother =
        !kinds.isEmpty() && plan.scoring().rankBy() != Criterion.ACCURACY && plan.scoresEveryRung();
    if (finished.ladder().trains() && (finished.calibration().isPresent() || byAnother)) {
      untrained.add(new ProxyAccuracyRival(Criterion.ACCURACY.word()));
    }
    untrained.addAll(Rivals.untrained(kinds, regimes, plan.scoring().initialisations()));
    return untrained;
  }

  /** The most that a candidate takes, on the ladder and on the full data. */
  private Demand largest(Ladder ladder) {
    RecipeTrainer full = regimes.scorer(regimes.full(1));
    return MemoryCheck.largest(
        plan.space(), candidate -> full.demand(candidate).max(ladder.memory(candidate)));
  }
}
