package io.proxynas.eval.run;

import io.proxynas.condense.ContactSheet;
import io.proxynas.condense.ProxySpec;
import io.proxynas.condense.ProxyStore;
import io.proxynas.condense.data.DataSet;
import io.proxynas.condense.data.LabelledImages;
import io.proxynas.condense.data.Split;
import io.proxynas.condense.file.AtomicFile;
import io.proxynas.condense.method.Condensers;
import io.proxynas.condense.train.Recipe;
import io.proxynas.condense.train.TrainedNetwork;
import io.proxynas.condense.train.Trainer;
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
import io.proxynas.nas.evaluate.LargestFirst;
import io.proxynas.nas.evaluate.LocalWorkplace;
import io.proxynas.nas.evaluate.MemoizingEvaluator;
import io.proxynas.nas.evaluate.Outcome;
import io.proxynas.nas.evaluate.Scores;
import io.proxynas.nas.evaluate.TrainingJob;
import io.proxynas.nas.evaluate.Workplace;
import io.proxynas.nas.fidelity.SuccessiveHalving;
import io.proxynas.nas.journal.Journal;
import io.proxynas.nas.journal.JournalingEvaluator;
import io.proxynas.nas.search.SearchResult;
import io.proxynas.nas.search.SearchTask;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
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
  private final Split split;
  private final Trainer trainer;

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
    this.split = ValidationSplit.of(data, plan.seed());
    Recipe r = plan.recipe();
    this.trainer =
        new Trainer(
            new Recipe(
                r.epochs(),
                r.batchSize(),
                r.learningRate(),
                r.momentum(),
                r.weightDecay(),
                r.augmentation().map(a -> Condensers.augmentation(data))));
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
    if (execution.cluster().isEmpty()) {
      memory().require(plan.space(), scorer(split.train(), "full")::cost);
    }
    task(scorer(split.train(), "full")).requireCandidate();
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
    try (Workplace workplace = workplace()) {
      return search(ladder, configuration, journal, workplace);
    }
  }

  private RunResult search(
      Ladder ladder, Map<String, Object> configuration, Journal journal, Workplace workplace)
      throws IOException {
    List<Outcome> trainings = new ArrayList<>();
    SearchResult search = search(ladder, journal, trainings, workplace);
    ParetoFront front = ParetoFront.of(search.ranking(), plan.objectives());
    RankingCsv.write(search.ranking(), front, folder.ranking());
    if (search.end() == SearchResult.End.INTERRUPTED || search.ranking().trained().isEmpty()) {
      return new RunResult(search, Optional.empty());
    }
    try (Journal validationJournal = open(folder.validation(), configuration)) {
      return new RunResult(
          search,
          Optional.of(
              evidence(
                  ladder, search, trainings, journal.replayed(), validationJournal, workplace)));
    } catch (InterruptedException e) {
      return new RunResult(search, Optional.empty());
    }
  }

  private Ladder ladder(ProxySets sets) throws InterruptedException {
    List<Ladder.Rung> rungs = new ArrayList<>();
    for (Halving.Rung rung : plan.rungs()) {
      observer.begins(Phase.CONDENSE);
      ProxySets.Proxy proxy = sets.get(rung.proxy(), observer);
      Trainer shorter = new Trainer(trainer.recipe().withEpochs(rung.epochs()));
      rungs.add(new Ladder.Rung(proxy, scorer(shorter, proxy.images(), "candidate")));
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
    configuration.put("recipe", trainer.recipe().toString());
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

  private CandidateScorer scorer(LabelledImages train, String purpose) {
    return scorer(trainer, train, purpose);
  }

  private CandidateScorer scorer(Trainer by, LabelledImages train, String purpose) {
    return new CandidateScorer(by, train, split.validation(), plan.seed().child(purpose));
  }

  private SearchTask task(CandidateScorer scorer) {
    return new SearchTask(
        plan.space(),
        plan.candidates(),
        execution.timeLimit(),
        plan.limits().constraint(scorer::size),
        plan.seed().child("search"));
  }

  /** Started when the proxy set is there, since a cluster's executors cost while they wait. */
  private Workplace workplace() {
    return execution
        .cluster()
        .map(c -> c.connect(MemoryCheck.largest(plan.space(), scorer(split.train(), "full")::cost)))
        .orElseGet(() -> new LocalWorkplace(memory().limit()));
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
    try (var training = workplace.evaluator(ladder.job(plan.space()), observer::starts)) {
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
            plan.strategy().promotionOrder(plan.objectives()));
  }

  private RunResult.Evidence evidence(
      Ladder ladder,
      SearchResult search,
      List<Outcome> trainings,
      List<Outcome> replayed,
      Journal journal,
      Workplace workplace)
      throws IOException, InterruptedException {
    observer.begins(Phase.VALIDATE);
    CandidateScorer scorer = scorer(split.train(), "full");
    try (BestNetwork best = new BestNetwork()) {
      ValidationResult validation = validate(search, journal, scorer, best, workplace);
      observer.begins(Phase.BEST);
      Report.Best winner = winner(search, validation, scorer, best);
      Report.Halving halving =
          plan.halving()
              .map(h -> ladder.report(h.factor(), search.distinct(), trainings))
              .orElse(Report.Halving.NONE);
      Report report =
          report(ladder, search, halving, replayed, validation, winner, workplace.workers());
      ReportJson.write(report, folder.report());
      return new RunResult.Evidence(report, validation);
    }
  }

  private Workplace.Witness witness(BestNetwork best) {
    return new Workplace.Witness() {
      @Override
      public void starts(Architecture architecture) {
        observer.starts(architecture);
      }

      @Override
      public void trained(Architecture architecture, Scores scores, TrainedNetwork network) {
        best.offer(architecture, scores, network);
      }
    };
  }

  private ValidationResult validate(
      SearchResult search,
      Journal journal,
      CandidateScorer scorer,
      BestNetwork best,
      Workplace workplace)
      throws InterruptedException {
    StratifiedSample sample = sample(search.ranking(), plan.validate(), plan.seed());
    int total = sample.architectures().size();
    int[] done = {0};
    try (var training = workplace.evaluator(TrainingJob.of(plan.space(), scorer), witness(best))) {
      var journalling = new JournalingEvaluator(training, journal);
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
      folder.saveBest(architecture, plan.space().toString(), network);
      return new Report.Best(
          architecture.id(),
          scores.validationAccuracy(),
          network.evaluate(data.test()).accuracy(),
          scores.parameters(),
          scores.flops());
    }
  }

  private Report report(
      Ladder ladder,
      SearchResult search,
      Report.Halving halving,
      List<Outcome> replayed,
      ValidationResult validation,
      Report.Best best,
      int workers) {
    double seconds = seconds(search.duration()) + earlierSeconds(replayed, workers);
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
            workers,
            search.ranking().trainedByDl4j()),
        halving,
        Report.Pareto.of(ParetoFront.of(search.ranking(), plan.objectives())),
        Report.Validation.of(validation),
        SpeedUp.of(validation, ladder.condensation(), trained),
        best,
        Verdict.of(validation).sentence());
  }

  /** What the sessions before this one took: the workers' time for the outcomes in the journal. */
  private static double earlierSeconds(List<Outcome> replayed, int workers) {
    return replayed.stream().mapToDouble(outcome -> seconds(outcome.duration())).sum() / workers;
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
