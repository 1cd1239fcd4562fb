package io.proxynas.condense.method;

import io.proxynas.condense.course.Course;
import io.proxynas.condense.embed.EmbeddingSource;
import io.proxynas.condense.embed.Embeddings;
import io.proxynas.condense.match.Decoding;
import io.proxynas.condense.match.Discrepancy;
import io.proxynas.condense.match.MatchingParts;
import io.proxynas.condense.match.PixelDescent;
import io.proxynas.condense.set.Condenser;
import io.proxynas.condense.set.Method;
import io.proxynas.engine.Seed;
import io.proxynas.train.augment.SiameseAugmentation;
import io.proxynas.train.check.Require;
import io.proxynas.train.data.FloatPixels;
import io.proxynas.train.data.LabelledImages;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** What all methods of distribution matching do; they differ in the parts. */
abstract class Matching implements Condenser {

  private final Method method;
  private final DistributionMatching.Settings settings;
  private final Decoding decoding;
  private final Supplier<Discrepancy> discrepancy;
  private final SiameseAugmentation augmentation;
  private final int workers;

  /**
   * @param settings how pixels are matched
   * @param decoding of the stored images
   * @param discrepancy makes what compares embeddings
   * @param augmentation of real and synthetic images alike
   * @param workers threads, at least 1
   */
  Matching(
      Method method,
      DistributionMatching.Settings settings,
      Decoding decoding,
      Supplier<Discrepancy> discrepancy,
      SiameseAugmentation augmentation,
      int workers) {
    Require.atLeastOne("workers", workers);
    this.method = method;
    this.settings = settings;
    this.decoding = decoding;
    this.discrepancy = discrepancy;
    this.augmentation = augmentation;
    this.workers = workers;
  }

  @Override
  public final Method method() {
    return method;
  }

  /** Without what a discrepancy of its own depends on. */
  @Override
  public Map<String, String> configuration() {
    Map<String, String> configuration = new LinkedHashMap<>();
    configuration.put(Course.ITERATIONS, Integer.toString(settings.iterations()));
    configuration.put("pixelSteps", Integer.toString(settings.pixelSteps()));
    configuration.put("learningRate", settings.learningRate().toString());
    configuration.put("momentum", Double.toString(settings.momentum()));
    configuration.put("initialization", settings.initialization().word());
    configuration.put("embeddings", settings.embeddings().id());
    configuration.put("realBatches", settings.realBatches().word());
    configuration.put("realBatch", Integer.toString(settings.realBatch()));
    configuration.put("augmentation", augmentation.toString());
    if (decoding != Decoding.NONE) {
      configuration.put(Decoding.NAME, decoding.word());
    }
    return configuration;
  }

  @Override
  public final LabelledImages condense(
      LabelledImages real, int imagesPerClass, Seed seed, Course course)
      throws InterruptedException {
    LabelledImages set =
        settings
            .initialization()
            .start(real, imagesPerClass, decoding.decoder(), seed.child("start"));
    float[] pixels = ((FloatPixels) set.pixels()).values();
    Embeddings embeddings = settings.embeddings();
    try (EmbeddingSource source = embeddings.prepare(real, seed, workers, course);
        PixelDescent descent =
            new PixelDescent(
                new MatchingParts(
                    decoding.decoder(),
                    discrepancy,
                    augmentation,
                    settings.realBatches(),
                    settings.realBatch()),
                settings.steps(imagesPerClass),
                real,
                pixels,
                source,
                PixelDescent.needsAllClasses(embeddings, real),
                seed,
                workers)) {
      course.iterate(settings.iterations(), descent);
    }
    return set;
  }
}
