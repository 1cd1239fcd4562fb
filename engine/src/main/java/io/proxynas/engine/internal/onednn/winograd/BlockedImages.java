package io.proxynas.engine.internal.onednn.winograd;

import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.internal.onednn.primitive.Context;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.bytedeco.dnnl.memory;

/**
 * A batch of images in blocks of channels, (image, block of channels, row, column, channel), of
 * which rows are copied into arrays and back.
 */
final class BlockedImages {

  private final FloatBuffer values;
  private final ImageShape shape;
  private final int images;
  private final int block;

  BlockedImages(memory memory, ImageShape shape, int images, int block) {
    this.values = Context.buffer(memory);
    this.shape = shape;
    this.images = images;
    this.block = block;
  }

  int blocks() {
    return shape.channels() / block;
  }

  /**
   * Copies some rows of an image; rows that it has not are zero.
   *
   * @param image an image after the last one is of zeros
   * @param start the first row
   * @param into (rows, length), whose other columns are left as they are
   * @param left the first column in it
   */
  void read(int image, int channels, int start, int rows, float[] into, int length, int left) {
    for (int i = 0; i < rows; i++) {
      int row = start + i;
      int at = i * length;
      if (image < images && row >= 0 && row < shape.height()) {
        values.get(place(image, channels, row), into, at + left * block, shape.width() * block);
      } else {
        Arrays.fill(into, at, at + length, 0);
      }
    }
  }

  /** Copies the first columns of some rows into those that the image has. */
  void write(int image, int channels, int start, int rows, float[] from, int length) {
    for (int i = 0; i < rows && start + i < shape.height(); i++) {
      values.put(place(image, channels, start + i), from, i * length, shape.width() * block);
    }
  }

  private int place(int image, int channels, int row) {
    return ((image * blocks() + channels) * shape.height() + row) * shape.width() * block;
  }
}
