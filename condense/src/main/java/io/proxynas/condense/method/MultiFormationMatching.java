package io.proxynas.condense.method;

import io.proxynas.condense.match.Decoding;
import io.proxynas.condense.match.MeanDiscrepancy;
import io.proxynas.condense.set.Method;
import io.proxynas.train.augment.SiameseAugmentation;

/**
 * Distribution matching of mosaics: each stored image holds four half-size images, which are
 * enlarged before they are augmented and embedded, and before a network is trained on them. The
 * decoding is the multi-formation, with factor 2, of Kim et al., "Dataset Condensation via
 * Efficient Synthetic-Data Parameterization", ICML 2022, arXiv 2205.14959; all else is {@link
 * DistributionMatching}.
 */
public final class MultiFormationMatching extends Matching {

  /** The authors' settings of distribution matching, which those of the decoding leave alone. */
  public static final DistributionMatching.Settings PAPER = DistributionMatching.Settings.PAPER;

  /** For about a minute on two cores at 10 images per class. */
  static final DistributionMatching.Settings CPU = DistributionMatching.Settings.CPU;

  /**
   * @param augmentation of real and synthetic images alike
   * @param workers threads, at least 1
   */
  public MultiFormationMatching(
      DistributionMatching.Settings settings, SiameseAugmentation augmentation, int workers) {
    super(Method.DMF, settings, Decoding.QUARTERS, MeanDiscrepancy::new, augmentation, workers);
  }
}
