package io.proxynas.condense.method;

import io.proxynas.condense.train.PredictionObserver;

/** Counts how often each image is forgotten during a training. */
final class ForgettingCounts implements PredictionObserver {

  /** The count of an image that was never right. */
  static final int NEVER_LEARNED = Integer.MAX_VALUE;

  private final int[] forgotten;
  private final boolean[] learned;
  private final boolean[] rightBefore;

  ForgettingCounts(int images) {
    forgotten = new int[images];
    learned = new boolean[images];
    rightBefore = new boolean[images];
  }

  @Override
  public void predicted(int image, boolean right) {
    if (rightBefore[image] && !right) {
      forgotten[image]++;
    }
    rightBefore[image] = right;
    learned[image] |= right;
  }

  /** How often an image was wrong after it had been right; or {@link #NEVER_LEARNED}. */
  int of(int image) {
    return learned[image] ? forgotten[image] : NEVER_LEARNED;
  }
}
