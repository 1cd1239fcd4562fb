package io.proxynas.nas.evaluate;

import io.proxynas.engine.architecture.Architecture;

/**
 * Measures the latency of each candidate after its training. One whose latency the engine cannot
 * measure is a failure, since it could not be compared.
 *
 * @param inner trains
 * @param meter measures
 */
public record LatencyMeasured(CandidateTrainer inner, LatencyMeter meter)
    implements CandidateTrainer {

  @Override
  public Scores train(Architecture architecture) throws InterruptedException {
    return inner.train(architecture).withLatency(meter.of(architecture));
  }
}
