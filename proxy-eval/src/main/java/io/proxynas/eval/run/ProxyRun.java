package io.proxynas.eval.run;

import io.proxynas.condense.ContactSheet;
import io.proxynas.condense.ProxyStore;
import io.proxynas.condense.data.DataSet;
import io.proxynas.condense.file.AtomicFile;
import io.proxynas.engine.Cost;
import io.proxynas.eval.page.HtmlPage;
import io.proxynas.eval.report.Machine;
import io.proxynas.eval.run.RunObserver.Phase;
import io.proxynas.nas.Objective;
import io.proxynas.nas.ParetoFront;
import io.proxynas.nas.RankingCsv;
import io.proxynas.nas.evaluate.CandidateEvaluator;
import io.proxynas.nas.evaluate.CandidateScorer;
import io.proxynas.nas.evaluate.LargestFirst;
import io.proxynas.nas.evaluate.LatencyMeter;
import io.proxynas.nas.evaluate.LocalWorkplace;
import io.proxynas.nas.evaluate.MemoizingEvaluator;
import io.proxynas.nas.evaluate.Outcome;
import io.proxynas.nas.evaluate.Workplace;
import io.proxynas.nas.fidelity.Ladders;
import io.proxynas.nas.fidelity.SuccessiveHalving;
import io.proxynas.nas.journal.Journal;
import io.proxynas.nas.journal.JournalingEvaluator;
import io.proxynas.nas.journal.TrainingStore;
import io.proxynas.nas.search.SearchResult;
import io.proxynas.nas.search.SearchTask;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The main job: condense, search, validate, report. Real and condensed data go through the same
 * trainer and the same scorer, so the validation is the search's own call with the real images.
 *
 * <p>Everything that is finished is in the run folder's journals at once; a run that was killed
 * goes on where it stood.
 */
public final class ProxyRun {

  private final DataSet data;
  private final Plan plan;
  private final Execution execution;
  private final RunFolder folder;
  private final RunObserver observer;
  private final Regimes regimes;
  private final Candidates candidates;

