package io.proxynas.nas.score;

import io.proxynas.engine.Network;
import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.engine.architecture.ImageShape;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Scores architectures without training them: means over several draws of fresh weights, on one
 * batch for all. An architecture's weights follow from its id, so its scores do not depend on when
 * or beside whom it is scored. May be used by several threads at once.
 *
 * @param scores what to measure
 * @param shape of the images
 * @param batch to measure on
 * @param initialisations draws of weights, at least 1
 * @param seed parent of the seeds of weights
 */
public record FreeScorer(
    List<FreeScore> scores, ImageShape shape, ScoringBatch batch, int initialisations, Seed seed) {

  /** Draws of weights that the mean is over, unless said otherwise. */
  public static final int INITIALISATIONS = 3;

  public FreeScorer {
    scores = List.copyOf(scores);
    if (initialisations < 1) {
      throw new IllegalArgumentException(
          "initialisations must be at least 1, but was " + initialisations);
    }
  }

  /**
   * The scores of an architecture; −∞ where one of the draws has none.
   *
   * @throws io.proxynas.engine.dl4j.UnsupportedLayerException if the engine does not know a layer
   * @throws InterruptedException if the thread is interrupted
   */
  public Map<FreeScore, Double> of(Architecture architecture) throws InterruptedException {
    Map<FreeScore, Double> means = new EnumMap<>(FreeScore.class);
    if (scores.isEmpty()) {
      return means;
    }
    Seed own = seed.child(architecture.id());
    var configuration = architecture.configuration(shape, batch.classes(), own.value());
    try (Network network = Network.compile(configuration, shape)) {
      for (int draw = 0; draw < initialisations; draw++) {
        network.initialize(own.child("weights").child(draw).generator());
        for (FreeScore score : scores) {
          if (Thread.interrupted()) {
            throw new InterruptedException("the scoring was interrupted");
          }
          means.merge(score, score.score().of(network, batch) / initialisations, Double::sum);
        }
      }
    }
    return Collections.unmodifiableMap(means);
  }
}
