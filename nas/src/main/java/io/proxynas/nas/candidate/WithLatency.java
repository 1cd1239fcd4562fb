package io.proxynas.nas.candidate;

import io.proxynas.engine.architecture.Architecture;

/**
 * Measures the latency of each candidate after its training. One whose latency the engine cannot
 * measure is a failure, since it could not be compared.
 *
 * @param inner trains
 * @param meter measures
 */
public record WithLatency(CandidateTrainer inner, LatencyMeter meter) implements CandidateTrainer {

  @Override
  public CandidateScores train(Architecture architecture) throws InterruptedException {
    return inner.train(architecture).withLatency(meter.of(architecture));
  }
}
