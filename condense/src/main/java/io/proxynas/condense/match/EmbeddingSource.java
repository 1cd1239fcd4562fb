package io.proxynas.condense.match;

/**
 * The embeddings of one condensation, one for each iteration. Only one thread asks, in the order of
 * the iterations, while no worker uses an embedding, so that a source may train its networks in
 * between.
 */
@FunctionalInterface
public interface EmbeddingSource extends AutoCloseable {

  /**
   * The embedding of an iteration.
   *
   * @param iteration from 0
   * @throws InterruptedException if the thread is interrupted
   */
  Embedding draw(int iteration) throws InterruptedException;

  /** Frees what the source has made, if anything. */
  @Override
  default void close() {}
}
