package io.proxynas.spark.internal.executor;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.nas.score.FreeScore;
import io.proxynas.nas.score.FreeScorer;
import io.proxynas.nas.score.ScoringBatch;
import io.proxynas.train.data.FloatPixels;
import io.proxynas.train.data.LabelledImages;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.stream.IntStream;
import org.apache.spark.broadcast.Broadcast;

/**
 * A {@link FreeScorer} in parts: its batch is broadcast once to each executor and rebuilt once
 * there.
 *
 * @param batch {@link BroadcastImages} of the images to measure on
 */
public record FreeScorerSource(
    ArrayList<FreeScore> scores, int initialisations, long seed, Broadcast<byte[]> batch)
    implements Serializable {

  /** A batch and the shape of its images. */
  private record Shaped(ImageShape shape, ScoringBatch batch) {}

  /** As {@link ScorerSource} keeps its images. */
  private static final LoadingCache<byte[], Shaped> BATCHES =
      Caffeine.newBuilder().weakKeys().build(FreeScorerSource::read);

  public static FreeScorerSource of(FreeScorer scorer, Broadcast<byte[]> batch) {
    return new FreeScorerSource(
        new ArrayList<>(scorer.scores()), scorer.initialisations(), scorer.seed().value(), batch);
  }

  /** The images that a scorer measures on, to be broadcast. */
  public static byte[] bytes(FreeScorer scorer) {
    ScoringBatch batch = scorer.batch();
    return BroadcastImages.of(
        new LabelledImages(
            scorer.shape(),
            IntStream.range(0, batch.classes()).mapToObj(Integer::toString).toList(),
            new FloatPixels(batch.images(), scorer.shape().size()),
            batch.labels()));
  }

  private static Shaped read(byte[] bytes) {
    LabelledImages read = BroadcastImages.read(bytes);
    float[] images = new float[read.size() * read.shape().size()];
    read.copy(IntStream.range(0, read.size()).toArray(), 0, read.size(), images);
    return new Shaped(read.shape(), new ScoringBatch(images, read.labels(), read.classes()));
  }

  /** The scorer, in the executor that this is called in. */
  FreeScorer scorer() {
    Shaped shaped = BATCHES.get(batch.value());
    return new FreeScorer(scores, shaped.shape(), shaped.batch(), initialisations, new Seed(seed));
  }
}
