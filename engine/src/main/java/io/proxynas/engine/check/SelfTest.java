package io.proxynas.engine.check;

import io.proxynas.engine.backend.Backend;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/**
 * What a back end computes on this machine, beside what it should, and how fast.
 *
 * @param errors of a small network; empty where it could not be computed
 * @param gigaflops 10⁹ floating-point operations a second in a fixed training step on one thread
 *     ({@link Pace}); empty where nothing was computed
 * @param obstacle what was thrown, in a few words; empty if nothing was
 */
public record SelfTest(
    Optional<Errors> errors, OptionalDouble gigaflops, Optional<String> obstacle) {

  /**
   * Relative differences from the same network in double precision.
   *
   * @param outputs of the logits
   * @param weightGradient of the loss's slopes along the gradient of each parameter
   * @param pixelGradient of the loss's slope along the gradient of the pixels
   */
  public record Errors(double outputs, double weightGradient, double pixelGradient) {

    /** Float32 and a card's order of summation leave about 1e-5; TensorFloat-32 about 1e-3. */
    static final double TOLERANCE = 5e-3;

    /** The largest; NaN if one of them is. */
    public double largest() {
      return Math.max(outputs, Math.max(weightGradient, pixelGradient));
    }
  }

  /**
   * Tests a back end, in about a second.
   *
   * @param backend may throw, as where its library does not load
   */
  public static SelfTest of(Supplier<Backend> backend) {
    try {
      Backend its = backend.get();
      Errors errors = new Accuracy(its).errors();
      return new SelfTest(
          Optional.of(errors), OptionalDouble.of(new Pace(its).gigaflops()), Optional.empty());
    } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
      String line = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      return new SelfTest(
          Optional.empty(),
          OptionalDouble.empty(),
          Optional.of(e.getClass().getSimpleName() + ": " + line));
    }
  }

  /** Whether it computes what it should. */
  public boolean passed() {
    return fault().isEmpty();
  }

  /** What is wrong, in a few words; empty if nothing is. */
  public Optional<String> fault() {
    return obstacle.or(() -> errors.flatMap(SelfTest::fault));
  }

  private static Optional<String> fault(Errors errors) {
    if (errors.largest() <= Errors.TOLERANCE) { // not so for NaN
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "relative errors must be at most %.0e, but were %.1e of outputs, %.1e of weight gradients and %.1e of pixel gradients",
            Errors.TOLERANCE,
            errors.outputs(),
            errors.weightGradient(),
            errors.pixelGradient()));
  }
}
