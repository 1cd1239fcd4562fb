package io.proxynas.eval.study;

import static java.util.stream.Collectors.toSet;

import io.proxynas.condense.ProxySets;
import io.proxynas.condense.set.ProxySpec;
import io.proxynas.condense.set.ProxyStore;
import io.proxynas.condense.set.SetCost;
import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.eval.folder.Journals;
import io.proxynas.eval.folder.RunFolder;
import io.proxynas.eval.progress.RunObserver;
import io.proxynas.eval.progress.RunObserver.Phase;
import io.proxynas.eval.progress.TimeEstimate;
import io.proxynas.eval.progress.TrainingPace;
import io.proxynas.eval.progress.TrainingProgress;
import io.proxynas.eval.report.Machine;
import io.proxynas.eval.report.Report;
import io.proxynas.eval.report.ReportJson;
import io.proxynas.eval.report.StudyCandidatesCsv;
import io.proxynas.eval.report.StudyCsv;
import io.proxynas.eval.report.StudyReport;
import io.proxynas.eval.report.Versions;
import io.proxynas.eval.stat.Bootstrap;
import io.proxynas.eval.stat.SpearmanCorrelation;
import io.proxynas.eval.train.Execution;
import io.proxynas.eval.train.MemoryCheck;
import io.proxynas.eval.train.Regime;
import io.proxynas.eval.train.Regimes;
import io.proxynas.eval.train.Rivals;
import io.proxynas.eval.train.SharedTrainings;
import io.proxynas.eval.validation.Costs;
import io.proxynas.eval.validation.PairedScore;
import io.proxynas.eval.validation.RivalScorer;
import io.proxynas.eval.validation.SpeedUp;
import io.proxynas.eval.validation.StratifiedSample;
import io.proxynas.eval.validation.Validation;
import io.proxynas.eval.validation.ValidationPlan;
import io.proxynas.eval.validation.ValidationResult;
import io.proxynas.eval.verdict.Verdict;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.candidate.RecipeTrainer;
import io.proxynas.nas.evaluate.CandidateEvaluator;
import io.proxynas.nas.evaluate.Workplace;
import io.proxynas.nas.internal.stack.MemoizingEvaluator;
import io.proxynas.nas.journal.Journal;
import io.proxynas.nas.journal.TrainingStore;
import io.proxynas.nas.ranking.Criterion;
import io.proxynas.nas.ranking.Ranking;
import io.proxynas.nas.score.FreeScorer;
import io.proxynas.nas.search.SearchTask;
import io.proxynas.train.data.DataSet;
import io.proxynas.train.file.AtomicFile;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * A study: candidates drawn at random from a space, each trained on every proxy and, by the same
 * recipe, on the full data. Each proxy is then validated as a run's is, on all candidates instead
 * of a sample; what proxies have in common is trained once.
 *
 * <p>Every training is in the study's folder as soon as it is finished, so that a study that was
 * killed goes on where it stood, and may go on with more proxies, candidates or truth seeds.
 */
public final class StudyRun {

  private final DataSet data;
  private final StudyPlan plan;
  private final Execution execution;
  private final RunObserver observer;
  private final RunFolder folder;
  private final Regimes regimes;

  /**
   * A study, not yet begun.
   *
   * @param data the real images
   * @param plan what to find
   * @param execution how; there is no time limit
   * @param observer hears of it
   */
  public StudyRun(DataSet data, StudyPlan plan, Execution execution, RunObserver observer) {
    this.data = data;
    this.plan = plan;
    this.execution = execution;
    this.observer = observer;
    this.folder = new RunFolder(execution.out());
    this.regimes =
        Regimes.of(data, plan.recipes(), plan.seed()).withStatisticsFrom(plan.statistics());
  }

  /** The candidates that the study draws: the same whenever it is asked. */
  public List<Architecture> candidates() {
    return task().draw();
  }

