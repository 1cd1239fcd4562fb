package io.proxynas.eval.run;

import io.proxynas.condense.ContactSheet;
import io.proxynas.condense.ProxySpec;
import io.proxynas.condense.ProxyStore;
import io.proxynas.condense.data.DataSet;
import io.proxynas.condense.data.Split;
import io.proxynas.condense.file.AtomicFile;
import io.proxynas.condense.train.TrainedNetwork;
import io.proxynas.engine.Cost;
import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.eval.page.HtmlPage;
import io.proxynas.eval.report.Machine;
import io.proxynas.eval.report.Report;
import io.proxynas.eval.report.ReportJson;
import io.proxynas.eval.report.Versions;
import io.proxynas.eval.run.RunObserver.Phase;
import io.proxynas.eval.study.PairedScore;
import io.proxynas.eval.study.SpeedUp;
import io.proxynas.eval.study.StratifiedSample;
import io.proxynas.eval.study.Validation;
import io.proxynas.eval.study.ValidationResult;
import io.proxynas.eval.study.Verdict;
import io.proxynas.nas.Objective;
import io.proxynas.nas.ParetoFront;
import io.proxynas.nas.Ranking;
import io.proxynas.nas.RankingCsv;
import io.proxynas.nas.evaluate.CandidateEvaluator;
import io.proxynas.nas.evaluate.CandidateScorer;
import io.proxynas.nas.evaluate.CandidateTrainer;
import io.proxynas.nas.evaluate.LargestFirst;
import io.proxynas.nas.evaluate.LocalEvaluator;
import io.proxynas.nas.evaluate.MemoizingEvaluator;
import io.proxynas.nas.evaluate.MemoryGuard;
import io.proxynas.nas.evaluate.MemoryLimit;
import io.proxynas.nas.evaluate.Outcome;
import io.proxynas.nas.evaluate.Scores;
import io.proxynas.nas.fidelity.SuccessiveHalving;
import io.proxynas.nas.journal.Journal;
import io.proxynas.nas.journal.JournalingEvaluator;
import io.proxynas.nas.search.SearchResult;
import io.proxynas.nas.search.SearchTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

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
  private final MemoryLimit memory;
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
    this.memory = MemoryCheck.ofThisMachine(execution.workers());
    this.candidates = new Candidates(data, plan.recipe(), plan.scoring(), plan.seed());
  }

  /**
   * Runs it all.
   *
   * @param store where proxy sets are kept
   * @throws IllegalArgumentException if no candidate fits the memory or keeps the limits, or the
   *     proxy cannot be made of the data
   * @throws IOException with one sentence for the user if the run folder cannot be read or written,
   *     or has a journal of another configuration
   * @throws InterruptedException if the thread is interrupted while the proxy set is made
   */
  public RunResult run(ProxyStore store) throws IOException, InterruptedException {
    new MemoryCheck(memory).require(plan.space(), candidates.onFullData()::cost);
    task(candidates.onFullData()).requireCandidate();
    ProxySets sets =
        new ProxySets(data, plan.condensation(), plan.seed(), execution.workers(), store);
    Map<String, Object> configuration = configuration(sets);
    if (execution.resume() && Journal.exists(folder.root())) {
      try (Journal journal = open(folder.root(), configuration)) { // first: it may be another's
        return run(ladder(sets), configuration, journal);
      }
    }
    Ladder ladder = ladder(sets); // first: nothing is left of a run that cannot begin
    try (Journal journal = open(folder.root(), configuration)) {
      if (!execution.command().isEmpty()) {
        AtomicFile.write(folder.command(), execution.command() + "\n");
      }
      return run(ladder, configuration, journal);
    }
  }

  private RunResult run(Ladder ladder, Map<String, Object> configuration, Journal journal)
      throws IOException {
    RunResult result = search(ladder, configuration, journal);
    AtomicFile.write(folder.page(), HtmlPage.of(List.of(RunReader.read(folder.root()))));
    return result;
  }

  private RunResult search(Ladder ladder, Map<String, Object> configuration, Journal journal)
      throws IOException {
    ProxySets.Proxy proxy = ladder.last().proxy();
    if (!proxy.spec().equals(new ProxySpec.Full())) {
      ContactSheet.write(proxy.images(), folder.sheet());
    }
    List<Outcome> trainings = new ArrayList<>();
    SearchResult search = search(ladder, journal, trainings);
    ParetoFront front = ParetoFront.of(search.ranking(), plan.objectives());
    RankingCsv.write(search.ranking(), front, folder.ranking());
    if (search.end() == SearchResult.End.INTERRUPTED || search.ranking().trained().isEmpty()) {
      return new RunResult(search, Optional.empty());
    }
    try (Journal validationJournal = open(folder.validation(), configuration)) {
      return new RunResult(
          search,
          Optional.of(evidence(ladder, search, trainings, journal.replayed(), validationJournal)));
    } catch (InterruptedException e) {
      return new RunResult(search, Optional.empty());
    }
  }

  private Ladder ladder(ProxySets sets) throws InterruptedException {
    List<Ladder.Rung> rungs = new ArrayList<>();
    for (Halving.Rung rung : plan.rungs()) {
      observer.begins(Phase.CONDENSE);
      ProxySets.Proxy proxy = sets.get(rung.proxy(), observer);
      rungs.add(new Ladder.Rung(proxy, candidates.onProxy(proxy.images(), rung.epochs())));
    }
    return new Ladder(rungs);
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
    configuration.putAll(plan.scoring().asMap());
    configuration.put("recipe", candidates.recipe().toString());
    configuration.put("seed", plan.seed().value());
    return configuration;
  }

  private Map<String, Object> halving(Halving halving, ProxySets sets) {
    Map<String, Object> configuration = new LinkedHashMap<>();
    configuration.put("factor", halving.factor());
    for (Halving.Rung rung : plan.rungs()) {
      configuration.put(
          rung.proxy().name() + ", epochs " + rung.epochs(), sets.configuration(rung.proxy()));
    }
    return configuration;
  }

  private Journal open(Path where, Map<String, Object> configuration) throws IOException {
    boolean takeUp = execution.resume() && Journal.exists(where);
    return takeUp
        ? Journal.resume(where, configuration, plan.space()::parse, observer::warns)
        : Journal.create(where, configuration);
  }

  /** The candidates to train on the full data, and the first of the ranking beside them. */
  static StratifiedSample sample(Ranking ranking, int validate, Seed seed) {
    int top = validate == 0 ? 0 : StratifiedSample.DEFAULT_TOP;
    return StratifiedSample.of(ranking, validate, top, seed.child("sample"));
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

  /**
   * Searches.
   *
   * @param trainings where the outcomes of all trainings go, those in the journal too
   */
  private SearchResult search(Ladder ladder, Journal journal, List<Outcome> trainings) {
    observer.begins(Phase.SEARCH);
    SearchTask task = task(ladder.last().scorer());
    CandidateTrainer trainer = ladder.trainer(rung -> guarded(rung.trainer(), rung::cost));
    try (LocalEvaluator local = new LocalEvaluator(trainer, execution.workers())) {
      var journalling = new JournalingEvaluator(local, journal);
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
            plan.strategy().promotionOrder(plan.objectives()));
  }

  private RunResult.Evidence evidence(
      Ladder ladder,
      SearchResult search,
      List<Outcome> trainings,
      List<Outcome> replayed,
      Journal journal)
      throws IOException, InterruptedException {
    observer.begins(Phase.VALIDATE);
    CandidateScorer scorer = candidates.onFullData();
    try (BestNetwork best = new BestNetwork()) {
      ValidationResult validation = validate(search, journal, scorer, best);
      observer.begins(Phase.BEST);
      Report.Best winner = winner(search, validation, scorer, best);
      export(search.ranking(), scorer);
      Report.Halving halving =
          plan.halving()
              .map(h -> ladder.report(h.factor(), search.distinct(), trainings))
              .orElse(Report.Halving.NONE);
      Report report = report(ladder, search, halving, replayed, validation, winner);
      ReportJson.write(report, folder.report());
      return new RunResult.Evidence(report, validation);
    }
  }

  private CandidateTrainer guarded(CandidateTrainer trainer, Function<Architecture, Cost> cost) {
    CandidateTrainer guarded = new MemoryGuard(trainer, cost, memory);
    return architecture -> {
      observer.starts(architecture);
      return guarded.train(architecture);
    };
  }

  /** Keeps the best network, and saves those that are to be exported. */
  private CandidateTrainer keeping(BestNetwork best, Ranking ranking, CandidateScorer scorer) {
    Map<Architecture, NetworkFolder> exports = exports(ranking);
    return architecture -> {
      TrainedNetwork network = scorer.network(architecture);
      try {
        Scores scores = scorer.score(network);
        if (exports.containsKey(architecture)) {
          exports.get(architecture).save(architecture, plan.space().toString(), network);
        }
        best.offer(architecture, scores, network);
        return scores;
      } catch (IOException e) {
        network.close();
        throw new UncheckedIOException(e.getMessage(), e);
      } catch (InterruptedException | RuntimeException e) {
        network.close();
        throw e;
      }
    };
  }

  private ValidationResult validate(
      SearchResult search, Journal journal, CandidateScorer scorer, BestNetwork best)
      throws InterruptedException {
    StratifiedSample sample = sample(search.ranking(), plan.validate(), plan.seed());
    int total = sample.architectures().size();
    int[] done = {0};
    try (LocalEvaluator local =
        new LocalEvaluator(
            guarded(keeping(best, search.ranking(), scorer), scorer::cost), execution.workers())) {
      var journalling = new JournalingEvaluator(local, journal);
      var evaluator =
          new MemoizingEvaluator(new LargestFirst(journalling, scorer::flops), journal.replayed());
      observer.progress(0, total);
      return new Validation(
              evaluator
                  .heardBy(observer::finished)
                  .heardBy(outcome -> observer.progress(++done[0], total)))
          .validate(search.ranking(), sample, plan.seed().child("bootstrap"));
    }
  }

  /**
   * The best on the full data of those validated; the proxy's first choice where none was. Its test
   * accuracy is measured here, once.
   */
  private Report.Best winner(
      SearchResult search, ValidationResult validation, CandidateScorer scorer, BestNetwork best)
      throws IOException, InterruptedException {
    Architecture architecture =
        validation.pairs().stream()
            .map(PairedScore::full)
            .min(Ranking.BEST_FIRST)
            .map(Outcome.Trained::architecture)
            .orElseGet(() -> search.ranking().trained().get(0).architecture());
    TrainedNetwork kept = best.of(architecture);
    try (TrainedNetwork network = kept != null ? kept : scorer.network(architecture)) {
      Scores scores = scorer.score(network);
      folder.best().save(architecture, plan.space().toString(), network);
      return new Report.Best(
          architecture.id(),
          scores.validationAccuracy(),
          network.evaluate(data.test()).accuracy(),
          scores.parameters(),
          scores.flops());
    }
  }

  /** Where the networks of the first of the ranking go. */
  private Map<Architecture, NetworkFolder> exports(Ranking ranking) {
    Map<Architecture, NetworkFolder> exports = new LinkedHashMap<>();
    for (Outcome.Trained outcome : ranking.trained().stream().limit(plan.export()).toList()) {
      exports.put(outcome.architecture(), folder.top(exports.size() + 1, outcome.architecture()));
    }
    return exports;
  }

  /** Trains those of the networks to be exported that the validation has not. */
  private void export(Ranking ranking, CandidateScorer scorer)
      throws IOException, InterruptedException {
    Map<Architecture, NetworkFolder> exports = exports(ranking);
    int done = 0;
    for (var export : exports.entrySet()) {
      if (!export.getValue().isSaved()) {
        train(export.getKey(), export.getValue(), scorer);
      }
      observer.progress(++done, exports.size());
    }
  }

  private void train(Architecture architecture, NetworkFolder into, CandidateScorer scorer)
      throws IOException, InterruptedException {
    try (TrainedNetwork network = scorer.network(architecture)) {
      into.save(architecture, plan.space().toString(), network);
    } catch (IllegalArgumentException | ArithmeticException e) {
      observer.warns(
          "%s is not exported, since it could not be trained on the full data: %s"
              .formatted(architecture.id(), e.getMessage()));
    }
  }

  private Report report(
      Ladder ladder,
      SearchResult search,
      Report.Halving halving,
      List<Outcome> replayed,
      ValidationResult validation,
      Report.Best best) {
    Split split = candidates.split();
    double seconds = seconds(search.duration()) + earlierSeconds(replayed);
    int trained = search.distinct() - search.failed();
    ProxySets.Proxy proxy = ladder.last().proxy();
    return new Report(
        Report.SCHEMA,
        plan.seed().value(),
        Versions.current(),
        Machine.current(),
        new Report.Dataset(
            data.name(), split.train().size(), split.validation().size(), data.test().size()),
        new Report.Proxy(
            plan.proxy().name(),
            plan.proxy().method(),
            proxy.imagesPerClass(),
            proxy.images().size(),
            seconds(proxy.cost()),
            proxy.fromCache(),
            proxy.shipped(),
            proxy.hash()),
        new Report.Search(
            plan.strategy().word(),
            plan.space().name(),
            plan.space().size(),
            search.requested(),
            search.distinct(),
            search.cacheHits(),
            search.failed(),
            search.rejected(),
            seconds,
            seconds > 0 ? 60 * search.distinct() / seconds : Double.NaN,
            execution.workers(),
            search.ranking().trainedByDl4j()),
        halving,
        Report.Pareto.of(ParetoFront.of(search.ranking(), plan.objectives())),
        Report.Validation.of(validation),
        SpeedUp.of(validation, ladder.condensation(), trained),
        best,
        Verdict.of(validation).sentence());
  }

  /** What the sessions before this one took: the workers' time for the outcomes in the journal. */
  private double earlierSeconds(List<Outcome> replayed) {
    return replayed.stream().mapToDouble(outcome -> seconds(outcome.duration())).sum()
        / execution.workers();
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
