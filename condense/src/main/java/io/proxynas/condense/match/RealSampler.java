package io.proxynas.condense.match;

import java.util.random.RandomGenerator;

/** Draws batches of one class's real images. Not for use by several threads at once. */
interface RealSampler {

  /** Images of every batch. */
  int size();

  /**
   * Draws a batch.
   *
   * @return indices of the images, the first {@link #size} of them; the array is used again
   */
  int[] draw(RandomGenerator random);
}
