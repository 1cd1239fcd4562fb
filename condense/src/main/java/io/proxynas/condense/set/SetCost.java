package io.proxynas.condense.set;

import io.proxynas.train.check.Require;
import java.time.Duration;

/**
 * What making a set cost, where it was made and here. The two machines are compared by their {@link
 * io.proxynas.train.Yardstick}.
 *
 * @param made worker time where and when it was made; zero where that is not known
 * @param scale how many times as long the same work takes here, above 0; NaN where that cannot be
 *     told
 */
public record SetCost(Duration made, double scale) {

  /** Of what nothing had to be made for. */
  public static final SetCost NONE = new SetCost(Duration.ZERO, 1);

  /** Of a set that does not tell. */
  public static final SetCost UNKNOWN = new SetCost(Duration.ZERO, Double.NaN);

  public SetCost {
    Require.that(!made.isNegative(), "a set must cost at least 0 s, but cost %s", made);
    Require.that(
        !(scale <= 0) && scale != Double.POSITIVE_INFINITY,
        "the scale of a cost must be finite and above 0, but was %s",
        scale);
  }

  /** Whether the set tells what it took. */
  public boolean isKnown() {
    return isComparable() || !made.isZero();
  }

  /** Whether {@link #here} can be compared with what is measured on this machine. */
  public boolean isComparable() {
    return !Double.isNaN(scale);
  }

  /** The worker time on this machine; that where it was made if the two cannot be compared. */
  public Duration here() {
    return isComparable() ? Duration.ofNanos(Math.round(scale * made.toNanos())) : made;
  }

  /** That of two sets, made one after the other; known and comparable if both are. */
  public SetCost plus(SetCost other) {
    if (!isKnown() || !other.isKnown()) {
      return UNKNOWN;
    }
    Duration sum = made.plus(other.made);
    if (!isComparable() || !other.isComparable()) {
      return new SetCost(sum, Double.NaN);
    }
    return sum.isZero()
        ? NONE
        : new SetCost(sum, (double) here().plus(other.here()).toNanos() / sum.toNanos());
  }
}
