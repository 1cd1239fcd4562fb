package io.proxynas.benchmarks.work;

import io.proxynas.condense.course.Course;
import io.proxynas.condense.embed.NetworkQueue;
import io.proxynas.condense.match.Decoding;
import io.proxynas.condense.match.PixelSteps;
import io.proxynas.condense.method.CharacteristicFunctionMatching;
import io.proxynas.condense.method.DistributionMatching;
import io.proxynas.condense.method.GradientMatching;
import io.proxynas.condense.method.ImprovedDistributionMatching;
import io.proxynas.condense.method.MatchingLoops;
import io.proxynas.condense.method.MultiFormationMatching;
import io.proxynas.condense.set.Condenser;
import io.proxynas.condense.set.Method;
import io.proxynas.engine.Network;
import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.ConvNet.Normalization;
import io.proxynas.train.augment.SiameseAugmentation;
import io.proxynas.train.data.LabelledImages;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * One iteration of a condensation a round, at the authors' settings. The condensation runs in a
 * thread of its own, which waits between rounds.
 */
public final class CondensationIteration implements MeasuredWork {

  private static final int WORKERS = 2;
  private static final int REAL_IMAGES_PER_CLASS = 512;

  /** Of a gradient of the weights; that of the distance's takes three of them. */
  private static final long GRADIENT = 3;

  private final Subject subject = Subject.convNet(128, Normalization.INSTANCE);
  private final Condenser condenser;
  private final int imagesPerClass;
  private final long passes;
  private final Semaphore begin = new Semaphore(0);
  private final Semaphore ended = new Semaphore(0);
  private final Thread condensation = new Thread(this::condense, "condensation");
  private volatile @Nullable Throwable failure;

  /**
   * Starts it and waits for the first iteration, which compiles the networks.
   *
   * @param condenser without an end
   * @param passes of images through the network an iteration, forward or as much work
   */
  private CondensationIteration(Condenser condenser, int imagesPerClass, long passes)
      throws InterruptedException {
    this.condenser = condenser;
    this.imagesPerClass = imagesPerClass;
    this.passes = passes;
    condensation.setDaemon(true);
    condensation.start();
    awaitIteration();
  }

  /** {@link DistributionMatching}. */
  public static CondensationIteration distributions(int imagesPerClass)
      throws InterruptedException {
    DistributionMatching.Settings settings = endless(DistributionMatching.Settings.PAPER);
    return new CondensationIteration(
        new DistributionMatching(settings, SiameseAugmentation.ALL, WORKERS),
        imagesPerClass,
        matching(settings, imagesPerClass));
  }

  /** {@link MultiFormationMatching}. */
  public static CondensationIteration mosaics(int imagesPerClass) throws InterruptedException {
    DistributionMatching.Settings settings = endless(MultiFormationMatching.PAPER);
    return new CondensationIteration(
        new MultiFormationMatching(settings, SiameseAugmentation.ALL, WORKERS),
        imagesPerClass,
        matching(settings, Decoding.QUARTERS.decoder().imagesEach() * imagesPerClass));
  }

  /** {@link CharacteristicFunctionMatching}. */
  public static CondensationIteration characteristicFunctions(int imagesPerClass)
      throws InterruptedException {
    CharacteristicFunctionMatching.Settings paper = CharacteristicFunctionMatching.Settings.PAPER;
    DistributionMatching.Settings settings = endless(paper.matching());
    return new CondensationIteration(
        new CharacteristicFunctionMatching(
            paper.withMatching(settings), SiameseAugmentation.ALL, WORKERS),
        imagesPerClass,
        matching(settings, imagesPerClass));
  }

  /** {@link ImprovedDistributionMatching}; the queue grows from four networks. */
  public static CondensationIteration queue(int imagesPerClass) throws InterruptedException {
    DistributionMatching.Settings settings = endless(ImprovedDistributionMatching.PAPER);
    NetworkQueue queue = (NetworkQueue) settings.embeddings();
    return new CondensationIteration(
        new ImprovedDistributionMatching(settings, SiameseAugmentation.ALL, WORKERS),
        imagesPerClass,
        matching(settings, Decoding.QUARTERS.decoder().imagesEach() * imagesPerClass)
            + training(queue));
  }

  /**
   * {@link GradientMatching} of every class once, by a fresh network that is not trained.
   *
   * @param method {@code dc} or {@code dsa}
   */
  public static CondensationIteration gradients(Method method, int imagesPerClass)
      throws InterruptedException {
    GradientMatching.Settings once = endless(GradientMatching.Settings.PAPER);
    Optional<SiameseAugmentation> augmentation =
        method == Method.DSA ? Optional.of(SiameseAugmentation.ALL) : Optional.empty();
    return new CondensationIteration(
        new GradientMatching(once, augmentation, WORKERS),
        imagesPerClass,
        gradientMatching(once, imagesPerClass));
  }

  /** For more rounds than anybody waits for. */
  static DistributionMatching.Settings endless(DistributionMatching.Settings settings) {
    return settings.withIterations(PixelSteps.MOST_ITERATIONS);
  }

  /** Likewise, of one step a network. */
  static GradientMatching.Settings endless(GradientMatching.Settings settings) {
    return settings.withIterations(PixelSteps.MOST_ITERATIONS).withLimit(new MatchingLoops(1, 1));
  }

  /** Synthetic images also go backward, to the pixels only: as much as forward. */
  static long matching(DistributionMatching.Settings settings, int synthetic) {
    return RandomImages.CLASSES * (settings.realBatch() + 2L * synthetic);
  }

  static long training(NetworkQueue queue) {
    return GRADIENT * queue.trained() * queue.steps() * queue.batch();
  }

  static long gradientMatching(GradientMatching.Settings settings, int synthetic) {
    return RandomImages.CLASSES * GRADIENT * (settings.realBatch() + 3L * synthetic);
  }

  private void condense() {
    LabelledImages real =
        RandomImages.labelled(subject.input(), REAL_IMAGES_PER_CLASS * RandomImages.CLASSES);
    try {
      condenser.condense(
          real, imagesPerClass, new Seed(1), Course.of((done, total, loss) -> betweenIterations()));
    } catch (InterruptedException | RuntimeException e) {
      failure = e;
      ended.release();
    }
  }

  /** Where interrupted, the next iteration ends with an exception. */
  private void betweenIterations() {
    ended.release();
    try {
      begin.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitIteration() throws InterruptedException {
    ended.acquire();
    if (failure != null) {
      throw new IllegalStateException("the condensation failed: " + failure, failure);
    }
  }

  @Override
  public long parameters() {
    try (Network network = subject.compile()) {
      return network.parameters();
    }
  }

  @Override
  public long flops() {
    return passes * embeddingFlops(subject);
  }

  /** Of one image's forward pass without the last layer. */
  static long embeddingFlops(Subject subject) {
    try (Network network = subject.compile()) {
      return network.flops() - 2L * network.embeddingSize() * RandomImages.CLASSES;
    }
  }

  @Override
  public double round() throws InterruptedException {
    begin.release();
    awaitIteration();
    return 0;
  }

  @Override
  public void close() {
    condensation.interrupt();
    try {
      condensation.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
