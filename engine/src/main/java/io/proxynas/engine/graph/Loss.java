package io.proxynas.engine.graph;

/**
 * What a network is trained for, and what makes predictions of its last values.
 *
 * @param measure of the distance between prediction and target
 * @param link from the last instruction's values to predictions
 */
public record Loss(Measure measure, Link link) {

  /** Distances between prediction and target. */
  public enum Measure {
    /** −Σ t ln p over classes; only after {@link Link#SOFTMAX}. */
    CROSS_ENTROPY,
    /** Mean over classes of (p − t)². */
    SQUARED_ERROR
  }

  /** Functions from the last values of an image to its predictions. */
  public enum Link {
    IDENTITY,
    SIGMOID,
    TANH,
    SOFTMAX
  }

  public Loss {
    if (measure == Measure.CROSS_ENTROPY && link != Link.SOFTMAX) {
      throw new IllegalArgumentException("cross-entropy must follow softmax, but follows " + link);
    }
  }
}
