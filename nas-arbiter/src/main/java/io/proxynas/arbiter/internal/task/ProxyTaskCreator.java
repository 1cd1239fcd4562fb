package io.proxynas.arbiter.internal.task;

import io.proxynas.arbiter.data.ProxyDataProvider;
import io.proxynas.arbiter.data.ProxyDataSource;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.deeplearning4j.arbiter.ComputationGraphSpace;
import org.deeplearning4j.arbiter.GraphConfiguration;
import org.deeplearning4j.arbiter.MultiLayerSpace;
import org.deeplearning4j.arbiter.optimize.api.Candidate;
import org.deeplearning4j.arbiter.optimize.api.OptimizationResult;
import org.deeplearning4j.arbiter.optimize.api.TaskCreator;
import org.deeplearning4j.arbiter.optimize.api.TaskCreatorProvider;
import org.deeplearning4j.arbiter.optimize.api.data.DataProvider;
import org.deeplearning4j.arbiter.optimize.api.data.DataSource;
import org.deeplearning4j.arbiter.optimize.api.score.ScoreFunction;
import org.deeplearning4j.arbiter.optimize.runner.IOptimizationRunner;
import org.deeplearning4j.arbiter.optimize.runner.listener.StatusListener;
import org.deeplearning4j.arbiter.task.ComputationGraphTaskCreator;
import org.deeplearning4j.arbiter.task.MultiLayerNetworkTaskCreator;

/**
 * What Arbiter finds for its network spaces after {@link #register}: accelerated searches get tasks
 * of an {@link EngineTaskCreator}, all others those that they had.
 */
@SuppressWarnings({"rawtypes", "deprecation"}) // as in Arbiter's interface
public final class ProxyTaskCreator implements TaskCreator {

  private final EngineTaskCreator accelerated = new EngineTaskCreator();

  /** For Arbiter, which makes one for each runner. */
  public ProxyTaskCreator() {}

  /**
   * Makes runners without a task creator of their own use this one. Arbiter's registry is global to
   * the process.
   */
  public static void register() {
    try {
      // Their initialisation registers Arbiter's own creators, so it has to come first.
      Class.forName(MultiLayerSpace.class.getName());
      Class.forName(ComputationGraphSpace.class.getName());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("the spaces are on the class path", e);
    }
    TaskCreatorProvider.registerDefaultTaskCreatorClass(
        MultiLayerSpace.class, ProxyTaskCreator.class);
    TaskCreatorProvider.registerDefaultTaskCreatorClass(
        ComputationGraphSpace.class, ProxyTaskCreator.class);
  }

  private static TaskCreator arbitersOwn(Candidate candidate) {
    return candidate.getValue() instanceof GraphConfiguration
        ? new ComputationGraphTaskCreator()
        : new MultiLayerNetworkTaskCreator();
  }

  @Override
  public Callable<OptimizationResult> create(
      Candidate candidate,
      DataProvider dataProvider,
      ScoreFunction scoreFunction,
      List<StatusListener> statusListeners,
      IOptimizationRunner runner) {
    TaskCreator creator =
        dataProvider instanceof ProxyDataProvider ? accelerated : arbitersOwn(candidate);
    return creator.create(candidate, dataProvider, scoreFunction, statusListeners, runner);
  }

  @Override
  public Callable<OptimizationResult> create(
      Candidate candidate,
      Class<? extends DataSource> dataSource,
      Properties dataSourceProperties,
      ScoreFunction scoreFunction,
      List<StatusListener> statusListeners,
      IOptimizationRunner runner) {
    TaskCreator creator =
        dataSource == ProxyDataSource.class ? accelerated : arbitersOwn(candidate);
    return creator.create(
        candidate, dataSource, dataSourceProperties, scoreFunction, statusListeners, runner);
  }
}
