package io.proxynas.condense.method;

/**
 * How often a network of gradient matching is used (arXiv 2006.05929, algorithm 1, and the authors'
 * program).
 *
 * @param steps T, steps on the pixels with each network, at least 1
 * @param epochs ζθ, epochs of training the network on the synthetic images after each step but the
 *     last, at least 1
 */
public record MatchingLoops(int steps, int epochs) {

  private static final int MOST_STEPS = 50;

  public MatchingLoops {
    if (steps < 1 || epochs < 1) {
      throw new IllegalArgumentException(
          "steps and epochs must be at least 1, but were %d and %d".formatted(steps, epochs));
    }
  }

  /**
   * The authors' loops for 1, 10, 20, 30, 40 and 50 images per class, and between these by the rule
   * that they follow: as many steps as images, up to 50, and about 500 epochs in all, a multiple of
   * five after each step.
   */
  public static MatchingLoops of(int imagesPerClass) {
    int steps = Math.min(imagesPerClass, MOST_STEPS);
    int fives = (100 + steps - 1) / steps;
    return new MatchingLoops(steps, steps == 1 ? 1 : 5 * fives);
  }

  /** These loops, or shorter ones where a limit is below. */
  MatchingLoops limitedTo(MatchingLoops limit) {
    return new MatchingLoops(Math.min(steps, limit.steps), Math.min(epochs, limit.epochs));
  }
}
