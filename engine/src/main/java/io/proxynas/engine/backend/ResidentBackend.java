package io.proxynas.engine.backend;

import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.graph.Program;
import java.util.random.RandomGenerator;

/**
 * What a {@link Backend} may offer beside arrays: images, weights and the optimiser stay on its
 * device from step to step, and only losses, scores and, when somebody asks, weights come back.
 */
public interface ResidentBackend extends Backend {

  /** Of a set that is kept on the device; a larger one goes there batch by batch. */
  long MOST_BYTES = 4L << 30;

  /**
   * Whether a set is kept on the device, as it is unless it takes more than 4 GiB, or a quarter of
   * the {@linkplain #freeBytes memory} that the device had free.
   */
  default boolean holds(ImageShape shape, long images) {
    return bytes(shape, images) <= Math.min(MOST_BYTES, freeBytes().orElse(Long.MAX_VALUE) / 4);
  }

  /** The memory that a set takes there; labels are left out. */
  default long bytes(ImageShape shape, long images) {
    return (long) Float.BYTES * shape.size() * images;
  }

  /**
   * The memory that a network takes there beside {@link Backend#bytes} of each pass and batch size.
   *
   * @param batch images a step, at least 1
   */
  long bytes(Program program, int batch);

  /**
   * A place for the images of a set.
   *
   * @param shape of each
   * @param labels the class of each
   */
  ResidentImages images(ImageShape shape, int[] labels);

  /**
   * A place for the images of a set.
   *
   * @param shape of each
   * @param targets (N, classes) such as soft labels
   * @param classes at least 1
   */
  ResidentImages images(ImageShape shape, float[] targets, int classes);

  /**
   * A network whose weights are 0 until they are written.
   *
   * @param masks draws what dropout keeps
   */
  ResidentNetwork compile(Program program, RandomGenerator masks);
}
