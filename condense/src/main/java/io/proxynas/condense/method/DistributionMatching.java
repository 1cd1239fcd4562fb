package io.proxynas.condense.method;

import io.proxynas.condense.Condenser;
import io.proxynas.condense.Method;
import io.proxynas.condense.augment.SiameseAugmentation;
import io.proxynas.condense.data.FloatPixels;
import io.proxynas.condense.data.LabelledImages;
import io.proxynas.engine.Progress;
import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.engine.architecture.ConvNet;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Distribution matching (Zhao and Bilen, "Dataset Condensation with Distribution Matching", WACV
 * 2023, arXiv 2110.04181, algorithm 1).
 *
 * <p>Every iteration draws a fresh network ψ that is never trained. For each class it embeds a
 * batch of real images and all synthetic ones, both under the same random augmentation A, and takes
 * one step of gradient descent with momentum on the pixels of
 *
 * <pre>
 *   ‖ mean ψ(A(real)) − mean ψ(A(synthetic)) ‖²          (equation 5)
 * </pre>
 *
 * The loss is a sum over classes, so they are optimised side by side, each by one worker; peak
 * memory is one class's a worker, and the result does not depend on the number of workers.
 */
public final class DistributionMatching implements Condenser {

  private final Settings settings;
  private final SiameseAugmentation augmentation;
  private final int workers;

  /**
   * How pixels are matched.
   *
   * @param iterations steps on the pixels; each draws a new network
   * @param realBatch real images of each class an iteration; a smaller class gives all it has
   * @param learningRate of the pixels at images of the standard deviation 1
   * @param momentum of the pixels, in [0, 1)
   * @param embedding the network whose last block embeds; must not normalise over the batch, which
   *     holds one class only
   */
  public record Settings(
      int iterations, int realBatch, double learningRate, double momentum, Architecture embedding) {

    /** The authors' settings for up to 50 images per class. */
    public static final Settings PAPER = new Settings(20_000, 256, 1, 0.5, convNet(128));

    /**
     * For a minute on two cores: fewer iterations over narrower networks and smaller batches, with
     * larger steps, since narrow networks give small gradients and there are few steps.
     */
    public static final Settings CPU = new Settings(800, 64, 10, 0.5, convNet(32));

    public Settings {
      require(iterations >= 1, "iterations must be at least 1, but was " + iterations);
      require(realBatch >= 1, "the batch of real images must be at least 1, but was " + realBatch);
      require(learningRate > 0, "the learning rate must be above 0, but was " + learningRate);
      require(momentum >= 0 && momentum < 1, "momentum must be in [0, 1), but was " + momentum);
    }

    private static void require(boolean condition, String message) {
      if (!condition) {
        throw new IllegalArgumentException(message);
      }
    }

    private static ConvNet convNet(int width) {
      return new ConvNet(
          3,
          width,
          ConvNet.Activation.RELU,
          ConvNet.Normalization.INSTANCE,
          ConvNet.Pooling.AVERAGE);
    }

    /** The same settings for another number of iterations. */
    public Settings withIterations(int newIterations) {
      return new Settings(newIterations, realBatch, learningRate, momentum, embedding);
    }
  }

  /**
   * @param augmentation of real and synthetic images alike
   * @param workers threads, at least 1
   */
  public DistributionMatching(Settings settings, SiameseAugmentation augmentation, int workers) {
    if (workers < 1) {
      throw new IllegalArgumentException("workers must be at least 1, but was " + workers);
    }
    this.settings = settings;
    this.augmentation = augmentation;
    this.workers = workers;
  }

  @Override
  public Method method() {
    return Method.DM;
  }

  @Override
  public Map<String, String> configuration() {
    Map<String, String> configuration = new LinkedHashMap<>();
    configuration.put("iterations", Integer.toString(settings.iterations()));
    configuration.put("realBatch", Integer.toString(settings.realBatch()));
    configuration.put("learningRate", Double.toString(settings.learningRate()));
    configuration.put("momentum", Double.toString(settings.momentum()));
    configuration.put("embedding", settings.embedding().id());
    configuration.put("augmentation", augmentation.toString());
    return configuration;
  }

  @Override
  public LabelledImages condense(
      LabelledImages real, int imagesPerClass, Seed seed, Progress progress)
      throws InterruptedException {
    LabelledImages start =
        new RandomSelection().condense(real, imagesPerClass, seed.child("start"), Progress.NONE);
    float[] pixels = ((FloatPixels) start.pixels()).values();
    try (ClassMatchers matchers =
        ClassMatchers.create(settings, augmentation, real, pixels, imagesPerClass, seed, workers)) {
      for (int iteration = 0; iteration < settings.iterations(); iteration++) {
        matchers.step(iteration);
        progress.at(iteration + 1, settings.iterations());
      }
    }
    return start;
  }
}
