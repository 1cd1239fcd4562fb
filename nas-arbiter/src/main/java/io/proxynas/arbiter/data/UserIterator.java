package io.proxynas.arbiter.data;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.dataset.api.iterator.DataSetIteratorFactory;

/** The iterator that the user's data in an Arbiter configuration stand for. */
public final class UserIterator {

  private UserIterator() {}

  /**
   * The iterator itself, or a new one of a factory.
   *
   * @param data what a data source gives
   * @throws IllegalArgumentException if they are neither
   */
  public static DataSetIterator of(@Nullable Object data) {
    if (data instanceof DataSetIterator iterator) {
      return iterator;
    }
    if (data instanceof DataSetIteratorFactory factory) {
      return factory.create();
    }
    throw new IllegalArgumentException(
        "data must come as a DataSetIterator or a DataSetIteratorFactory, but came as %s, which is not supported"
            .formatted(data == null ? "null" : data.getClass().getName()));
  }
}
