package io.proxynas.spark.internal.executor;

import io.proxynas.engine.Seed;
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

  /** The scorer, in the executor that this is called in. */
  FreeScorer scorer() {
    LabelledImages its = BroadcastImages.received(batch);
    float[] images = new float[its.size() * its.shape().size()];
    its.copy(IntStream.range(0, its.size()).toArray(), 0, its.size(), images);
    return new FreeScorer(
        scores,
        its.shape(),
        new ScoringBatch(images, its.labels(), its.classes()),
        initialisations,
        new Seed(seed));
  }
}
