package io.proxynas.eval.table;

import io.proxynas.condense.ProxySets;
import io.proxynas.condense.set.ProxySpec;
import io.proxynas.condense.set.ProxyStore;
import io.proxynas.condense.set.SetCost;
import io.proxynas.engine.Demand;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.eval.progress.RunObserver;
import io.proxynas.eval.progress.RunObserver.Phase;
import io.proxynas.eval.train.Execution;
import io.proxynas.eval.train.MemoryCheck;
import io.proxynas.eval.train.Regime;
import io.proxynas.eval.train.Regimes;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.evaluate.CandidateEvaluator;
import io.proxynas.nas.evaluate.Workplace;
import io.proxynas.nas.internal.stack.Ladders;
import io.proxynas.nas.internal.stack.LargestFirst;
import io.proxynas.nas.score.FreeScore;
import io.proxynas.nas.score.FreeScorer;
import io.proxynas.train.data.DataSet;
import io.proxynas.train.file.Host;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Measures a table. Networks are measured in blocks, and the rows of a block are in the folder as
 * soon as its last network is measured, so that a table that was killed goes on without more than a
 * block lost. A row depends on the plan and its network alone, seconds excepted.
 */
public final class TableRun {

  /** Networks of a block, or more where there are many workers. */
  static final int BLOCK = 12;

  private static final int NETWORKS_A_WORKER = 4;

  private final DataSet data;
  private final TablePlan plan;
  private final Execution execution;
  private final Host host;
  private final RunObserver observer;
  private final Regimes regimes;

  /**
   * A table, not yet begun.
   *
   * @param data the real images
   * @param plan what to measure
   * @param execution how; there is no time limit
   * @param host goes into the provenance
   * @param observer hears of it
   */
  public TableRun(
      DataSet data, TablePlan plan, Execution execution, Host host, RunObserver observer) {
    this.data = data;
    this.plan = plan;
    this.execution = execution;
    this.host = host;
    this.observer = observer;
    this.regimes =
        Regimes.of(data, plan.recipe(), plan.seed())
            .withStatisticsFrom(plan.statistics())
            .onAllOfTheSplit();
  }

  /** Whether there is a table in a folder. */
  public static boolean isIn(Path folder) {
    return TableFolder.exists(folder);
  }

  /**
   * What a run did.
   *
   * @param networks of the plan, all of them with a row
   * @param added rows of this session
   * @param failed of these, those whose status says so
   * @param csv the table
   */
  public record TableResult(int networks, int added, int failed, Path csv) {}

  /**
   * Measures all networks that have no row.
   *
   * @param store where proxy sets are kept
   * @throws IllegalArgumentException if no network fits the memory, a proxy cannot be made of the
   *     data, or the space has not as many networks as the sample
   * @throws IOException with one sentence for the user if the folder cannot be read or written, or
   *     has a table that is not to go on or is of another plan
   * @throws InterruptedException if the thread is interrupted; the blocks that were finished are
   *     kept
   */
  public TableResult run(ProxyStore store) throws IOException, InterruptedException {
    execution.takeDevice();
    List<Architecture> networks = plan.networks();
    execution.requireSendable(
        plan.space(),
        plan.truthSeeds() > 0 || plan.proxies().stream().anyMatch(ProxySpec.Full.class::isInstance)
            ? Optional.of(regimes.split().train())
            : Optional.empty());
    ProxySets sets =
        ProxySets.of(data, plan.condensation(), plan.seed(), execution.workers(), store);
    sets.requirePossible(plan.proxies());
    if (execution.resume()) {
      TableFolder.require(execution.out(), basis(sets)); // before sets are made
    }
    Map<ProxySpec, ProxySets.Proxy> proxies = proxies(sets);
    List<TableTraining> trainings = trainings(proxies);
    Measures measures = Measures.of(regimes, trainings);
    if (execution.cluster().isEmpty()) {
      MemoryCheck.ofThisMachine(execution.workers()).require(plan.space(), measures::demand);
    }
    TableCsv csv = TableCsv.of(plan.space(), networks.get(0), trainings);
    try (TableFolder folder =
        TableFolder.open(
            execution.out(),
            execution.resume(),
            configuration(sets, trainings),
            csv.header(),
            observer::warns)) {
      observer.takes();
      Set<String> measured = folder.measured();
      List<Architecture> missing =
          networks.stream().filter(network -> !measured.contains(network.id())).toList();
      int failed =
          missing.isEmpty() ? 0 : measure(missing, measures, csv, folder, noted(sets, proxies));
      return new TableResult(
          networks.size(), missing.size(), failed, TableFolder.csv(execution.out()));
    }
  }

  private Map<ProxySpec, ProxySets.Proxy> proxies(ProxySets sets) throws InterruptedException {
    Map<ProxySpec, ProxySets.Proxy> proxies = new LinkedHashMap<>();
    for (ProxySpec spec : plan.proxies()) {
      observer.begins(Phase.CONDENSE);
      proxies.put(spec, sets.get(spec, observer.condensation(), observer::warns));
    }
    return proxies;
  }

