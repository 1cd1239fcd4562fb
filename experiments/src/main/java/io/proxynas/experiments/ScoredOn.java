package io.proxynas.experiments;

import io.proxynas.engine.Seed;
import io.proxynas.engine.Worded;
import io.proxynas.train.data.DataSet;
import io.proxynas.train.data.LabelledImages;
import io.proxynas.train.data.ValidationSplit;

/**
 * The real images that networks are scored on to tell what a training set is worth, by the words of
 * the command line.
 */
public enum ScoredOn implements Worded {
  /** The test images: for figures of settings that have been chosen. */
  TEST {
    @Override
    public LabelledImages of(DataSet data, Seed seed) {
      return data.test();
    }
  },
  /** Those that no training set of the seed is made of: for choosing settings. */
  VALIDATION {
    @Override
    public LabelledImages of(DataSet data, Seed seed) {
      return ValidationSplit.of(data, seed).validation();
    }
  };

  /**
   * The images.
   *
   * @param seed of the run, by which its training sets are made
   */
  public abstract LabelledImages of(DataSet data, Seed seed);
}
