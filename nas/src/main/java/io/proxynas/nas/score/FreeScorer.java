package io.proxynas.nas.score;

import io.proxynas.engine.BackendChoice;
import io.proxynas.engine.Demand;
import io.proxynas.engine.Network;
import io.proxynas.engine.Seed;
import io.proxynas.engine.Threads;
import io.proxynas.engine.Workload;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.backend.Backend;
import io.proxynas.engine.backend.Pass;
import io.proxynas.engine.graph.Program;
import io.proxynas.engine.internal.dl4j.Definition;
import io.proxynas.engine.internal.dl4j.Translator;
import io.proxynas.train.check.Require;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

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
    Require.atLeastOne("initialisations", initialisations);
  }

  /**
   * The scores of an architecture; −∞ where one of the draws has none.
   *
   * @throws io.proxynas.engine.layer.UnsupportedLayerException if the engine does not know a layer
   * @throws InterruptedException if the thread is interrupted
   */
  public Map<FreeScore, Double> of(Architecture architecture) throws InterruptedException {
    Map<FreeScore, Double> means = new EnumMap<>(FreeScore.class);
    if (scores.isEmpty()) {
      return means;
    }
    Seed own = seed.child(architecture.id());
    try (Network network = Network.compile(configuration(architecture), shape)) {
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

  /**
   * The memory that scoring an architecture takes, from above.
   *
   * @throws io.proxynas.engine.layer.UnsupportedLayerException if the engine does not know a layer
   */
  public Demand demand(Architecture architecture) {
    Program program = Translator.translate(Definition.of(configuration(architecture)), shape);
    Backend backend = BackendChoice.automatic().backend();
    Threads.ONE.use(); // as the network that is scored
    long nativeBytes =
        Stream.of(Pass.EMBED, Pass.PIXEL_GRADIENT, Pass.WEIGHT_GRADIENT)
            .mapToLong(pass -> backend.bytes(program, batch.count(), pass))
            .sum();
    // What a network has of its own, the values of one image twice in double, one batch of values.
    long values = program.shapes().stream().mapToLong(ImageShape::size).sum();
    long largest = program.shapes().stream().mapToLong(ImageShape::size).max().orElse(0);
    long heapBytes =
        Demand.of(configuration(architecture), shape, new Workload(List.of(), List.of()))
                .heapBytes()
            + 2 * Double.BYTES * values
            + Float.BYTES * batch.count() * largest;
    return new Demand(program.flops(), heapBytes, nativeBytes);
  }

  /** The network that is scored. */
  public ComputationGraphConfiguration configuration(Architecture architecture) {
    return architecture.configuration(
        shape, batch.classes(), seed.child(architecture.id()).value());
  }
}
