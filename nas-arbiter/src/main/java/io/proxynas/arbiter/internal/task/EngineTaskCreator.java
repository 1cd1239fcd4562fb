package io.proxynas.arbiter.internal.task;

import io.proxynas.arbiter.data.Learning;
import io.proxynas.arbiter.data.ProxyData;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.deeplearning4j.arbiter.optimize.api.Candidate;
import org.deeplearning4j.arbiter.optimize.api.OptimizationResult;
import org.deeplearning4j.arbiter.optimize.api.TaskCreator;
import org.deeplearning4j.arbiter.optimize.api.data.DataProvider;
import org.deeplearning4j.arbiter.optimize.api.data.DataSource;
import org.deeplearning4j.arbiter.optimize.api.evaluation.ModelEvaluator;
import org.deeplearning4j.arbiter.optimize.api.score.ScoreFunction;
import org.deeplearning4j.arbiter.optimize.runner.IOptimizationRunner;
import org.deeplearning4j.arbiter.optimize.runner.listener.StatusListener;
import org.deeplearning4j.arbiter.task.TaskListener;
import org.jspecify.annotations.Nullable;

/**
 * Creates tasks that train by the engine, in place of Arbiter's {@code
 * MultiLayerNetworkTaskCreator} and {@code ComputationGraphTaskCreator}, on any data. One creator
 * serves one search: it trains candidates of the same configuration once.
 */
@SuppressWarnings({"rawtypes", "deprecation"}) // as in Arbiter's interface
public final class EngineTaskCreator implements TaskCreator {

  final Learning learning;
  final @Nullable ModelEvaluator evaluator;
  final @Nullable TaskListener taskListener;
  final Outcomes outcomes = new Outcomes();

  /** What the search trains on, held so that it is prepared once a search. */
  final AtomicReference<ProxyData> held = new AtomicReference<>();

  /** By the engine, with DL4J where that does not know a part of a network. */
  public EngineTaskCreator() {
    this(Learning.ENGINE, null, null);
  }

  /**
   * With the additions that Arbiter's own creators take.
   *
   * @param learning who trains, where the search is not on a proxy set whose recipe says so
   * @param evaluator evaluates networks that early stopping ended
   * @param taskListener sees each network before and after its training; if it adds training
   *     listeners, DL4J trains. No outcome is used for another candidate then
   */
  public EngineTaskCreator(
      Learning learning, @Nullable ModelEvaluator evaluator, @Nullable TaskListener taskListener) {
    this.learning = learning;
    this.evaluator = evaluator;
    this.taskListener = taskListener;
  }

  @Override
  public Callable<OptimizationResult> create(
      Candidate candidate,
      DataProvider dataProvider,
      ScoreFunction scoreFunction,
      List<StatusListener> statusListeners,
      IOptimizationRunner runner) {
    @SuppressWarnings("unchecked") // Arbiter keeps the raw type
    TaskData data = new TaskData.Provider(dataProvider, candidate.getDataParameters());
    return task(candidate, data, scoreFunction, statusListeners, runner);
  }

  @Override
  public Callable<OptimizationResult> create(
      Candidate candidate,
      Class<? extends DataSource> dataSource,
      Properties dataSourceProperties,
      ScoreFunction scoreFunction,
      List<StatusListener> statusListeners,
      IOptimizationRunner runner) {
    TaskData data = new TaskData.Source(dataSource, dataSourceProperties);
    return task(candidate, data, scoreFunction, statusListeners, runner);
  }

  private Callable<OptimizationResult> task(
      Candidate<?> candidate,
      TaskData data,
      ScoreFunction function,
      @Nullable List<StatusListener> listeners,
      IOptimizationRunner runner) {
    List<StatusListener> all = listeners == null ? List.of() : listeners;
    return new CandidateTask(
        new CandidateTask.Search(this, data, function, all, runner), candidate);
  }
}