  /**
   * A run, not yet begun.
   *
   * @param data the real images
   * @param plan what to find
   * @param execution how
   * @param observer hears of it
   */
  public ProxyRun(DataSet data, Plan plan, Execution execution, RunObserver observer) {
    this.data = data;
    this.plan = plan;
    this.execution = execution;
    this.observer = observer;
    this.folder = new RunFolder(execution.out());
    this.regimes = Regimes.of(data, plan.recipe(), plan.seed());
    this.candidates = new Candidates(regimes, plan.scoring());
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
   * @throws InterruptedException if the thread is interrupted while the proxy set is made
   */
  public RunResult run(ProxyStore store, TrainingStore trainings)
      throws IOException, InterruptedException {
    CandidateScorer full = regimes.scorer(regimes.full(1));
    if (execution.cluster().isPresent()) {
      plan.requireClusterCan();
    } else {
      memory().require(plan.space(), full::cost);
    }
    task(full).requireCandidate();
    ProxySets sets =
        new ProxySets(data, plan.condensation(), plan.seed(), execution.workers(), store);
    Journals journals =
        new Journals(configuration(sets), execution.resume(), plan.space()::parse, observer::warns);
    Kept kept = new Kept(sets, journals, trainings);
    if (execution.resume() && Journal.exists(folder.root())) {
      try (Journal journal = journals.open(folder.root())) { // first: it may be another's
        return run(kept, ladder(sets), journal);
      }
    }
    Ladder ladder = ladder(sets); // first: nothing is left of a run that cannot begin
    try (Journal journal = journals.open(folder.root())) {
      if (!execution.command().isEmpty()) {
        AtomicFile.write(folder.command(), execution.command() + "\n");
      }
      return run(kept, ladder, journal);
    }
  }

  /** Where things are that outlast the run. */
  private record Kept(ProxySets sets, Journals journals, TrainingStore trainings) {}

  private RunResult run(Kept kept, Ladder ladder, Journal journal) throws IOException {
    RunResult result = search(kept, ladder, journal);
    AtomicFile.write(folder.page(), HtmlPage.of(List.of(RunReader.read(folder.root()))));
    return result;
  }

  private RunResult search(Kept kept, Ladder ladder, Journal journal) throws IOException {
    ProxySets.Proxy proxy = ladder.last().proxy();
    if (!proxy.isFull()) {
      ContactSheet.write(proxy.images(), folder.sheet());
    }
    // Not before the proxy set is there, since a cluster's executors cost while they wait.
    try (Workplace workplace = execution.workplace(() -> largest(ladder))) {
      return search(kept, ladder, journal, workplace);
    }
  }

  private RunResult search(Kept kept, Ladder ladder, Journal journal, Workplace workplace)
      throws IOException {
    List<Outcome> trainings = new ArrayList<>();
    SearchResult search = search(ladder, journal, trainings, workplace);
    ParetoFront front = ParetoFront.of(search.ranking(), plan.objectives());
    RankingCsv.write(search.ranking(), front, folder.ranking());
    if (search.end() == SearchResult.End.INTERRUPTED || search.ranking().trained().isEmpty()) {
      return new RunResult(search, Optional.empty());
    }
    try {
      List<RivalKind> kinds = plan.validation().rivals();
      var shared =
          new Trainings(regimes, kept.journals(), kept.trainings(), workplace, plan.space());
      Rivals rivals =
          Rivals.of(
              kinds,
              ladder.last().proxy(),
              kept.sets(),
              shared,
              folder,
              Rivals.untrained(kinds, regimes, plan.scoring().initialisations()));
      var searched = new Searched(ladder, search, trainings, journal.replayed());
      return new RunResult(
          search,
          Optional.of(
              new Proof(data, plan, folder, observer, regimes)
                  .of(searched, rivals, workplace.workers())));
    } catch (InterruptedException e) {
      return new RunResult(search, Optional.empty());
    }
  }

  private Ladder ladder(ProxySets sets) throws InterruptedException {
    List<Ladder.Rung> rungs = new ArrayList<>();
    for (Halving.Rung rung : plan.rungs()) {
      if (rung instanceof Halving.TrainedRung trained) {
        observer.begins(Phase.CONDENSE);
        ProxySets.Proxy proxy = sets.get(trained.proxy(), observer);
        rungs.add(new Ladder.Trained(proxy, candidates.onProxy(proxy, trained.epochs())));
      }
    }
    Ladder trained = new Ladder(rungs);
    return plan.halving()
        .flatMap(Halving::score)
        .map(
            score ->
                trained.startingWith(candidates.freeScorer(trained.last().proxy(), List.of(score))))
        .orElse(trained);
  }

  /** What the outcomes in a journal depend on; a journal of another is refused. */
  private Map<String, Object> configuration(ProxySets sets) {
    Map<String, Object> configuration = new LinkedHashMap<>();
    configuration.put("dataset", data.name());
    configuration.put("dataFingerprint", data.fingerprint());
    configuration.put("proxy", plan.proxy().name());
    configuration.put("condensation", sets.configuration(plan.proxy()));
    configuration.put("space", plan.space().toString());
    configuration.putAll(plan.limits().asMap());
    configuration.put("strategy", plan.strategy().word());
    if (plan.strategy() == Strategy.NSGA2) {
      configuration.put("objectives", plan.objectives().stream().map(Objective::word).toList());
    }
    plan.halving().ifPresent(halving -> configuration.put("halving", halving(halving, sets)));
    if (plan.measuresLatency()) {
      configuration.put("latency", "one thread of " + Machine.current().cpu());
    }
    configuration.putAll(plan.scoring().asMap());
    configuration.put("recipe", regimes.recipe().toString());
    configuration.put("seed", plan.seed().value());
    return configuration;
  }

  private Map<String, Object> halving(Halving halving, ProxySets sets) {
    Map<String, Object> configuration = new LinkedHashMap<>();
    configuration.put("factor", halving.factor());
    for (Halving.Rung rung : plan.rungs()) {
      configuration.put(
          rung.name(),
          rung instanceof Halving.TrainedRung trained
              ? sets.configuration(trained.proxy())
              : Map.of("initialisations", plan.scoring().initialisations()));
    }
    return configuration;
  }

  private SearchTask task(CandidateScorer scorer) {
    return new SearchTask(
        plan.space(),
        plan.candidates(),
        execution.timeLimit(),
        plan.limits().constraint(scorer::size),
        plan.scoring().rankBy(),
        plan.seed().child("search"));
  }

  /** The most that a candidate takes, on the ladder and on the full data. */
  private Cost largest(Ladder ladder) {
    CandidateScorer full = regimes.scorer(regimes.full(1));
    return MemoryCheck.largest(
        plan.space(), candidate -> full.cost(candidate).max(ladder.memory(candidate)));
  }

  /** Where the search is done: this machine, if it is to measure latencies. */
  private Workplace searching(Workplace workplace, List<Outcome> replayed) {
    return plan.measuresLatency()
        ? new LocalWorkplace(memory().limit(), Optional.of(meter(replayed)))
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

  private MemoryCheck memory() {
    return MemoryCheck.ofThisMachine(execution.workers());
  }

  /**
   * Searches.
   *
   * @param trainings where the outcomes of all trainings go, those in the journal too
   */
  private SearchResult search(
      Ladder ladder, Journal journal, List<Outcome> trainings, Workplace workplace) {
    observer.begins(Phase.SEARCH);
    SearchTask task = task(ladder.last().scorer());
    try (var training =
        searching(workplace, journal.replayed())
            .evaluator(ladder.job(plan.space()), t -> observer.starts(Ladders.candidate(t)))) {
      var journalling = new JournalingEvaluator(training, journal);
      var evaluator =
          new MemoizingEvaluator(new LargestFirst(journalling, ladder::cost), journal.replayed())
              .heardBy(trainings::add);
      return plan.strategy()
          .search(plan.objectives())
          .run(task, halved(evaluator).heardBy(observer::finished), observer::progress);
    }
  }

  private CandidateEvaluator halved(CandidateEvaluator evaluator) {
    return plan.halving().isEmpty()
        ? evaluator
        : new SuccessiveHalving(
            evaluator,
            plan.halving().get().factor(),
            plan.rungs().size(),
            plan.strategy().promotionOrder(plan.objectives(), plan.scoring().rankBy()));
  }
}
