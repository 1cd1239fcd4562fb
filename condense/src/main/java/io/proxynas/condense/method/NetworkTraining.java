package io.proxynas.condense.method;

import io.proxynas.engine.Network;
import io.proxynas.engine.Seed;
import io.proxynas.engine.Shuffle;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.train.WorkerPool;
import io.proxynas.train.augment.SiameseAugmentation;
import io.proxynas.train.data.LabelledImages;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Trains the network of gradient matching on the synthetic images. Each batch is cut into chunks,
 * which the workers share; the chunks' gradients are added in order, so that the bits do not depend
 * on the number of workers.
 */
final class NetworkTraining {

  private final GradientMatching.Settings settings;
  private final Optional<SiameseAugmentation> augmentation;
  private final ImageShape shape;
  private final float[] pixels;
  private final WorkerPool threads;
  private final List<Buffers> workers;
  private final int imagesPerClass;
  private final int[] order;
  private final float[][] chunkGradients;
  private final float[] gradient;
  private final float[] velocity;

  /** What one worker works on. */
  private record Buffers(Network network, float[] plain, float[] images, int[] labels) {}

  /**
   * @param pixels the images of all classes, ordered by class
   * @param networks one a worker
   */
  NetworkTraining(
      GradientMatching.Settings settings,
      Optional<SiameseAugmentation> augmentation,
      LabelledImages real,
      float[] pixels,
      WorkerPool threads,
      List<Network> networks) {
    this.settings = settings;
    this.augmentation = augmentation;
    this.pixels = pixels;
    shape = real.shape();
    this.threads = threads;
    int values = Chunks.LARGEST * shape.size();
    workers =
        networks.stream()
            .map(n -> new Buffers(n, new float[values], new float[values], new int[Chunks.LARGEST]))
            .toList();
    order = new int[pixels.length / shape.size()];
    imagesPerClass = order.length / real.classes();
    int parameters = (int) networks.get(0).parameters();
    int largestBatch = Math.min(settings.trainingBatch(), order.length);
    chunkGradients = new float[new Chunks(largestBatch).count()][parameters];
    gradient = new float[parameters];
    velocity = new float[parameters];
  }

  /**
   * Trains for some epochs, with fresh momentum.
   *
   * @param weights changed
   */
  void train(int epochs, float[] weights, Seed seed) throws InterruptedException {
    Arrays.fill(velocity, 0);
    Arrays.setAll(order, i -> i);
    for (int epoch = 0; epoch < epochs; epoch++) {
      Seed its = seed.child(epoch);
      Shuffle.all(order, its.child("data order").generator());
      for (int from = 0; from < order.length; from += settings.trainingBatch()) {
        int count = Math.min(settings.trainingBatch(), order.length - from);
        step(from, new Chunks(count), weights, its.child("augmentation"));
      }
    }
  }

  private void step(int from, Chunks chunks, float[] weights, Seed seed)
      throws InterruptedException {
    Optional<SiameseAugmentation> kinds =
        augmentation.map(all -> settings.kindDraw().ofBatch(all, seed.child("kind").child(from)));
    threads.each(
        worker -> {
          Buffers buffers = workers.get(worker);
          buffers.network.writeParameters(weights);
          for (int chunk = worker; chunk < chunks.count(); chunk += workers.size()) {
            int first = from + chunks.start(chunk);
            take(first, chunks.size(chunk), buffers, kinds, seed.child(first).generator());
            buffers.network.weightGradient(
                buffers.images, buffers.labels, chunks.size(chunk), chunkGradients[chunk]);
          }
        });
    Arrays.fill(gradient, 0);
    for (int chunk = 0; chunk < chunks.count(); chunk++) {
      chunks.addTo(gradient, chunk, chunkGradients[chunk]);
    }
    settings.training().step(weights, gradient, velocity, weights.length);
  }

  /** Copies images, each under an augmentation of its own, of the kinds of its batch. */
  private void take(
      int first,
      int count,
      Buffers into,
      Optional<SiameseAugmentation> kinds,
      RandomGenerator random) {
    int size = shape.size();
    float[] target = kinds.isPresent() ? into.plain : into.images;
    for (int i = 0; i < count; i++) {
      int index = order[first + i];
      into.labels[i] = index / imagesPerClass;
      System.arraycopy(pixels, index * size, target, i * size, size);
      if (kinds.isPresent()) {
        kinds.get().draw(random, shape).apply(into.plain, i, 1, shape, into.images);
      }
    }
  }
}