  private List<TableTraining> trainings(Map<ProxySpec, ProxySets.Proxy> proxies) {
    List<TableTraining> trainings = new ArrayList<>();
    proxies.forEach(
        (spec, proxy) -> {
          for (int epochs : plan.proxyEpochs()) {
            boolean usual = epochs == plan.recipe().epochs();
            String name = usual ? spec.name() : spec.name() + "-e" + epochs;
            Regime regime = regimes.on(proxy);
            trainings.add(
                new TableTraining(
                    name, regime.withRecipe(regime.recipe().withEpochs(epochs)), false));
          }
        });
    for (int k = 1; k <= plan.truthSeeds(); k++) {
      trainings.add(new TableTraining("full-" + k, regimes.full(k), true));
    }
    return trainings;
  }

  /** What the rows depend on; a table of another is refused. */
  private Map<String, Object> configuration(ProxySets sets, List<TableTraining> trainings) {
    Map<String, Object> configuration = basis(sets);
    Map<String, Object> each = new LinkedHashMap<>();
    trainings.forEach(
        training ->
            each.put(
                training.name(),
                new TreeMap<>( // another process writes the same bytes
                    Map.of(
                        "images",
                        training.regime().images().size(),
                        "epochs",
                        training.epochs()))));
    configuration.put("trainings", each);
    return configuration;
  }

  /** All of it that is known before the sets are. */
  private Map<String, Object> basis(ProxySets sets) {
    Map<String, Object> configuration = new LinkedHashMap<>();
    configuration.put("dataset", data.name());
    configuration.put("dataFingerprint", data.fingerprint());
    configuration.put("space", plan.space().toString());
    Map<String, Object> condensation = new LinkedHashMap<>();
    plan.proxies()
        .forEach(spec -> condensation.put(spec.name(), new TreeMap<>(sets.configuration(spec))));
    configuration.put("condensation", condensation);
    configuration.put("validationImages", regimes.split().validation().size());
    configuration.put("recipe", regimes.recipe().toString());
    configuration.put("scores", List.of(FreeScore.values()).stream().map(FreeScore::word).toList());
    configuration.putAll(plan.statistics().asMap(plan.proxies()));
    configuration.put("initialisations", FreeScorer.INITIALISATIONS);
    configuration.put("seed", plan.seed().value());
    return configuration;
  }

  /**
   * The sets in the provenance: which they are, and, if that can be told, the worker time that
   * making them took, where they were made and at the pace of this machine.
   */
  private static Map<String, Object> noted(
      ProxySets sets, Map<ProxySpec, ProxySets.Proxy> proxies) {
    Map<String, Object> noted = new LinkedHashMap<>();
    proxies.forEach(
        (spec, proxy) -> {
          Map<String, Object> set = new LinkedHashMap<>();
          set.put("hash", proxy.hash());
          SetCost cost = sets.cost(proxy);
          if (cost.isKnown()) {
            set.put("seconds", cost.made().toNanos() / 1e9);
          }
          if (cost.isComparable()) {
            set.put("secondsHere", cost.here().toNanos() / 1e9);
          }
          set.put("shipped", proxy.shipped());
          noted.put(spec.name(), set);
        });
    return noted;
  }

  /** Of this machine, if it alone measures. */
  private Optional<Duration> yardstick() {
    return execution.cluster().isEmpty() ? host.yardstick().get() : Optional.empty();
  }

  /** Measures networks block by block; returns how many have failed. */
  private int measure(
      List<Architecture> missing,
      Measures measures,
      TableCsv csv,
      TableFolder folder,
      Map<String, Object> sets)
      throws IOException, InterruptedException {
    int failed = 0;
    try (Workplace workplace = execution.workplace(() -> largest(measures), observer);
        Workplace.Evaluator workers =
            workplace.evaluator(
                measures.job(plan.space()), task -> observer.starts(Ladders.candidate(task)))) {
      folder.begin(
          new TableSession(host, yardstick(), execution.command(), workplace.workers(), sets));
      observer.begins(Phase.MEASURE);
      CandidateEvaluator evaluator =
          observed(new LargestFirst(workers, measures::work), missing.size(), measures);
      int block = Math.max(BLOCK, NETWORKS_A_WORKER * workplace.workers());
      for (int from = 0; from < missing.size(); from += block) {
        List<Architecture> networks = missing.subList(from, Math.min(missing.size(), from + block));
        List<Measurement> measured =
            measures.measurements(networks, evaluator.evaluate(measures.tasks(networks)));
        append(measured, csv, folder);
        failed += (int) measured.stream().filter(Predicate.not(Measurement::isWhole)).count();
      }
    }
    return failed;
  }

  private static void append(List<Measurement> measured, TableCsv csv, TableFolder folder)
      throws IOException {
    StringBuilder lines = new StringBuilder();
    measured.forEach(measurement -> lines.append(csv.line(measurement)));
    folder.append(
        measured.stream().map(measurement -> measurement.network().id()).toList(),
        lines.toString());
  }

  /** Tells the observer of each training; scores are done beside, unless there is nothing else. */
  private CandidateEvaluator observed(CandidateEvaluator inner, int networks, Measures measures) {
    long total = (long) networks * measures.counted();
    long[] done = {0};
    observer.progress(0, total);
    return inner.heardBy(
        (Outcome outcome) -> {
          if (measures.counts(outcome)) {
            observer.progress(++done[0], total);
          }
        });
  }

  private Demand largest(Measures measures) {
    return MemoryCheck.largest(plan.space(), measures::demand);
  }
}
