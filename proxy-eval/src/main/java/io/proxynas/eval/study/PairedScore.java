package io.proxynas.eval.study;

import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.evaluate.Outcome;
import java.time.Duration;

/**
 * A candidate scored twice, on the proxy and on the full data.
 *
 * @param rank its place in the proxy's ranking, from 1
 * @param proxy what the search found
 * @param full what training on the full data found, for the same architecture
 * @param inRandomSample whether the correlations rest on it
 * @param inTop whether it was validated as one of the ranking's first
 */
public record PairedScore(
    int rank, Outcome.Trained proxy, Outcome.Trained full, boolean inRandomSample, boolean inTop) {

  public PairedScore {
    if (rank < 1) {
      throw new IllegalArgumentException("a rank must be at least 1, but was " + rank);
    }
    if (!proxy.architecture().equals(full.architecture())) {
      throw new IllegalArgumentException(
          "a pair must be of one architecture, but was of "
              + proxy.architecture().id()
              + " and "
              + full.architecture().id());
    }
  }

  /** The candidate. */
  public Architecture architecture() {
    return proxy.architecture();
  }

  /** Validation accuracy after training on the proxy, in [0, 1]. */
  public double proxyAccuracy() {
    return proxy.scores().validationAccuracy();
  }

  /** What the proxy ranks by: the accuracy, any on a higher rung of a ladder being higher. */
  public double proxyMerit() {
    return proxy.rung() + proxyAccuracy();
  }

  /** Validation accuracy after training on the full data, in [0, 1]. */
  public double fullAccuracy() {
    return full.scores().validationAccuracy();
  }

  /** The worker's time for the proxy score. */
  public Duration proxyTime() {
    return proxy.duration();
  }

  /** The worker's time for the full score. */
  public Duration fullTime() {
    return full.duration();
  }
}
