package io.proxynas.spark;

import io.proxynas.nas.candidate.Fidelity;
import io.proxynas.nas.candidate.RecipeTrainer;
import io.proxynas.nas.evaluate.TrainingJob;
import io.proxynas.nas.evaluate.Workplace;
import io.proxynas.nas.score.FreeScorer;
import io.proxynas.nas.space.SearchSpace;
import io.proxynas.spark.internal.dispatch.BatchRule;
import io.proxynas.spark.internal.dispatch.SparkConnection;
import io.proxynas.spark.internal.dispatch.SparkEvaluator;
import io.proxynas.spark.internal.dispatch.SparkSettings;
import io.proxynas.spark.internal.executor.BroadcastImages;
import io.proxynas.spark.internal.executor.ExecutorMemory;
import io.proxynas.spark.internal.executor.FidelitySource;
import io.proxynas.spark.internal.executor.FreeScorerSource;
import io.proxynas.spark.internal.executor.JobSource;
import io.proxynas.spark.internal.executor.ScorerSource;
import io.proxynas.spark.internal.executor.TrainingTask;
import io.proxynas.train.data.LabelledImages;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.spark.SparkConf;
import org.apache.spark.broadcast.Broadcast;

/** The executors of a Spark application; images are broadcast once and serve all evaluators. */
final class SparkWorkplace implements Workplace {

  private final SparkConnection spark;
  private final Map<Object, Broadcast<byte[]>> broadcasts = new IdentityHashMap<>();

  /**
   * A workplace.
   *
   * @param spark is closed with this
   */
  SparkWorkplace(SparkConnection spark) {
    this.spark = spark;
  }

  @Override
  public int workers() {
    return spark.slots() * spark.taskCpus();
  }

  @Override
  public Evaluator evaluator(TrainingJob job, Witness witness) {
    requireSerializable(job.space());
    return new SparkEvaluator(
        spark,
        new TrainingTask(job.space(), job.isLadder(), source(job)),
        job.work(),
        BatchRule.DEFAULT,
        witness);
  }

  /** What executors make the job's trainer of; its images are on their way. */
  JobSource source(TrainingJob job) {
    SparkConf conf = spark.context().getConf();
    return new JobSource(
        job.fidelities().stream()
            .map(this::source)
            .collect(Collectors.toCollection(ArrayList::new)),
        new ExecutorMemory(
            SparkSettings.overheadBytes(conf), conf.getInt(SparkSettings.EXECUTOR_CORES, 1)),
        SparkSettings.candidateLimit(conf));
  }

  /**
   * Refuses a space that cannot be sent.
   *
   * @throws IllegalArgumentException with one sentence for the user
   */
  static void requireSerializable(SearchSpace space) {
    try (ObjectOutputStream out = new ObjectOutputStream(OutputStream.nullOutputStream())) {
      out.writeObject(space);
    } catch (NotSerializableException e) {
      throw new IllegalArgumentException(
          "a search space for a cluster must be serialisable with all its parts, but %s has a %s"
              .formatted(space, e.getMessage()),
          e);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // not into nothing
    }
  }

  private FidelitySource source(Fidelity fidelity) {
    return new FidelitySource(
        fidelity.seeds().stream()
            .map(this::source)
            .collect(Collectors.toCollection(ArrayList::new)),
        fidelity.free().map(this::source).orElse(null));
  }

  private ScorerSource source(RecipeTrainer scorer) {
    return ScorerSource.of(
        scorer,
        broadcast(scorer.train()),
        broadcast(scorer.validation()),
        scorer.statistics().map(this::broadcast).orElse(null));
  }

  private FreeScorerSource source(FreeScorer scorer) {
    return FreeScorerSource.of(
        scorer, broadcast(scorer.batch(), () -> FreeScorerSource.bytes(scorer)));
  }

  private Broadcast<byte[]> broadcast(LabelledImages set) {
    return broadcast(set, () -> BroadcastImages.of(set));
  }

  private Broadcast<byte[]> broadcast(Object images, Supplier<byte[]> bytes) {
    return broadcasts.computeIfAbsent(images, i -> spark.broadcast(bytes.get()));
  }

  @Override
  public void close() {
    spark.close();
  }
}
