package io.proxynas.arbiter.internal.task;

import io.proxynas.arbiter.data.Learning;
import io.proxynas.arbiter.data.ProxyData;
import io.proxynas.arbiter.internal.network.ArbiterArchitecture;
import io.proxynas.arbiter.internal.network.Blueprint;
import io.proxynas.arbiter.internal.network.CandidateTraining;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.train.ProcessorTime;
import io.proxynas.train.TrainedBy;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.deeplearning4j.arbiter.listener.DL4JArbiterStatusReportingListener;
import org.deeplearning4j.arbiter.optimize.api.Candidate;
import org.deeplearning4j.arbiter.optimize.api.OptimizationResult;
import org.deeplearning4j.arbiter.optimize.api.data.DataProvider;
import org.deeplearning4j.arbiter.optimize.api.saving.ResultReference;
import org.deeplearning4j.arbiter.optimize.api.saving.ResultSaver;
import org.deeplearning4j.arbiter.optimize.api.score.ScoreFunction;
import org.deeplearning4j.arbiter.optimize.runner.CandidateInfo;
import org.deeplearning4j.arbiter.optimize.runner.CandidateStatus;
import org.deeplearning4j.arbiter.optimize.runner.IOptimizationRunner;
import org.deeplearning4j.arbiter.optimize.runner.listener.StatusListener;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.factory.Nd4j;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One candidate's task: Arbiter's own in all that others see of it, without its pause of two
 * seconds.
 */
@SuppressWarnings("deprecation") // the model evaluator wants Arbiter's legacy data
final class CandidateTask implements Callable<OptimizationResult> {

  private static final Logger LOG = LoggerFactory.getLogger(CandidateTask.class);

  /**
   * What all candidates of a search have in common.
   *
   * @param creator who made the task
   * @param data to train and score on
   * @param function scores
   * @param listeners hear of the candidates
   * @param runner runs the search
   */
  record Search(
      EngineTaskCreator creator,
      TaskData data,
      ScoreFunction function,
      List<StatusListener> listeners,
      IOptimizationRunner runner) {}

  private final Search search;
  private final Candidate<?> candidate;

  CandidateTask(Search search, Candidate<?> candidate) {
    this.search = search;
    this.candidate = candidate;
  }

  @Override
  public OptimizationResult call() {
    long start = System.currentTimeMillis();
    try {
      Finished finished = finished(start);
      if (finished instanceof Finished.Scored scored) {
        return complete(scored, start);
      }
      return failed(((Finished.Failed) finished).reason(), start);
    } catch (Exception | LinkageError | OutOfMemoryError e) {
      return failed(Finished.Failed.of(e).reason(), start);
    } finally {
      Nd4j.getWorkspaceManager().destroyAllWorkspacesForCurrentThread();
    }
  }

  /** A task listener may do anything to a network, so that nothing is known of its outcome. */
  private Finished finished(long start) {
    Blueprint blueprint = Blueprint.of(candidate.getValue());
    return search.creator.taskListener == null
        ? search.creator.outcomes.get(blueprint.text(), () -> attempt(blueprint, start))
        : attempt(blueprint, start);
  }

  private Finished attempt(Blueprint blueprint, long start) {
    long nanos = ProcessorTime.nanos();
    String id = "candidate-" + candidate.getIndex();
    ArbiterArchitecture architecture = new ArbiterArchitecture(id, blueprint);
    for (ProxyData proxy : search.data.proxy().stream().toList()) {
      search.creator.held.set(proxy);
      proxy.runs().starts(search.creator);
    }
    Outcome outcome;
    Finished finished;
    try {
      Object data = search.data.trainData();
      try (CandidateTraining training = training(blueprint, data, start)) {
        finished = fitted(training, data, blueprint);
        outcome = outcome(architecture, training, nanos);
      }
    } catch (Exception | LinkageError | OutOfMemoryError e) {
      LOG.warn("Execution failed for task {}", candidate.getIndex(), e);
      finished = Finished.Failed.of(e);
      String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      outcome = new Outcome.Failed(architecture, reason, since(nanos));
    }
    for (ProxyData proxy : search.data.proxy().stream().toList()) {
      proxy.runs().add(search.creator, outcome);
    }
    return finished;
  }

