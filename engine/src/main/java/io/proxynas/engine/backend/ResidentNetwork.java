package io.proxynas.engine.backend;

/**
 * A program whose weights, and what the optimiser remembers, are on a device, for batches of any
 * size. Used by one thread at a time. All of its memory there is freed by {@link #close}.
 */
public interface ResidentNetwork extends AutoCloseable {

  /**
   * Takes weights and velocity over.
   *
   * @param weights the flat parameter vector, running statistics included
   * @param velocity of the trained part
   */
  void write(float[] weights, float[] velocity);

  /** Copies weights and velocity back, as {@link #write} takes them. */
  void read(float[] weights, float[] velocity);

  /**
   * One step of training: g ← g + decay·w, v ← momentum·v + g, w ← w − rate·v, with g the gradient
   * of the batch's mean loss. Running statistics move.
   */
  void step(ResidentBatch batch, float rate, float momentum, float decay);

  /** The sum of the images' losses of all steps since it was last taken, each before its step. */
  double takeLoss();

  /**
   * Runs forward by the running statistics.
   *
   * @param into receives the logits (count of the range, outputs)
   */
  void infer(ResidentImages images, ImageRange range, float[] into);

  /**
   * Runs forward by each batch's own statistics, without dropout; nothing of the network changes.
   *
   * @param into receives of each batch of the range a row: what of the flat vector is not trained,
   *     with the batch's statistics
   */
  void statistics(ResidentImages images, ImageRange range, float[] into);

  @Override
  void close();
}
