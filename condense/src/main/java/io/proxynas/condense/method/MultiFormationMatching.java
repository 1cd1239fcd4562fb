package io.proxynas.condense.method;

import io.proxynas.condense.course.Course;
import io.proxynas.condense.match.Decoding;
import io.proxynas.condense.match.MeanDiscrepancy;
import io.proxynas.condense.set.Condenser;
import io.proxynas.condense.set.Method;
import io.proxynas.engine.Seed;
import io.proxynas.train.augment.SiameseAugmentation;
import io.proxynas.train.data.LabelledImages;
import java.util.Map;

/**
 * Distribution matching of mosaics: each stored image holds four half-size images, which are
 * enlarged before they are augmented and embedded, and before a network is trained on them. The
 * decoding is the multi-formation, with factor 2, of Kim et al., "Dataset Condensation via
 * Efficient Synthetic-Data Parameterization", ICML 2022, arXiv 2205.14959; all else is {@link
 * DistributionMatching}.
 */
public final class MultiFormationMatching implements Condenser {

  /** The authors' settings of distribution matching, which those of the decoding leave alone. */
  public static final DistributionMatching.Settings PAPER = DistributionMatching.Settings.PAPER;

  /** For about a minute on two cores at 10 images per class. */
  static final DistributionMatching.Settings CPU = DistributionMatching.Settings.CPU;

  private final Matching matching;

  /**
   * @param augmentation of real and synthetic images alike
   * @param workers threads, at least 1
   */
  public MultiFormationMatching(
      DistributionMatching.Settings settings, SiameseAugmentation augmentation, int workers) {
    matching =
        new Matching(settings, Decoding.QUARTERS, MeanDiscrepancy::new, augmentation, workers);
  }

  @Override
  public Method method() {
    return Method.DMF;
  }

  @Override
  public Map<String, String> configuration() {
    return matching.configuration();
  }

  @Override
  public LabelledImages condense(LabelledImages real, int imagesPerClass, Seed seed, Course course)
      throws InterruptedException {
    return matching.condense(real, imagesPerClass, seed, course);
  }
}
