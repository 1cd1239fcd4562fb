package io.proxynas.condense.method;

import io.proxynas.condense.embed.Embeddings;
import io.proxynas.condense.embed.RandomNetworks;
import io.proxynas.condense.match.Decoding;
import io.proxynas.condense.match.LearningRate;
import io.proxynas.condense.match.MeanDiscrepancy;
import io.proxynas.condense.match.PixelSteps;
import io.proxynas.condense.match.RealBatches;
import io.proxynas.condense.set.Method;
import io.proxynas.engine.architecture.ConvNet;
import io.proxynas.train.augment.SiameseAugmentation;
import io.proxynas.train.check.Require;
import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * Distribution matching (Zhao and Bilen, "Dataset Condensation with Distribution Matching", WACV
 * 2023, arXiv 2110.04181, algorithm 1).
 *
 * <p>Every iteration draws a network ψ, by default a fresh one that is never trained. For each
 * class it embeds a batch of real images and all synthetic ones, both under the same random
 * augmentation A, and takes one step of gradient descent with momentum on the pixels of
 *
 * <pre>
 *   ‖ mean ψ(A(real)) − mean ψ(A(synthetic)) ‖²          (equation 5)
 * </pre>
 *
 * The classes are optimised side by side, or together if ψ normalises over the batch: {@link
 * io.proxynas.condense.match.PixelDescent}.
 */
public final class DistributionMatching extends Matching {

  /**
   * How pixels are matched.
   *
   * @param iterations each draws an embedding and real images, at least 1
   * @param pixelSteps steps on the pixels an iteration, all against the same real embeddings, at
   *     least 1
   * @param learningRate of the pixels at images of the standard deviation 1
   * @param momentum of the pixels, in [0, 1)
   * @param initialization of the pixels
   * @param embeddings where the networks come from whose last block embeds
   * @param realBatches how real images are chosen
   * @param realBatch real images of each class an iteration; a smaller class gives all it has
   */
  @RecordBuilder
  public record Settings(
      int iterations,
      int pixelSteps,
      LearningRate learningRate,
      double momentum,
      Initialization initialization,
      Embeddings embeddings,
      RealBatches realBatches,
      int realBatch)
      implements DistributionMatchingSettingsBuilder.With {

    /** The authors' settings. */
    public static final Settings PAPER =
        new Settings(
            20_000,
            1,
            new LearningRate(1, 10),
            0.5,
            Initialization.REAL,
            RandomNetworks.of(ConvNet.ofWidth(128)),
            RealBatches.RANDOM,
            256);

    /**
     * For a minute on two cores: fewer iterations over narrower networks and smaller batches, with
     * larger steps, since narrow networks give small gradients and there are few steps.
     */
    public static final Settings CPU =
        PAPER
            .withIterations(800)
            .withLearningRate(LearningRate.of(10))
            .withEmbeddings(RandomNetworks.of(ConvNet.ofWidth(32)))
            .withRealBatch(64);

    /** Checks what does not depend on the images. */
    public Settings {
      new PixelSteps(iterations, pixelSteps, learningRate.few(), momentum);
      Require.atLeastOne("the batch of real images", realBatch);
    }

    PixelSteps steps(int imagesPerClass) {
      return new PixelSteps(iterations, pixelSteps, learningRate.at(imagesPerClass), momentum);
    }
  }

  /**
   * @param augmentation of real and synthetic images alike
   * @param workers threads, at least 1
   */
  public DistributionMatching(Settings settings, SiameseAugmentation augmentation, int workers) {
    super(Method.DM, settings, Decoding.NONE, MeanDiscrepancy::new, augmentation, workers);
  }
}
