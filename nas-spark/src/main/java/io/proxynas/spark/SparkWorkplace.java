package io.proxynas.spark;

import io.proxynas.condense.data.LabelledImages;
import io.proxynas.nas.evaluate.CandidateScorer;
import io.proxynas.nas.evaluate.Workplace;
import io.proxynas.nas.space.SearchSpace;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.IdentityHashMap;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.broadcast.Broadcast;

/** The executors of a Spark application; images are broadcast once and serve all evaluators. */
final class SparkWorkplace implements Workplace {

  private final SparkConnection spark;
  private final Map<LabelledImages, Broadcast<byte[]>> images = new IdentityHashMap<>();

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
  public Evaluator evaluator(SearchSpace space, CandidateScorer scorer, Witness witness) {
    requireSerializable(space);
    SparkConf conf = spark.context().getConf();
    ScorerSource source =
        ScorerSource.of(
            scorer,
            broadcast(scorer.train()),
            broadcast(scorer.validation()),
            memory(conf),
            SparkSettings.candidateLimit(conf));
    return new SparkEvaluator(
        spark, new TrainingTask(space, source), scorer::flops, BatchRule.DEFAULT, witness);
  }

  private static void requireSerializable(SearchSpace space) {
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

  private Broadcast<byte[]> broadcast(LabelledImages set) {
    return images.computeIfAbsent(set, s -> spark.broadcast(ImageBytes.of(s)));
  }

  private static ExecutorMemory memory(SparkConf conf) {
    return new ExecutorMemory(
        SparkSettings.overheadBytes(conf), conf.getInt(SparkSettings.EXECUTOR_CORES, 1));
  }

  @Override
  public void close() {
    spark.close();
  }
}
