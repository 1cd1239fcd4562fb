package io.proxynas.eval.validation;

import java.time.Duration;

/**
 * Where a run's work went, in worker time, the processor time of the workers' threads. What came
 * from the cache or the store counts with the time that it took when it was made.
 *
 * @param condenseSeconds for making the proxy set; NaN where that is not known
 * @param searchSeconds for training the search's candidates on it
 * @param validationSeconds for training the sample on the full data, all truth seeds
 * @param rivalSeconds for the rivals' scores; one that combines others' costs nothing more
 * @param proxyBytes of the proxy set as it is stored, float32
 * @param dataBytes of the images that it stands for, a byte a value
 */
public record Costs(
    double condenseSeconds,
    double searchSeconds,
    double validationSeconds,
    double rivalSeconds,
    long proxyBytes,
    long dataBytes) {

  /** The time that a validation took. */
  public static Costs of(
      Duration condensation,
      Duration search,
      ValidationResult result,
      long proxyBytes,
      long dataBytes) {
    return new Costs(
        seconds(condensation),
        seconds(search),
        result.pairs().stream()
            .mapToDouble(pair -> seconds(pair.fullTime()) * pair.trainings().size())
            .sum(),
        result.figures().n()
            * result.figures().rivals().stream()
                .filter(rival -> rival.needs() != Rival.Needs.PROXY) // it takes what is there
                .mapToDouble(Rival::seconds)
                .sum(),
        proxyBytes,
        dataBytes);
  }

  static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
