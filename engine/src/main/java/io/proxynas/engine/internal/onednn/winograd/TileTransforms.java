package io.proxynas.engine.internal.onednn.winograd;

import java.nio.ByteBuffer;

/**
 * The transforms of {@link MinimalFiltering}, each of a block of channels at once. Values of a
 * block lie beside each other. What goes to oneDNN or comes from it lies outside of the heap, in
 * <em>planes</em>, one for each product; offsets in it are in bytes, in arrays in values.
 */
public interface TileTransforms {

  /** The number of channels of a block. */
  int block();

  /** A memory in the form in which these transforms take it. */
  Object view(ByteBuffer memory);

  /**
   * Bᵀ d B of the tiles of a row.
   *
   * @param rows (6, 4 · tiles + 2, block) of the images
   * @param scratch of the size of rows
   * @param to the planes
   * @param at the place of the first tile in the first plane
   * @param tile from a tile to the next one
   * @param plane from a plane to the next one
   */
  void data(float[] rows, float[] scratch, int tiles, Object to, int at, int tile, int plane);

  /**
   * Aᵀ m A, and the bias, of the tiles of a row.
   *
   * @param from the planes
   * @param scratch (4, 6 · tiles, block)
   * @param bias one value a channel
   * @param channel the first one of the block
   * @param rows (4, 4 · tiles, block) of the result
   */
  void result(
      Object from,
      int at,
      int tile,
      int plane,
      float[] scratch,
      int tiles,
      float[] bias,
      int channel,
      float[] rows);

  /**
   * The filter's transform of F(3x3, 4x4) for the tiles of a row of the result's gradient, without
   * the factors of the points.
   *
   * @param rows (4, 4 · tiles, block) of the gradient
   * @param scratch (6, 4 · tiles, block)
   */
  void gradient(float[] rows, float[] scratch, int tiles, Object to, int at, int tile, int plane);

  /**
   * G g Gᵀ of a block of filters.
   *
   * @param from the nine planes of a filter's values
   * @param first the place of the block in that of the filter's first value
   * @param step from one of these planes to the next one, which may be backwards
   * @param scratch (6, 3, block)
   */
  void filter(Object from, int first, int step, float[] scratch, Object to, int at, int plane);

  /**
   * The filter's gradient from the sums of the products of all tiles, with the factors of the
   * points.
   *
   * @param scratch (3, 6, block)
   * @param to the nine planes of the filter's gradient
   */
  void filterGradient(
      Object from, int at, int plane, float[] scratch, Object to, int first, int step);

  /**
   * Adds pixels up.
   *
   * @param rows (count, block) from the start on
   * @param sums one value a channel
   * @param channel the first one of the block
   */
  void sum(float[] rows, int start, int count, float[] sums, int channel);
}
