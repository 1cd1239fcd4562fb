package io.proxynas.spark;

import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.evaluate.Outcome;
import io.proxynas.nas.evaluate.Workplace;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Trains candidates by the executors of a Spark cluster, in the order of the batch. Several small
 * ones make a task ({@link BatchRule}); outcomes arrive task by task, and slots that become free
 * get the next. A candidate whose executor is lost is trained again, elsewhere: the same outcome,
 * since that depends on its architecture alone. Callers from several threads share the cluster.
 */
final class SparkEvaluator implements Workplace.Evaluator {

  private final SparkConnection spark;
  private final TrainingTask task;
  private final ToLongFunction<Architecture> cost;
  private final BatchRule rule;
  private final Runnable onClose;
  private final Pace pace = new Pace();

  /**
   * An evaluator.
   *
   * @param spark the cluster, which stays open
   * @param task what its tasks do
   * @param cost estimates a candidate's time, in any unit; 0 if it cannot
   * @param rule how large tasks are
   * @param onClose frees what the task refers to
   */
  SparkEvaluator(
      SparkConnection spark,
      TrainingTask task,
      ToLongFunction<Architecture> cost,
      BatchRule rule,
      Runnable onClose) {
    this.spark = spark;
    this.task = task;
    this.cost = cost;
    this.rule = rule;
    this.onClose = onClose;
  }

  @Override
  public List<Outcome> evaluate(List<Architecture> candidates, Observer observer)
      throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("interrupted before the first candidate");
    }
    return new Dispatch(spark, task, rule, pace, candidates, costs(candidates), observer).run();
  }

  /** Those that have no estimate count as the mean of the others. */
  private double[] costs(List<Architecture> candidates) {
    double[] costs = candidates.stream().mapToDouble(cost::applyAsLong).toArray();
    double mean = Arrays.stream(costs).filter(c -> c > 0).average().orElse(1);
    return Arrays.stream(costs).map(c -> c > 0 ? c : mean).toArray();
  }

  @Override
  public void close() {
    onClose.run();
  }
}