  /**
   * A proxy with what candidates do on it.
   *
   * @param elapsed time by the clock that their trainings took now
   */
  private record Contestant(
      ProxySets.Proxy proxy,
      RunFolder folder,
      SharedTrainings trainings,
      List<Outcome> outcomes,
      Duration elapsed) {

    String name() {
      return proxy.spec().name();
    }

    List<Outcome.Trained> trained() {
      return Ranking.of(outcomes).trained();
    }

    Duration workerTime() {
      return Outcome.workerTime(outcomes);
    }
  }

  /**
   * Runs it all.
   *
   * @param store where proxy sets are kept
   * @param shared where trainings are kept
   * @throws IllegalArgumentException if no candidate fits the memory or keeps the limits, or a
   *     proxy cannot be made of the data
   * @throws IOException with one sentence for the user if the folder cannot be read or written, or
   *     has a study of another configuration
   * @throws InterruptedException if the thread is interrupted; what was finished is kept
   */
  public StudyReport run(ProxyStore store, TrainingStore shared)
      throws IOException, InterruptedException {
    execution.takeDevice();
    regimes.scored().partedClasses().ifPresent(observer::warns);
    RecipeTrainer full = regimes.scorer(regimes.full(1));
    if (execution.cluster().isEmpty()) {
      MemoryCheck.ofThisMachine(execution.workers()).require(plan.space(), full::demand);
    }
    execution.requireSendable(plan.space(), Optional.of(regimes.split().train()));
    task().requireCandidate();
    ProxySets sets =
        ProxySets.of(data, plan.condensation(), plan.seed(), execution.workers(), store);
    sets.requirePossible(plan.proxies());
    Journals journals =
        new Journals(configuration(), execution.resume(), plan.space()::parse, observer::warns);
    journals.require(folder.root()); // before sets are made
    for (ProxySpec proxy : plan.proxies()) {
      journals.with(configuration(proxy, sets)).require(folder.proxy(proxy.name()).root());
    }
    List<ProxySets.Proxy> proxies = proxies(sets); // first: nothing is left of what cannot begin
    Journal lock = journals.open(folder.root()); // keeps other processes out
    try (lock;
        Workplace workplace =
            execution.workplace(() -> MemoryCheck.largest(plan.space(), full::demand), observer)) {
      SharedTrainings trainings =
          new SharedTrainings(regimes, journals, shared, workplace, plan.space());
      observer.takes();
      List<Contestant> contestants = contestants(proxies, sets, trainings);
      List<ValidationResult> results = validations(contestants, sets, trainings);
      List<StudyReport.FirstChoice> choices =
          new FirstChoices(regimes, trainings, folder, observer)
              .measured(results, plan.validation().truthSeeds());
      StudyReport report = report(contestants, sets, results, choices);
      AtomicFile.write(folder.candidates(), StudyCandidatesCsv.text(pairs(contestants, results)));
      AtomicFile.write(folder.study(), ReportJson.toJson(report));
      AtomicFile.write(folder.studyTable(), StudyCsv.text(report));
      return report;
    }
  }

  private List<ProxySets.Proxy> proxies(ProxySets sets) throws InterruptedException {
    List<ProxySets.Proxy> proxies = new ArrayList<>();
    for (ProxySpec spec : plan.proxies()) {
      observer.begins(Phase.CONDENSE);
      proxies.add(sets.get(spec, observer.condensation(), observer::warns));
    }
    return proxies;
  }

  /** What the trainings of the whole study depend on. */
  private Map<String, Object> configuration() {
    Map<String, Object> configuration = new LinkedHashMap<>();
    configuration.put("study", true);
    configuration.put("dataset", data.name());
    configuration.put("dataFingerprint", data.fingerprint());
    configuration.put("space", plan.space().toString());
    configuration.putAll(plan.limits().asMap());
    configuration.put("scored", Regimes.SCORED);
    configuration.putAll(plan.recipes().asMap(regimes.recipe()));
    configuration.put("seed", plan.seed().value());
    return configuration;
  }

  /** What those on a proxy, and those of its rivals, depend on besides. */
  private Map<String, Object> configuration(ProxySpec proxy, ProxySets sets) {
    Map<String, Object> configuration = new LinkedHashMap<>();
    configuration.put("proxy", proxy.name());
    configuration.put("condensation", sets.configuration(proxy));
    configuration.putAll(plan.statistics().asMap(List.of(proxy)));
    return configuration;
  }

