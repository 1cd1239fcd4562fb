package io.proxynas.condense.match;

import io.proxynas.condense.course.Iterative;
import io.proxynas.condense.embed.Embedding;
import io.proxynas.condense.embed.EmbeddingSource;
import io.proxynas.condense.embed.Embeddings;
import io.proxynas.condense.embed.NetworkBank;
import io.proxynas.engine.Network;
import io.proxynas.engine.Seed;
import io.proxynas.train.WorkerPool;
import io.proxynas.train.data.LabelledImages;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * The loop of distribution matching: every iteration takes an embedding and moves the synthetic
 * images of each class towards its real ones.
 *
 * <p>The loss is a sum over classes, so they are shared out among workers, each class by itself;
 * peak memory is one class's a worker. Where an embedding normalises over the batch, all classes go
 * through the network together, so that its statistics see every class: one worker's work. Either
 * way the result does not depend on the number of workers.
 */
public final class PixelDescent implements Iterative, AutoCloseable {

  private final PixelSteps steps;
  private final EmbeddingSource source;
  private final List<ClassImages> all;
  private final List<Worker> shares;
  private final WorkerPool threads;

  /**
   * Makes ready.
   *
   * @param real (N, C, H, W) the real images
   * @param pixels (classes · images per class, C, H, W) the stored images, ordered by class; each
   *     step changes them
   * @param source of the embeddings
   * @param joint whether all classes go through the network together: {@link #needsAllClasses}
   * @param seed of batches and augmentations
   * @param workers threads, at least 1
   */
  public PixelDescent(
      MatchingParts parts,
      PixelSteps steps,
      LabelledImages real,
      float[] pixels,
      EmbeddingSource source,
      boolean joint,
      Seed seed,
      int workers) {
    this.steps = steps;
    this.source = source;
    int imagesPerClass = pixels.length / real.classes() / real.shape().size();
    all = new ArrayList<>();
    for (int label = 0; label < real.classes(); label++) {
      Seed itsSeed = seed.child("class").child(label);
      all.add(new ClassImages(parts, real, label, pixels, itsSeed));
    }
    shares = new ArrayList<>();
    int count = joint ? 1 : Math.min(workers, real.classes());
    for (int w = 0; w < count; w++) {
      List<ClassImages> classes = new ArrayList<>();
      for (int label = w; label < real.classes(); label += count) {
        classes.add(all.get(label));
      }
      MatchingBatch.Size size =
          joint
              ? MatchingBatch.Size.joint(
                  real.shape(), real.classes(), parts.realBatch(), imagesPerClass)
              : MatchingBatch.Size.single(real.shape(), parts.realBatch(), imagesPerClass);
      List<List<ClassImages>> batches =
          joint ? List.of(classes) : classes.stream().map(List::of).toList();
      NetworkBank networks = new NetworkBank(real.shape(), real.classes());
      shares.add(new Worker(networks, new MatchingBatch(size, parts), batches));
    }
    threads = new WorkerPool("condense", count);
  }

  /** Whether one of the embeddings normalises over the batch. */
  public static boolean needsAllClasses(Embeddings embeddings, LabelledImages real) {
    try (NetworkBank networks = new NetworkBank(real.shape(), real.classes())) {
      return embeddings.architectures().stream().anyMatch(networks::normalizesOverBatch);
    }
  }

  /**
   * Matches every class by the iteration's embedding.
   *
   * @param iteration from 0, one after the other
   * @return the loss before it, summed over classes
   * @throws InterruptedException if the thread is interrupted
   */
  @Override
  public double step(int iteration) throws InterruptedException {
    Embedding embedding = source.draw(iteration);
    List<Callable<Double>> tasks = new ArrayList<>(shares.size());
    for (Worker worker : shares) {
      tasks.add(() -> worker.step(embedding, iteration, steps));
    }
    double loss = 0;
    for (double share : threads.run(tasks)) {
      loss += share;
    }
    return loss;
  }

  /** The images by class, whoever works on them, and the embedding networks in training if any. */
  @Override
  public void save(DataOutput out) throws IOException {
    for (ClassImages images : all) {
      images.save(out);
    }
    source.save(out);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    for (ClassImages images : all) {
      images.restore(in);
    }
    source.restore(in);
  }

  /** Waits for the workers before it frees what they use. */
  @Override
  public void close() {
    threads.close();
    shares.forEach(worker -> worker.networks.close());
  }

  /** One thread's share: batches of classes, one after the other. */
  private record Worker(
      NetworkBank networks, MatchingBatch batch, List<List<ClassImages>> classes) {

    double step(Embedding embedding, int iteration, PixelSteps steps) {
      Network network = networks.load(embedding);
      double loss = 0;
      for (List<ClassImages> together : classes) {
        loss += batch.step(together, network, embedding.crossEntropy(), iteration, steps);
      }
      return loss;
    }
  }
}
