package io.proxynas.engine.internal.onednn.winograd;

import io.proxynas.engine.internal.onednn.primitive.Context;
import org.bytedeco.dnnl.memory;

/**
 * A matrix for each of the products of a tile, one after the other. Between two of them is a cache
 * line, since addresses that are apart by a power of two share few places of the cache.
 *
 * @param rows of a matrix
 * @param columns of a matrix
 * @param desc (products, rows, columns)
 * @param values of these
 * @param view the same, as the transforms take it
 */
record Planes(int rows, int columns, memory.desc desc, memory values, Object view) {

  private static final int LINE = 16;

  static memory.desc desc(int rows, int columns) {
    return new memory.desc(
        new long[] {MinimalFiltering.PRODUCTS, rows, columns},
        memory.data_type.f32,
        new long[] {(long) rows * columns + LINE, columns, 1});
  }

  /** The same bytes, with the columns as rows. */
  memory.desc transposed() {
    return new memory.desc(
        new long[] {MinimalFiltering.PRODUCTS, columns, rows},
        memory.data_type.f32,
        new long[] {(long) rows * columns + LINE, 1, columns});
  }

  static Planes of(TileTransforms transforms, memory.desc desc, memory memory) {
    long[] lengths = Context.lengths(desc);
    Object view = transforms.view(Context.bytes(memory));
    return new Planes((int) lengths[1], (int) lengths[2], desc, memory, view);
  }

  /** Bytes from a plane to the next one. */
  int plane() {
    return (rows * columns + LINE) * Float.BYTES;
  }

  /** Bytes from a row to the next one. */
  int row() {
    return columns * Float.BYTES;
  }
}
