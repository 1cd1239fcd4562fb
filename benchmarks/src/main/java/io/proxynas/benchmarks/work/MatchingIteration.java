package io.proxynas.benchmarks.work;

import io.proxynas.condense.augment.SiameseAugmentation;
import io.proxynas.condense.course.Course;
import io.proxynas.condense.data.LabelledImages;
import io.proxynas.condense.method.DistributionMatching;
import io.proxynas.engine.Network;
import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.ConvNet.Normalization;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * One iteration of distribution matching a round, at the authors' settings for 50 images per class.
 * The condensation runs in a thread of its own, which waits between rounds.
 */
public final class MatchingIteration implements Workload {

  private static final int WORKERS = 2;
  private static final int IMAGES_PER_CLASS = 50;
  private static final int REAL_IMAGES_PER_CLASS = 512;

  private final Subject subject = Subject.convNet(128, Normalization.INSTANCE);
  private final DistributionMatching.Settings settings =
      DistributionMatching.Settings.PAPER.withIterations(Integer.MAX_VALUE);
  private final Semaphore begin = new Semaphore(0);
  private final Semaphore ended = new Semaphore(0);
  private final Thread condensation = new Thread(this::condense, "matching");
  private volatile @Nullable Throwable failure;

  /** Starts it and waits for the first iteration, which compiles the networks. */
  public MatchingIteration() throws InterruptedException {
    condensation.setDaemon(true);
    condensation.start();
    awaitIteration();
  }

  private void condense() {
    LabelledImages real =
        RandomImages.labelled(subject.input(), REAL_IMAGES_PER_CLASS * RandomImages.CLASSES);
    try {
      new DistributionMatching(settings, SiameseAugmentation.ALL, WORKERS)
          .condense(
              real,
              IMAGES_PER_CLASS,
              new Seed(1),
              Course.of((done, total, loss) -> betweenIterations()));
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

  /** Synthetic images also go backward, to the pixels only: as much as forward. */
  @Override
  public long flops() {
    long images = RandomImages.CLASSES * (settings.realBatch() + 2L * IMAGES_PER_CLASS);
    try (Network network = subject.compile()) {
      long dense = 2L * network.embeddingSize() * RandomImages.CLASSES;
      return images * (network.flops() - dense);
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
