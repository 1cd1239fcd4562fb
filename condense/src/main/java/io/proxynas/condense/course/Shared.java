package io.proxynas.condense.course;

import io.proxynas.engine.Progress;

/**
 * Work on the real images that several sets of them begin with, such as the training of a network:
 * done for the first, and kept for the others. The same id gives the same result.
 */
public interface Shared extends Saved {

  /** All that the result depends on beside the images: what it is, settings and seed. */
  String id();

  /**
   * Does the work.
   *
   * @throws InterruptedException if the thread is interrupted
   */
  void run(Progress progress) throws InterruptedException;
}
