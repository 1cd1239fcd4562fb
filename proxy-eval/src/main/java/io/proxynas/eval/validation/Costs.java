package io.proxynas.eval.validation;

import io.proxynas.condense.set.SetCost;
import java.time.Duration;

/**
 * Where a run's work went, in worker time, the processor time of the workers' threads. What came
 * from the cache or the store counts with the time that it took when it was made.
 *
 * @param condenseSeconds for making the proxy set, at the pace of this machine; that where it was
 *     made if the two cannot be compared; NaN where it is not known
 * @param condenseScale by how much the seconds where it was made were multiplied; NaN where the
 *     machines cannot be compared, and so neither the speed-up with the condensation nor the
 *     break-even
 * @param searchSeconds for training the search's candidates on it
 * @param validationSeconds for training the sample on the full data, all truth seeds, candidates
 *     that failed included; without the trainings that taught a calibrated ranking
 * @param rivalSeconds for the rivals' scores
 * @param proxyBytes of the proxy set as it is stored, float32
 * @param dataBytes of the images that it stands for, a byte a value
 */
public record Costs(
    double condenseSeconds,
    double condenseScale,
    double searchSeconds,
    double validationSeconds,
    double rivalSeconds,
    long proxyBytes,
    long dataBytes) {

  /** The time that a validation took. */
  public static Costs of(
      SetCost condensation,
      Duration search,
      ValidationResult result,
      long proxyBytes,
      long dataBytes) {
    return new Costs(
        condensation.isKnown() ? seconds(condensation.here()) : Double.NaN,
        condensation.scale(),
        seconds(search),
        seconds(result.trainingTime()),
        result.figures().n() * result.figures().rivals().stream().mapToDouble(Rival::seconds).sum(),
        proxyBytes,
        dataBytes);
  }

  /** Whether what the condensation took can be compared with the other seconds. */
  public boolean condensationComparable() {
    return !Double.isNaN(condenseScale);
  }

  static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
