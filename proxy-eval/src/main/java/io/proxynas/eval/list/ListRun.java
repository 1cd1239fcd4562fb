package io.proxynas.eval.list;

import io.proxynas.condense.ProxySets;
import io.proxynas.condense.set.ProxySpec;
import io.proxynas.condense.set.ProxyStore;
import io.proxynas.eval.folder.Journals;
import io.proxynas.eval.progress.RunObserver;
import io.proxynas.eval.progress.RunObserver.Phase;
import io.proxynas.eval.train.Execution;
import io.proxynas.eval.train.MemoryCheck;
import io.proxynas.eval.train.ProxyFidelities;
import io.proxynas.eval.train.Regimes;
import io.proxynas.nas.candidate.Fidelity;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.evaluate.CandidateEvaluator;
import io.proxynas.nas.evaluate.TrainingJob;
import io.proxynas.nas.evaluate.Workplace;
import io.proxynas.nas.internal.stack.EvaluatorStack;
import io.proxynas.nas.journal.Journal;
import io.proxynas.nas.ranking.RankingCsv;
import io.proxynas.train.data.DataSet;
import io.proxynas.train.file.AtomicFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Scores a given list of architectures on a proxy: condense, train, score. Each outcome is in the
 * journal at once, and a run that was killed goes on where it stood; since an outcome depends on
 * its architecture alone, the list may be another one then.
 */
public final class ListRun {

  private final DataSet data;
  private final ListPlan plan;
  private final Execution execution;
  private final Path csv;
  private final RunObserver observer;
  private final ProxyFidelities candidates;

  /**
   * A run, not yet begun.
   *
   * @param data the real images
   * @param plan what to score
   * @param execution how; its time limit has no part in it
   * @param csv where the scores go: a line for each architecture, in the order of the list
   * @param observer hears of it
   */
  public ListRun(DataSet data, ListPlan plan, Execution execution, Path csv, RunObserver observer) {
    this.data = data;
    this.plan = plan;
    this.execution = execution;
    this.csv = csv;
    this.observer = observer;
    Regimes regimes =
        Regimes.of(data, plan.recipes(), plan.seed())
            .withStatisticsFrom(plan.scoring().statistics());
    candidates = new ProxyFidelities(regimes, plan.scoring());
  }

  /**
   * What a run found.
   *
   * @param outcomes in the order of the list; if interrupted, those that were finished
   * @param interrupted whether it was
   */
  public record ListResult(List<Outcome> outcomes, boolean interrupted) {

    public ListResult {
      outcomes = List.copyOf(outcomes);
    }
  }

  /**
   * Runs it all.
   *
   * @param store where proxy sets are kept
   * @throws IllegalArgumentException if the proxy cannot be made of the data
   * @throws IOException with one sentence for the user if a file cannot be read or written, or the
   *     folder has a journal of another configuration
   * @throws InterruptedException if the thread is interrupted while the proxy set is made
   */
  public ListResult run(ProxyStore store) throws IOException, InterruptedException {
    execution.takeDevice();
    execution.requireSendable(
        plan.space(),
        plan.proxy() instanceof ProxySpec.Full
            ? Optional.of(candidates.regimes().split().train())
            : Optional.empty());
    ProxySets sets =
        ProxySets.of(data, plan.condensation(), plan.seed(), execution.workers(), store);
    Journals journals =
        new Journals(configuration(sets), execution.resume(), plan.space()::parse, observer::warns);
    journals.require(execution.out()); // before a set is made
    observer.begins(Phase.CONDENSE);
    ProxySets.Proxy proxy = sets.get(plan.proxy(), observer.condensation(), observer::warns);
    try (Journal journal = journals.open(execution.out())) {
      observer.takes();
      ListResult result = score(candidates.onProxy(proxy), journal);
      AtomicFile.write(csv, RankingCsv.inOrder(result.outcomes(), plan.scoring().rankBy()));
      return result;
    }
  }

  /** What the outcomes in a journal depend on; a journal of another is refused. */
  private Map<String, Object> configuration(ProxySets sets) {
    Map<String, Object> configuration = new LinkedHashMap<>();
    configuration.put("dataset", data.name());
    configuration.put("dataFingerprint", data.fingerprint());
    configuration.put("proxy", plan.proxy().name());
    configuration.put("condensation", sets.configuration(plan.proxy()));
    configuration.put("space", plan.space().toString());
    configuration.put("strategy", "list");
    configuration.putAll(plan.scoring().measured());
    configuration.putAll(plan.scoring().statistics().asMap(List.of(plan.proxy())));
    configuration.put("scored", Regimes.SCORED);
    configuration.putAll(plan.recipes().asMap(candidates.regimes().recipe()));
    configuration.put("seed", plan.seed().value());
    return configuration;
  }

  private ListResult score(Fidelity fidelity, Journal journal) {
    observer.begins(Phase.SEARCH);
    Map<String, Outcome> outcomes = new LinkedHashMap<>();
    int total = (int) plan.architectures().stream().distinct().count();
    CandidateEvaluator.Observer noting =
        outcome -> {
          outcomes.put(outcome.architecture().id(), outcome);
          observer.finished(outcome);
          observer.progress(outcomes.size(), total);
        };
    boolean interrupted = false;
    TrainingJob job = TrainingJob.of(plan.space(), fidelity);
    try (Workplace workplace =
            execution.workplace(
                () -> MemoryCheck.largest(plan.space(), fidelity::demand), observer);
        EvaluatorStack stack = EvaluatorStack.of(job, journal).on(workplace, observer::starts)) {
      stack.evaluate(plan.architectures(), noting);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    return new ListResult(
        plan.architectures().stream()
            .map(architecture -> outcomes.get(architecture.id()))
            .filter(Objects::nonNull)
            .toList(),
        interrupted);
  }
}
