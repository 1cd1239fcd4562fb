package io.proxynas.train.data;

import io.proxynas.engine.Seed;

/**
 * The split that a run ranks on: the validation images that the data bring along, or else a fifth
 * of the training data, but no more than ranks well.
 */
public final class ValidationSplit {

  /**
   * The standard error of an accuracy is about one point at this many images, the same for all
   * candidates.
   */
  private static final int MOST = 2_000;

  private static final double FRACTION = 0.2;

  private ValidationSplit() {}

  /** The split of a run, cut out of the training data unless they bring one along. */
  public static Split of(DataSet data, Seed seed) {
    if (data.validation().isPresent()) {
      return new Split(data.train(), data.validation().get());
    }
    return Split.of(data.train(), fraction(data), seed.child("split"));
  }

  /** The number of training images that are left, by any seed. */
  public static int trainingImages(DataSet data) {
    return of(data, new Seed(0)).train().size();
  }

  /** Names the training images that are left, for the keys of what is made from them. */
  public static String fingerprint(DataSet data, Seed seed) {
    if (data.validation().isPresent()) {
      return data.fingerprint() + ", with validation images of its own";
    }
    return "%s, less %s for validation by seed %d"
        .formatted(data.fingerprint(), fraction(data), seed.child("split").value());
  }

  private static double fraction(DataSet data) {
    return Math.min(FRACTION, (double) MOST / data.train().size());
  }
}
