package io.proxynas.spark.internal.dispatch;

import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.evaluate.CandidateSource;
import io.proxynas.nas.evaluate.Workplace;
import io.proxynas.spark.internal.executor.TrainingTask;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.ToLongFunction;

/**
 * Trains candidates by the executors of a Spark cluster, in the order of the batch. Several small
 * ones make a task ({@link BatchRule}); outcomes arrive task by task, and slots that become free
 * get the next. A candidate whose executor is lost is trained again, elsewhere: the same outcome,
 * since that depends on its architecture alone. Callers from several threads share the cluster.
 */
public final class SparkEvaluator implements Workplace.Evaluator {

  private final SparkConnection spark;
  private final TrainingTask task;
  private final ToLongFunction<Architecture> work;
  private final BatchRule rule;
  private final Workplace.Witness witness;
  private final TaskPace pace = new TaskPace();
  private volatile boolean closed;

  /**
   * An evaluator.
   *
   * @param spark the cluster, which stays open
   * @param task what its tasks do
   * @param work estimates a candidate's time, in any unit; 0 if it cannot
   * @param rule how large tasks are
   * @param witness is told of candidates when they are on their way
   */
  public SparkEvaluator(
      SparkConnection spark,
      TrainingTask task,
      ToLongFunction<Architecture> work,
      BatchRule rule,
      Workplace.Witness witness) {
    this.spark = spark;
    this.task = task;
    this.work = work;
    this.rule = rule;
    this.witness = witness;
  }

  @Override
  public List<Outcome> evaluate(List<Architecture> candidates, Observer observer)
      throws InterruptedException {
    Map<Integer, Outcome> outcomes = new TreeMap<>();
    Iterator<List<Architecture>> once = List.of(candidates).iterator();
    dispatch(() -> once.hasNext() ? once.next() : List.of(), observer, outcomes::put);
    return List.copyOf(outcomes.values());
  }

  @Override
  public void evaluate(CandidateSource source, Observer observer) throws InterruptedException {
    dispatch(source, observer, (index, outcome) -> {});
  }

  private void dispatch(
      CandidateSource source, Observer observer, BiConsumer<Integer, Outcome> action)
      throws InterruptedException {
    if (closed) {
      throw new IllegalStateException("the evaluator must be open, but was closed");
    }
    if (Thread.interrupted()) {
      throw new InterruptedException("interrupted before the first candidate");
    }
    new Dispatch(spark, task, new Packing(rule, pace, work), witness, observer, action).run(source);
  }

  /** The cluster stays open. */
  @Override
  public void close() {
    closed = true;
  }
}
