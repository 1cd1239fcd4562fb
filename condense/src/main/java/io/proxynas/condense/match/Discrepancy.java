package io.proxynas.condense.match;

import java.util.random.RandomGenerator;

/**
 * How far the synthetic images of one class are from its real ones, seen through their embeddings.
 * Embeddings arrive in pieces, so that memory is bounded. One object serves one class of one worker
 * at a time; its buffers grow to the largest embedding and are used again.
 *
 * <p>The order of calls: {@link #start}, {@link #addReal} for all real embeddings; then any number
 * of times {@link #startSynthetic}, {@link #addSynthetic} for all synthetic ones, {@link #loss},
 * {@link #gradient} for each of them.
 */
public interface Discrepancy {

  /**
   * Forgets all, for embeddings by another network.
   *
   * @param size values of one embedding
   * @param random of what a discrepancy draws, such as frequencies
   */
  void start(int size, RandomGenerator random);

  /**
   * Takes embeddings of real images.
   *
   * @param rows (any, size)
   * @param from the first row
   * @param count rows
   */
  void addReal(float[] rows, int from, int count);

  /** Forgets the synthetic embeddings, and no real one. */
  void startSynthetic();

  /** Takes embeddings of synthetic images, as {@link #addReal} those of real ones. */
  void addSynthetic(float[] rows, int from, int count);

  /** The loss of all embeddings together. */
  double loss();

  /**
   * Replaces synthetic embeddings by the gradient of the loss with respect to them.
   *
   * @param rows (any, size); those from {@code from} on were given to {@link #addSynthetic}
   */
  void gradient(float[] rows, int from, int count);
}
