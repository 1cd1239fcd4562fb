package io.proxynas.engine;

import io.proxynas.engine.backend.ImageRange;
import io.proxynas.engine.backend.ResidentBackend;
import io.proxynas.engine.backend.ResidentBatch;
import io.proxynas.engine.backend.ResidentImages;
import io.proxynas.engine.backend.ResidentNetwork;
import io.proxynas.engine.graph.Program;
import java.util.random.RandomGenerator;

/**
 * Trains and scores a {@link Network} with images, weights and velocity on its back end's device.
 * Steps may alternate with those of the network itself, which then takes the weights over as they
 * are; each such change of the side copies them once.
 *
 * <pre>{@code
 * ResidentTraining training = network.resident().orElseThrow();
 * try (ResidentImages set = training.images(labels)) {
 *   set.put(0, images, labels.length);
 *   for (int[] indices : batches) {
 *     training.train(new ResidentBatch(set, indices, List.of()), sgd);
 *   }
 *   double loss = training.takeLoss() / labels.length;
 * }
 * }</pre>
 */
public final class ResidentTraining {

  private final ResidentBackend backend;
  private final Program program;
  private final NetworkVectors vectors;
  private final OutputLoss objective;
  private final RandomGenerator masks;
  private final Threads threads;

  ResidentTraining(
      ResidentBackend backend,
      Program program,
      NetworkVectors vectors,
      OutputLoss objective,
      RandomGenerator masks,
      Threads threads) {
    this.backend = backend;
    this.program = program;
    this.vectors = vectors;
    this.objective = objective;
    this.masks = masks;
    this.threads = threads;
  }

  /** Whether so many of the network's images are kept on the device. */
  public boolean holds(int images) {
    return backend.holds(program.input(), images);
  }

  /**
   * A place on the device for images of the network's shape; the caller closes it.
   *
   * @param labels the class of each
   * @throws IllegalArgumentException if the network has no such class
   */
  public ResidentImages images(int[] labels) {
    OutputLoss.requireClasses(labels, 0, labels.length, program.outputs());
    return backend.images(program.input(), labels);
  }

  /**
   * As {@link #images(int[])}, with targets such as soft labels.
   *
   * @param targets (N, classes)
   */
  public ResidentImages images(float[] targets) {
    if (targets.length % program.outputs() != 0) {
      throw new IllegalArgumentException(
          "targets must be rows of %d values, but were %d values"
              .formatted(program.outputs(), targets.length));
    }
    threads.use();
    return backend.images(program.input(), targets, program.outputs());
  }

  /**
   * One step, as {@link Network#train(float[], int[], int, int, Sgd)} takes it. Whether its loss is
   * finite is seen when it is {@link #takeLoss taken}.
   *
   * @param batch of images of {@link #images}
   */
  public void train(ResidentBatch batch, Sgd sgd) {
    ResidentNetwork network = network();
    vectors.changedOnDevice();
    network.step(
        batch, (float) sgd.learningRate(), (float) sgd.momentum(), (float) sgd.weightDecay());
  }

  /** The sum of the images' losses of all steps since it was last taken, each before its step. */
  public double takeLoss() {
    return network().takeLoss();
  }

  /**
   * Predictions, as by {@link Network#infer}.
   *
   * @param into receives (count of the range, classes)
   */
  public void infer(ResidentImages images, ImageRange range, float[] into) {
    range.requireIn(images);
    network().infer(images, range, into);
    objective.predict(into, range.count());
  }

  /** Adds the statistics of batches to an estimate, as {@link Network#measureStatistics} does. */
  public void measureStatistics(ResidentImages images, ImageRange range, RunningStatistics into) {
    range.requireIn(images);
    int running = program.size() - program.trainable();
    float[] rows = new float[Math.multiplyExact(range.batches(), running)];
    network().statistics(images, range, rows);
    float[] vector = new float[program.size()];
    for (int i = 0; i < range.batches(); i++) {
      System.arraycopy(rows, i * running, vector, program.trainable(), running);
      into.add(vector, range.size(i));
    }
  }

  private ResidentNetwork network() {
    threads.use();
    return vectors.onDevice(() -> backend.compile(program, masks));
  }
}
