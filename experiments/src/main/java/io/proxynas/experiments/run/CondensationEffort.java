package io.proxynas.experiments.run;

import io.proxynas.condense.embed.Embeddings;
import io.proxynas.condense.embed.MixedEmbeddings;
import io.proxynas.condense.embed.NetworkQueue;
import io.proxynas.condense.embed.TrainedNetworks;
import io.proxynas.condense.match.Decoding;
import io.proxynas.condense.match.PixelDescent;
import io.proxynas.condense.method.CondensationSettings;
import io.proxynas.condense.method.DistributionMatching;
import io.proxynas.condense.method.GradientMatching;
import io.proxynas.condense.method.MatchingLoops;
import io.proxynas.condense.set.Method;
import io.proxynas.condense.set.ProxySpec;
import io.proxynas.engine.Workload;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.experiments.run.Effort.Passes;
import io.proxynas.train.data.LabelledImages;
import java.util.ArrayList;
import java.util.List;

/**
 * What making a set takes, told from its settings.
 *
 * @param real the images to be condensed
 * @param settings of every method
 */
record CondensationEffort(LabelledImages real, CondensationSettings settings) {

  /** Forward, and back to the pixels. */
  private static final int PIXEL_GRADIENT = 2;

  /** The gradient of the synthetic images, and two gradients of their pixels beside it. */
  private static final int GRADIENT_OF_GRADIENT = 3 * Effort.TRAINING;

  // The most images that go through a network at a time, as the condensers have it.
  private static final int REAL_PASS = 32;
  private static final int SYNTHETIC_PASS = 100;

  /**
   * Of making a set.
   *
   * @throws IllegalArgumentException if a class has fewer images
   */
  Effort of(ProxySpec.Condensed spec) {
    requireImages(spec.imagesPerClass());
    Method method = spec.by();
    int size = spec.imagesPerClass();
    return switch (method) {
      case DM, NCFM -> matching(settings.matching(method).orElseThrow(), size, 1);
      case DMF, IDM ->
          matching(
              settings.matching(method).orElseThrow(),
              size,
              Decoding.QUARTERS.decoder().imagesEach());
      case DC, DSA -> gradients(settings.gradientMatching().at(size), size);
      case HERDING, KCENTER, FORGETTING -> Effort.training(settings.features(), real);
      case RANDOM -> Effort.NONE;
    };
  }

  private void requireImages(int imagesPerClass) {
    int[] counts = new int[real.classes()];
    for (int label : real.labels()) {
      counts[label]++;
    }
    for (int label = 0; label < counts.length; label++) {
      if (imagesPerClass > counts[label]) {
        throw new IllegalArgumentException(
            "images per class must be in [1, %d] for class \"%s\", but was %d"
                .formatted(counts[label], real.classNames().get(label), imagesPerClass));
      }
    }
  }

  private Effort matching(DistributionMatching.Settings its, int size, int each) {
    Embeddings embeddings = its.embeddings();
    boolean joint = PixelDescent.needsAllClasses(embeddings, real);
    int realBatch = Math.min(its.realBatch(), real.size() / real.classes());
    double images =
        (double) its.iterations()
            * real.classes()
            * (realBatch + (double) its.pixelSteps() * PIXEL_GRADIENT * size * each);
    int together = joint ? real.classes() : 1;
    Workload workload =
        joint
            ? new Workload(List.of(together * size * each), List.of(together * realBatch))
            : new Workload(
                List.of(Math.min(SYNTHETIC_PASS, size * each)),
                List.of(Math.min(REAL_PASS, realBatch)));
    List<Passes> passes = new ArrayList<>(trainings(embeddings, its.iterations()));
    int kinds = embeddings.architectures().size();
    for (Architecture architecture : embeddings.architectures()) {
      passes.add(passes(architecture, images / kinds, joint ? 1 : real.classes(), workload));
    }
    return new Effort(passes);
  }

  /** The training of embedding networks. */
  private List<Passes> trainings(Embeddings embeddings, int iterations) {
    if (embeddings instanceof TrainedNetworks pool) {
      int kinds = pool.architectures().size();
      double each = (double) Effort.TRAINING * pool.recipe().epochs() * real.size();
      return pool.architectures().stream()
          .map(
              architecture ->
                  passes(
                      architecture,
                      each * pool.networks() / kinds,
                      Math.max(1, pool.networks() / kinds),
                      Workload.training(pool.recipe().batchSize())))
          .toList();
    }
    if (embeddings instanceof MixedEmbeddings mixed) {
      return mixed.kinds().stream().flatMap(kind -> trainings(kind, iterations).stream()).toList();
    }
    return embeddings instanceof NetworkQueue queue ? queue(queue, iterations) : List.of();
  }

  /** Of each iteration of matching, beside the matching. */
  private List<Passes> queue(NetworkQueue queue, int iterations) {
    double images =
        (double) Effort.TRAINING * iterations * queue.trained() * queue.steps() * queue.batch();
    return List.of(passes(queue.architecture(), images, 1, Workload.training(queue.batch())));
  }

  private Effort gradients(GradientMatching.Settings its, int size) {
    MatchingLoops loops = MatchingLoops.of(size);
    int steps = Math.min(loops.steps(), its.limit().steps());
    int epochs = Math.min(loops.epochs(), its.limit().epochs());
    int realBatch = Math.min(its.realBatch(), real.size() / real.classes());
    double matching =
        (double) steps
            * real.classes()
            * (Effort.TRAINING * realBatch + (double) GRADIENT_OF_GRADIENT * size);
    double training = (double) Effort.TRAINING * (steps - 1) * epochs * size * real.classes();
    return new Effort(
        List.of(
            passes(
                its.network(),
                its.iterations() * (matching + training),
                real.classes(),
                new Workload(List.of(Math.min(REAL_PASS, Math.max(realBatch, size))), List.of()))));
  }

  private Passes passes(Architecture architecture, double images, int tasks, Workload workload) {
    return new Passes(architecture, real.shape(), real.classes(), images, tasks, workload);
  }
}
