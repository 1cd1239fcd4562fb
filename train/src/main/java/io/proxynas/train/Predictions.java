package io.proxynas.train;

/** Reads a network's class probabilities. */
final class Predictions {

  private Predictions() {}

  /**
   * The most probable class of an image; the first of equal ones, and class 0 where nothing
   * compares.
   *
   * @param probabilities (N, classes)
   * @param image the row
   */
  static int best(float[] probabilities, int image, int classes) {
    int row = image * classes;
    int best = 0;
    for (int c = 1; c < classes; c++) {
      if (probabilities[row + c] > probabilities[row + best]) {
        best = c;
      }
    }
    return best;
  }
}
