package io.proxynas.eval.validation;

import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.train.check.Require;
import java.time.Duration;
import java.util.List;

/**
 * A candidate scored on the proxy, and on the full data once for each truth seed.
 *
 * @param rank its place in the proxy's ranking, from 1
 * @param proxy what the search found
 * @param trainings what training on the full data found, for the same architecture; one for each
 *     truth seed, in their order
 * @param inRandomSample whether the correlations rest on it
 * @param inTop whether it was validated as one of the ranking's first
 * @param taught whether its first training on the full data taught the ranking, so that no figure
 *     rests on it
 */
public record PairedScore(
    int rank,
    Outcome.Trained proxy,
    List<Outcome.Trained> trainings,
    boolean inRandomSample,
    boolean inTop,
    boolean taught) {

  public PairedScore {
    trainings = List.copyOf(trainings);
    Require.atLeastOne("a rank", rank);
    if (trainings.isEmpty()) {
      throw new IllegalArgumentException(
          "a pair must have a training on the full data, but had none");
    }
    for (Outcome.Trained full : trainings) {
      if (!proxy.architecture().equals(full.architecture())) {
        throw new IllegalArgumentException(
            "a pair must be of one architecture, but was of "
                + proxy.architecture().id()
                + " and "
                + full.architecture().id());
      }
    }
  }

  /** The candidate. */
  public Architecture architecture() {
    return proxy.architecture();
  }

  /** Orders by accuracy on the proxy; any on a higher rung of a ladder is higher. */
  double proxyMerit() {
    return proxy.height();
  }

  /** Validation accuracy after training on the proxy, in [0, 1]; NaN without such a training. */
  public double proxyAccuracy() {
    return proxy.scores().validationAccuracy();
  }

  /** Validation accuracy after training on the full data, in [0, 1]: the mean of all seeds. */
  public double fullAccuracy() {
    return trainings.stream()
        .mapToDouble(full -> full.scores().validationAccuracy())
        .average()
        .getAsDouble();
  }

  /** The worker's time for the proxy score. */
  public Duration proxyTime() {
    return proxy.duration();
  }

  /** The worker's time for one training on the full data: the mean of all seeds. */
  Duration fullTime() {
    return Outcome.workerTime(trainings).dividedBy(trainings.size());
  }
}