  private SearchTask task() {
    return new SearchTask(plan.space(), plan.validation().candidates(), plan.seed().child("study"))
        .withConstraint(plan.limits().constraint(regimes.scorer(regimes.full(1))::size));
  }

  /** Draws the candidates, and trains them on each proxy. */
  private List<Contestant> contestants(
      List<ProxySets.Proxy> proxies, ProxySets sets, SharedTrainings trainings)
      throws InterruptedException {
    List<Architecture> drawn = candidates();
    observer.begins(Phase.SEARCH);
    TrainingProgress progress = new TrainingProgress(observer, proxies.size() * drawn.size());
    List<Contestant> contestants = new ArrayList<>();
    for (ProxySets.Proxy proxy : proxies) {
      String name = proxy.spec().name();
      RunFolder own = folder.proxy(name);
      SharedTrainings ofProxy = trainings.with(configuration(proxy.spec(), sets));
      CandidateEvaluator evaluator =
          progress.of(ofProxy.evaluator(regimes.on(proxy), own.root()), observer::finished);
      long start = System.nanoTime();
      List<Outcome> outcomes = evaluator.evaluate(drawn);
      Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
      contestants.add(new Contestant(proxy, own, ofProxy, outcomes, elapsed));
    }
    return contestants;
  }

  /** Validates each proxy on the candidates that all of them could score. */
  private List<ValidationResult> validations(
      List<Contestant> contestants, ProxySets sets, SharedTrainings trainings)
      throws IOException, InterruptedException {
    List<Outcome.Trained> common = common(contestants);
    int workers = trainings.workplace().workers();
    TrainingPace pace = pace(contestants, common, workers);
    ValidationPlan validation = plan.validation();
    TrainingProgress progress =
        new TrainingProgress(observer, common.size() * validation.truthSeeds());
    List<CandidateEvaluator> truths = new ArrayList<>();
    TimeEstimate full = TimeEstimate.NONE;
    for (int k = 1; k <= validation.truthSeeds(); k++) {
      Regime regime = regimes.full(k);
      CandidateEvaluator truth = trainings.evaluator(regime, folder.validation(k));
      // In memory, since each proxy asks for the same trainings.
      truths.add(new MemoizingEvaluator(progress.of(truth, outcome -> {})));
      full = full.plus(trainings.estimate(regime, folder.validation(k), common, pace));
    }
    List<RivalScorer> untrained =
        Rivals.untrained(validation.rivals(), regimes, FreeScorer.INITIALISATIONS);
    List<Rivals> rivals = new ArrayList<>();
    TimeEstimate ofRivals = TimeEstimate.NONE;
    for (Contestant contestant : contestants) {
      Rivals.withoutRandom(validation.rivals(), contestant.proxy(), sets)
          .ifPresent(observer::warns);
      Rivals own =
          Rivals.of(
              validation.rivals(),
              1,
              contestant.proxy(),
              sets,
              contestant.trainings(),
              contestant.folder(),
              untrained);
      rivals.add(own);
      ofRivals = ofRivals.plus(own.estimate(common, pace));
    }
    observer.begins(Phase.VALIDATE);
    observer.announces(TimeEstimate.sentence(full, ofRivals, workers));
    List<ValidationResult> results = new ArrayList<>();
    for (int i = 0; i < contestants.size(); i++) {
      results.add(validated(contestants.get(i), common, truths, rivals.get(i)));
    }
    return results;
  }

  /** How long trainings on the first proxy took, at the waiting that those on all had. */
  private TrainingPace pace(
      List<Contestant> contestants, List<Outcome.Trained> common, int workers) {
    long passes = regimes.work(regimes.on(contestants.get(0).proxy()));
    Duration elapsed = sum(contestants, Contestant::elapsed);
    Duration worked = sum(contestants, Contestant::workerTime);
    return TrainingPace.of(common, outcome -> passes).byClock(elapsed, workers, worked);
  }

