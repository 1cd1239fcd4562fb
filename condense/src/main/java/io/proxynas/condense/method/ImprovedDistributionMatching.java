package io.proxynas.condense.method;

import io.proxynas.condense.embed.NetworkQueue;
import io.proxynas.condense.match.Decoding;
import io.proxynas.condense.match.LearningRate;
import io.proxynas.condense.match.MeanDiscrepancy;
import io.proxynas.condense.set.Method;
import io.proxynas.engine.Sgd;
import io.proxynas.train.augment.SiameseAugmentation;

/**
 * Improved distribution matching (Zhao et al., "Improved Distribution Matching for Dataset
 * Condensation", CVPR 2023, arXiv 2307.09742): the embeddings come from a queue of partly trained
 * networks, the synthetic images' cross-entropy by the same network is added with a small weight
 * ({@link NetworkQueue}), and each stored image is a mosaic of four ({@link
 * MultiFormationMatching}).
 *
 * <p>Embeddings are compared as in {@link DistributionMatching}, where the authors' program
 * averages them over positions first.
 */
public final class ImprovedDistributionMatching extends Matching {

  /** The authors' settings for 10 images per class on CIFAR-10. */
  public static final DistributionMatching.Settings PAPER =
      DistributionMatching.Settings.PAPER
          .withLearningRate(LearningRate.of(0.2))
          .withEmbeddings(
              new NetworkQueue(
                  DistributionMatching.Settings.PAPER.embeddings().architectures().get(0),
                  100,
                  30,
                  2,
                  10,
                  256,
                  new Sgd(0.01, 0.9, 5e-4),
                  50));

  /** For about two minutes on two cores at 10 images per class. */
  static final DistributionMatching.Settings CPU =
      DistributionMatching.Settings.CPU
          .withIterations(500)
          .withLearningRate(LearningRate.of(1))
          .withEmbeddings(
              new NetworkQueue(
                  DistributionMatching.Settings.CPU.embeddings().architectures().get(0),
                  10,
                  40,
                  1,
                  4,
                  64,
                  new Sgd(0.01, 0.9, 5e-4),
                  0.1));

  /**
   * @param augmentation of real and synthetic images alike
   * @param workers threads, at least 1
   */
  public ImprovedDistributionMatching(
      DistributionMatching.Settings settings, SiameseAugmentation augmentation, int workers) {
    super(Method.IDM, settings, Decoding.QUARTERS, MeanDiscrepancy::new, augmentation, workers);
  }
}
