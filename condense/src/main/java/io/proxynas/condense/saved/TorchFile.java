package io.proxynas.condense.saved;

import io.proxynas.condense.saved.TorchPickle.Tensor;
import io.proxynas.train.check.Require;
import io.proxynas.train.check.Shown;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Sets as {@code torch.save} keeps them, little-endian, in either of its formats ({@link TorchZip},
 * {@link TorchStream}): images (N, C, H, W) float32, already standardised, and labels (N) int64; in
 * a list, a tuple or a dictionary of two tensors, or in a list of such pairs, as the programs of
 * Zhao and Bilen save it, {@code {'data': [[images, labels], …], …}} with a pair for each
 * experiment.
 */
final class TorchFile {

  private TorchFile() {}

  /**
   * Reads a set.
   *
   * @param number of the set, from 1
   * @throws IOException with a phrase if the file is damaged, has no such set or holds anything
   *     else
   */
  static ImageTensors read(TorchContent file, int number) throws IOException {
    List<?> sets = sets(file.value());
    Require.inFile(
        number <= sets.size(), "it must have a set number %d, but has %d", number, sets.size());
    List<?> pair = (List<?>) sets.get(number - 1);
    Tensor images = (Tensor) pair.get(0);
    Tensor labels = (Tensor) pair.get(1);
    int[] shape = shape("images", images);
    int count = product(shape);
    ByteBuffer values = values(file, "images", images, "torch.FloatStorage", Float.BYTES, count);
    float[] pixels = new float[count]; // after it is known that they are there
    values.asFloatBuffer().get(pixels);
    int[] labelShape = shape("labels", labels);
    Require.inFile(
        labelShape.length == 1, "its labels must have 1 dimension, but have %s", labelShape.length);
    ByteBuffer ofLabels =
        values(file, "labels", labels, "torch.LongStorage", Long.BYTES, labelShape[0]);
    long[] classes = new long[labelShape[0]];
    ofLabels.asLongBuffer().get(classes);
    return new ImageTensors(shape, pixels, classes, sets.size());
  }

  /** Pairs of tensors, the images first. */
  private static List<?> sets(Object saved) throws IOException {
    Object value = saved;
    if (value instanceof Map<?, ?> map) {
      value = map.get("data") instanceof List<?> data ? data : List.copyOf(map.values());
    }
    if (isPair(value)) {
      return List.of(value);
    }
    if (value instanceof List<?> sets
        && !sets.isEmpty()
        && sets.stream().allMatch(TorchFile::isPair)) {
      return sets;
    }
    throw new IOException(
        "it must hold images and labels, two tensors in a list, a tuple or a dictionary or under"
            + " 'data', but does not");
  }

  private static boolean isPair(Object value) {
    return value instanceof List<?> pair
        && pair.size() == 2
        && pair.get(0) instanceof Tensor
        && pair.get(1) instanceof Tensor;
  }

  /** Sizes whose product fits an array. */
  private static int[] shape(String name, Tensor tensor) throws IOException {
    try {
      int[] shape = tensor.shape().stream().mapToInt(Math::toIntExact).toArray();
      if (IntStream.of(shape).allMatch(n -> n >= 1)) {
        IntStream.of(shape).reduce(1, Math::multiplyExact);
        return shape;
      }
    } catch (ArithmeticException e) {
      // refused below
    }
    throw new IOException(
        "its %s must have sizes of at least 1 that fit an array, but have %s"
            .formatted(name, Shown.of(tensor.shape())));
  }

  private static int product(int[] shape) {
    return IntStream.of(shape).reduce(1, (a, b) -> a * b);
  }

  private static ByteBuffer values(
      TorchContent file, String name, Tensor tensor, String type, int size, int count)
      throws IOException {
    TorchPickle.Storage storage = tensor.storage();
    boolean fits = storage.type().equals(type);
    Require.inFile(fits, "its %s must be in a %s, but are in a %s", name, type, storage.type());
    requireRowMajor(name, tensor);
    ByteBuffer bytes = file.bytes(storage);
    if (bytes.remaining() / size != storage.values()
        || tensor.offset() < 0
        || tensor.offset() > storage.values() - count) {
      throw new IOException(
          "its %s must lie in the storage of %d values, but do not"
              .formatted(name, bytes.remaining() / size));
    }
    bytes.position(Math.toIntExact(size * tensor.offset()));
    return bytes.slice().order(bytes.order());
  }

  private static void requireRowMajor(String name, Tensor tensor) throws IOException {
    long stride = 1;
    boolean rowMajor = tensor.strides().size() == tensor.shape().size();
    for (int i = tensor.shape().size() - 1; rowMajor && i >= 0; i--) {
      long size = tensor.shape().get(i);
      rowMajor = size == 1 || tensor.strides().get(i).equals(stride);
      stride *= size;
    }
    if (!rowMajor) {
      throw new IOException(
          "its %s must be in row-major order, but have the strides %s of the shape %s"
              .formatted(name, Shown.of(tensor.strides()), Shown.of(tensor.shape())));
    }
  }
}