  private static Duration sum(
      List<Contestant> contestants, Function<Contestant, Duration> duration) {
    return contestants.stream().map(duration).reduce(Duration.ZERO, Duration::plus);
  }

  /** The candidates that have a score on each proxy, with their times on the first. */
  private static List<Outcome.Trained> common(List<Contestant> contestants) {
    List<Outcome.Trained> common = contestants.get(0).trained();
    for (Contestant contestant : contestants) {
      Set<String> ids =
          contestant.trained().stream().map(o -> o.architecture().id()).collect(toSet());
      common = common.stream().filter(o -> ids.contains(o.architecture().id())).toList();
    }
    return common;
  }

  private ValidationResult validated(
      Contestant contestant,
      List<Outcome.Trained> common,
      List<CandidateEvaluator> truths,
      Rivals rivals)
      throws InterruptedException {
    Set<String> ids = common.stream().map(o -> o.architecture().id()).collect(toSet());
    Ranking ranking =
        Ranking.of(
            contestant.trained().stream()
                .filter(o -> ids.contains(o.architecture().id()))
                .toList());
    Seed seed = plan.seed().child("bootstrap");
    StratifiedSample all = StratifiedSample.of(ranking, common.size(), 0, seed);
    return new Validation(truths, TrainingProgress.of(rivals.scorers(Criterion.ACCURACY), observer))
        .validate(ranking, all, seed);
  }

  private StudyReport report(
      List<Contestant> contestants,
      ProxySets sets,
      List<ValidationResult> results,
      List<StudyReport.FirstChoice> choices) {
    List<StudyReport.Entry> entries = new ArrayList<>();
    for (int i = 0; i < contestants.size(); i++) {
      ProxySets.Proxy proxy = contestants.get(i).proxy();
      SetCost condensation = sets.cost(proxy);
      ValidationResult result = results.get(i);
      entries.add(
          new StudyReport.Entry(
              Report.ProxySummary.of(proxy),
              result.figures(),
              SpeedUp.of(result, condensation, Duration.ZERO, result.figures().n()),
              Costs.of(
                  condensation,
                  contestants.get(i).workerTime(),
                  result,
                  proxy.bytes(),
                  regimes.dataBytes()),
              Verdict.of(result).text()));
    }
    return new StudyReport(
        Report.SCHEMA,
        plan.seed().value(),
        Versions.current(),
        Machine.current(),
        regimes.report(),
        plan.space().name(),
        plan.space().size(),
        contestants.get(0).outcomes().size(),
        results.get(0).figures().n(),
        entries,
        differences(contestants, results),
        choices);
  }

  private List<StudyReport.Pairwise> differences(
      List<Contestant> contestants, List<ValidationResult> results) {
    Seed seed = plan.seed().child("differences");
    List<StudyReport.Pairwise> differences = new ArrayList<>();
    double[] full = values(results.get(0), PairedScore::fullAccuracy);
    for (int i = 0; i < results.size(); i++) {
      for (int j = i + 1; j < results.size(); j++) {
        String first = contestants.get(i).name();
        String second = contestants.get(j).name();
        differences.add(
            new StudyReport.Pairwise(
                first,
                second,
                Bootstrap.DEFAULT.difference(
                    SpearmanCorrelation::of,
                    values(results.get(i), PairedScore::proxyAccuracy),
                    values(results.get(j), PairedScore::proxyAccuracy),
                    full,
                    seed.child(first).child(second).generator())));
      }
    }
    return differences;
  }

  /** By the candidates' ids, so that they stand alike in each proxy's values. */
  private static double[] values(ValidationResult result, ToDoubleFunction<PairedScore> value) {
    return result.pairs().stream()
        .sorted(Comparator.comparing(pair -> pair.architecture().id()))
        .mapToDouble(value)
        .toArray();
  }

  private static Map<String, List<PairedScore>> pairs(
      List<Contestant> contestants, List<ValidationResult> results) {
    Map<String, List<PairedScore>> pairs = new LinkedHashMap<>();
    for (int i = 0; i < results.size(); i++) {
      pairs.put(contestants.get(i).name(), results.get(i).pairs());
    }
    return pairs;
  }
}
