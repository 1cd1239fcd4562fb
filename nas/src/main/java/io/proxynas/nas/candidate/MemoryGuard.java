package io.proxynas.nas.candidate;

import io.proxynas.engine.Demand;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.engine.layer.UnsupportedLayerException;
import java.util.function.Function;

/**
 * Refuses candidates that do not fit the memory before they are trained, which makes them failed
 * outcomes with the numbers. What DL4J has to train is not estimated, and let through.
 *
 * @param inner trains the others
 * @param demand of training and scoring one
 * @param limit what there is
 */
public record MemoryGuard(
    CandidateTrainer inner, Function<Architecture, Demand> demand, MemoryLimit limit)
    implements CandidateTrainer {

  @Override
  public CandidateScores train(Architecture architecture) throws InterruptedException {
    try {
      limit.require(architecture, demand.apply(architecture));
    } catch (UnsupportedLayerException e) {
      return inner.train(architecture);
    }
    return inner.train(architecture);
  }
}