  /** Trains and scores; by the clock where DL4J does, in threads of its own. */
  private Finished fitted(CandidateTraining training, Object data, Blueprint blueprint) {
    Supplier<Finished> work =
        () -> {
          training.fit(data);
          return score(training, blueprint);
        };
    return training.trainedBy() instanceof TrainedBy.Dl4j
        ? ProcessorTime.byClock(work)
        : work.get();
  }

  private Outcome outcome(
      ArbiterArchitecture architecture, CandidateTraining training, long nanos) {
    Duration duration = since(nanos);
    return search
        .data
        .proxy()
        .<Outcome>map(
            proxy ->
                new Outcome.Trained(
                    architecture, training.score(proxy.scoringIterator()), duration))
        .orElseGet(() -> new Outcome.Failed(architecture, "not on a proxy set", duration));
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(ProcessorTime.nanos() - nanos);
  }

  private CandidateTraining training(Blueprint blueprint, Object data, long start) {
    Model model = blueprint.model();
    if (search.creator.taskListener != null) {
      model = search.creator.taskListener.preProcess(model, candidate);
    }
    String refusal = hasListeners(model) ? "listeners of a network want DL4J's own training" : null;
    if (!search.listeners.isEmpty()) {
      CandidateInfo running = info(CandidateStatus.Running, null, start, null, null);
      model.addListeners(new DL4JArbiterStatusReportingListener(search.listeners, running));
    }
    Learning learning =
        search.data.proxy().map(p -> p.recipe().learning()).orElse(search.creator.learning);
    return new CandidateTraining(blueprint, model, learning, data, refusal);
  }

  private static boolean hasListeners(Model model) {
    return model instanceof MultiLayerNetwork network
        ? !network.getListeners().isEmpty()
        : !((ComputationGraph) model).getListeners().isEmpty();
  }

  private Finished score(CandidateTraining training, Blueprint blueprint) {
    Object additional = null;
    if (blueprint.earlyStopping().isPresent() && search.creator.evaluator != null) {
      additional = search.creator.evaluator.evaluateModel(training.model(), provider());
    }
    double score = search.data.score(search.function, training.model());
    if (!Double.isFinite(score)) {
      throw new ArithmeticException("the score must be finite, but was " + score);
    }
    if (search.creator.taskListener != null) {
      search.creator.taskListener.postProcess(training.model(), candidate);
    }
    return new Finished.Scored(score, training.plain(), additional);
  }

  private @Nullable DataProvider provider() {
    return search.data instanceof TaskData.Provider data ? data.provider() : null;
  }

  private OptimizationResult complete(Finished.Scored scored, long start) {
    int index = candidate.getIndex();
    CandidateInfo info = info(CandidateStatus.Complete, scored.score(), start, null, null);
    OptimizationResult result =
        new OptimizationResult(candidate, scored.score(), index, scored.additional(), info, null);
    result.setResultReference(save(result, scored.model()));
    CandidateInfo told =
        info(CandidateStatus.Complete, scored.score(), start, System.currentTimeMillis(), null);
    for (StatusListener listener : search.listeners) {
      try {
        listener.onCandidateStatusChange(told, search.runner, result);
      } catch (RuntimeException e) {
        LOG.error("Error in status listener for candidate {}", index, e);
      }
    }
    return result;
  }

  private @Nullable ResultReference save(OptimizationResult result, Model model) {
    ResultSaver saver = search.runner.getConfiguration().getResultSaver();
    if (saver == null) {
      return null;
    }
    try {
      return saver.saveModel(result, model);
    } catch (IOException e) {
      LOG.warn("Error saving model (id={}): IOException thrown. ", result.getIndex(), e);
      return null;
    }
  }

  private OptimizationResult failed(String reason, long start) {
    CandidateInfo info = info(CandidateStatus.Failed, null, start, null, reason);
    return new OptimizationResult(candidate, null, candidate.getIndex(), null, info, null);
  }

  private CandidateInfo info(
      CandidateStatus status,
      @Nullable Double score,
      long start,
      @Nullable Long end,
      @Nullable String reason) {
    return new CandidateInfo(
        candidate.getIndex(),
        status,
        score,
        start,
        start,
        end,
        candidate.getFlatParameters(),
        reason);
  }
}
