package io.proxynas.condense.coreset;

import io.proxynas.train.PredictionObserver;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

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

  /** Writes the counts of all images. */
  void save(DataOutput out) throws IOException {
    for (int image = 0; image < forgotten.length; image++) {
      out.writeInt(of(image));
    }
  }

  /** Reads as many. */
  void restore(DataInput in) throws IOException {
    for (int image = 0; image < forgotten.length; image++) {
      int count = in.readInt();
      learned[image] = count != NEVER_LEARNED;
      forgotten[image] = learned[image] ? count : 0;
    }
  }
}
