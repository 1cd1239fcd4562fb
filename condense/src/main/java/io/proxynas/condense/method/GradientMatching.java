package io.proxynas.condense.method;

import io.proxynas.condense.coreset.Coreset;
import io.proxynas.condense.coreset.RandomSelection;
import io.proxynas.condense.course.Course;
import io.proxynas.condense.match.PixelSteps;
import io.proxynas.condense.set.Condenser;
import io.proxynas.condense.set.Method;
import io.proxynas.engine.Seed;
import io.proxynas.engine.Sgd;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.engine.architecture.ConvNet;
import io.proxynas.train.augment.KindDraw;
import io.proxynas.train.augment.SiameseAugmentation;
import io.proxynas.train.check.Require;
import io.proxynas.train.data.FloatPixels;
import io.proxynas.train.data.LabelledImages;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Gradient matching: dataset condensation (Zhao, Mopuri and Bilen, "Dataset Condensation with
 * Gradient Matching", ICLR 2021, arXiv 2006.05929, algorithm 1) and, with an augmentation, its
 * differentiable Siamese augmentation (Zhao and Bilen, ICML 2021, arXiv 2102.08259, algorithm 1).
 *
 * <p>Every iteration draws a fresh network θ. A step moves the synthetic images of each class so
 * that the gradient which they give θ turns towards that of a batch of real images, both under the
 * same random augmentation ({@link GradientDistance}); between steps, θ is trained on the synthetic
 * images. {@link MatchingLoops} says how often.
 *
 * <p>The distance is a sum over classes at one θ, so they are matched side by side, each by one
 * worker with a copy of the network; the result does not depend on the number of workers. The
 * images start as random real ones.
 */
public final class GradientMatching implements Condenser {

  private final Settings settings;
  private final Optional<SiameseAugmentation> augmentation;
  private final int workers;

  /**
   * How gradients are matched.
   *
   * @param iterations K, the number of networks
   * @param limit of the {@link MatchingLoops} that belong to a number of images per class
   * @param realBatch real images of each class a step; a smaller class gives all it has
   * @param trainingBatch synthetic images of all classes a step of the network's training
   * @param pixels the optimiser of the images
   * @param training the optimiser of the network
   * @param kindDraw for how many images of such a step one kind of augmentation is drawn
   * @param network whose gradients are matched; must not normalise over the batch, which holds one
   *     class only
   */
  @RecordBuilder
  public record Settings(
      int iterations,
      MatchingLoops limit,
      int realBatch,
      int trainingBatch,
      Sgd pixels,
      Sgd training,
      KindDraw kindDraw,
      Architecture network)
      implements GradientMatchingSettingsBuilder.With {

    /** The authors' settings. */
    public static final Settings PAPER =
        new Settings(
            1000,
            new MatchingLoops(Integer.MAX_VALUE, Integer.MAX_VALUE),
            256,
            256,
            new Sgd(0.1, 0.5, 0),
            new Sgd(0.01, 0, 0),
            KindDraw.BATCH,
            ConvNet.ofWidth(128));

    public Settings {
      Require.atLeastOne("iterations", iterations);
      Require.atMost("iterations", PixelSteps.MOST_ITERATIONS, iterations);
      Require.atLeastOne("the batch of real images", realBatch);
      Require.atLeastOne("the training batch", trainingBatch);
    }
  }

  /**
   * Settings by images per class. The {@link MatchingLoops} give each network as many steps as
   * there are images, so that the same number of steps takes more networks where there are few.
   *
   * @param few up to {@value #SEVERAL} − 1 images per class
   * @param several from {@value #SEVERAL} on
   */
  public record SettingsBySize(Settings few, Settings several) {

    /** Where several begin. */
    static final int SEVERAL = 5;

    /** The authors' settings, which differ in the loops alone. */
    static final SettingsBySize PAPER = new SettingsBySize(Settings.PAPER, Settings.PAPER);

    /**
     * For a minute or two on two cores: few and narrow networks, which take larger steps of the
     * pixels. A single image per class takes one step a network and no training, so it takes many
     * networks; since training on more images is what costs, the networks are trained little.
     */
    static final SettingsBySize CPU =
        new SettingsBySize(cpu(400, new MatchingLoops(1, 1)), cpu(30, new MatchingLoops(10, 2)));

    private static Settings cpu(int iterations, MatchingLoops limit) {
      return new Settings(
          iterations,
          limit,
          64,
          64,
          new Sgd(1, 0.5, 0),
          new Sgd(0.01, 0, 0),
          KindDraw.IMAGE,
          ConvNet.ofWidth(32));
    }

    /** The settings for a number of images per class. */
    public Settings at(int imagesPerClass) {
      return imagesPerClass < SEVERAL ? few : several;
    }

    /** The same settings for another number of iterations, whatever the size. */
    SettingsBySize withIterations(int iterations) {
      return new SettingsBySize(few.withIterations(iterations), several.withIterations(iterations));
    }

    /** The same settings for another learning rate of the pixels, whatever the size. */
    SettingsBySize withLearningRate(double rate) {
      return new SettingsBySize(atRate(rate, few), atRate(rate, several));
    }

    private static Settings atRate(double rate, Settings settings) {
      Sgd pixels = settings.pixels;
      return settings.withPixels(new Sgd(rate, pixels.momentum(), pixels.weightDecay()));
    }
  }

  /**
   * @param augmentation of real and synthetic images alike ({@code dsa}); none is {@code dc}
   * @param workers threads, at least 1
   */
  public GradientMatching(
      Settings settings, Optional<SiameseAugmentation> augmentation, int workers) {
    Require.atLeastOne("workers", workers);
    this.settings = settings;
    this.augmentation = augmentation;
    this.workers = workers;
  }

  @Override
  public Method method() {
    return augmentation.isPresent() ? Method.DSA : Method.DC;
  }

  @Override
  public Map<String, String> configuration() {
    Map<String, String> configuration = new LinkedHashMap<>();
    configuration.put(Course.ITERATIONS, Integer.toString(settings.iterations()));
    configuration.put("limit", settings.limit().toString());
    configuration.put("realBatch", Integer.toString(settings.realBatch()));
    configuration.put("trainingBatch", Integer.toString(settings.trainingBatch()));
    configuration.put("pixels", settings.pixels().toString());
    configuration.put("training", settings.training().toString());
    configuration.put("network", settings.network().id());
    configuration.put("augmentation", augmentation.map(Object::toString).orElse("none"));
    if (augmentation.isPresent() && settings.kindDraw() != KindDraw.IMAGE) {
      configuration.put("kindDraw", settings.kindDraw().word()); // sets of before have none
    }
    return configuration;
  }

  @Override
  public LabelledImages condense(LabelledImages real, int imagesPerClass, Seed seed, Course course)
      throws InterruptedException {
    LabelledImages set =
        Coreset.of(real, RandomSelection.choose(real, imagesPerClass, seed.child("start")));
    float[] pixels = ((FloatPixels) set.pixels()).values();
    try (GradientMatchers matchers =
        new GradientMatchers(settings, augmentation, real, pixels, seed, workers)) {
      course.iterate(settings.iterations(), matchers);
    }
    return set;
  }
}
