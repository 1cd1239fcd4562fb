package io.proxynas.engine.internal.onednn.winograd;

import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.graph.Axis;
import io.proxynas.engine.graph.Window;

/**
 * How images are cut into tiles, whose transformed values are taken a group at a time, so that they
 * are still in the cache when they are multiplied. A group is a number of rows of tiles; the last
 * group of a batch may have rows too many, which stand for images of zeros.
 *
 * @param images of a batch
 * @param in the images that a 3x3 filter moves over
 * @param out those of its results
 * @param top the rows of zeros above an image
 * @param left the columns of zeros beside it
 */
record Tiling(int images, ImageShape in, ImageShape out, int top, int left) {

  /** Products and values of a group take about 1.2 MB, as much as a core's own cache has. */
  private static final int VALUES = 8192;

  /** With fewer tiles, the product of matrices does not reach its speed. */
  private static final int FEWEST = 24;

  private static final int MOST = 96;

  static Tiling of(Window window, int images, ImageShape in, ImageShape out) {
    return new Tiling(images, in, out, window.rows().before(), window.columns().before());
  }

  /** Of the convolution that gives the gradient of the images: with as many zeros as fit. */
  Tiling backward() {
    int reach = MinimalFiltering.FILTER - 1;
    return new Tiling(images, out, in, reach - top, reach - left);
  }

  /** Whether a window is one of 3x3 values that are read beside each other, a step of one. */
  static boolean fits(Window window) {
    return fits(window.rows()) && fits(window.columns());
  }

  private static boolean fits(Axis axis) {
    return axis.kernel() == MinimalFiltering.FILTER
        && axis.stride() == 1
        && axis.dilation() == 1
        && axis.before() < MinimalFiltering.FILTER
        && axis.after() < MinimalFiltering.FILTER;
  }

  /** Rows of tiles of an image. */
  int rows() {
    return tiles(out.height());
  }

  /** Tiles of a row. */
  int columns() {
    return tiles(out.width());
  }

  private static int tiles(int results) {
    return (results + MinimalFiltering.RESULTS - 1) / MinimalFiltering.RESULTS;
  }

  /** Tiles of the batch. */
  int tiles() {
    return allRows() * columns();
  }

  /** Rows of tiles of the batch. */
  int allRows() {
    return images * rows();
  }

  /** Groups of the batch. */
  int groups() {
    int most = Math.max(FEWEST, Math.min(MOST, VALUES / (in.channels() + out.channels())));
    int rows = Math.max(1, most / columns());
    return (allRows() + rows - 1) / rows;
  }

  /** Rows of tiles of a group. */
  int groupRows() {
    return (allRows() + groups() - 1) / groups();
  }

  /** Tiles of a group. */
  int groupTiles() {
    return groupRows() * columns();
  }
}
