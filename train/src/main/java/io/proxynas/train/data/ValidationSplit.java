package io.proxynas.train.data;

import io.proxynas.engine.Seed;

/** The split that a run ranks on: a fifth of the training data, but no more than ranks well. */
public final class ValidationSplit {

  /**
   * The standard error of an accuracy is about one point at this many images, the same for all
   * candidates.
   */
  private static final int MOST = 2_000;

  private static final double FRACTION = 0.2;

  private ValidationSplit() {}

  /** Cuts the split of a run out of the training data. */
  public static Split of(DataSet data, Seed seed) {
    return Split.of(data.train(), fraction(data), seed.child("split"));
  }

  /** Names the training images that are left, for the keys of what is made from them. */
  public static String fingerprint(DataSet data, Seed seed) {
    return "%s, less %s for validation by seed %d"
        .formatted(data.fingerprint(), fraction(data), seed.child("split").value());
  }

  private static double fraction(DataSet data) {
    return Math.min(FRACTION, (double) MOST / data.train().size());
  }
}
