package io.proxynas.condense.embed;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

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

  /**
   * Writes what later embeddings depend on beside settings, images and seeds; nothing if nothing.
   */
  default void save(DataOutput out) throws IOException {}

  /** Reads what {@link #save} wrote, in place of the iterations before. */
  default void restore(DataInput in) throws IOException {}

  /** Frees what the source has made, if anything. */
  @Override
  default void close() {}
}
