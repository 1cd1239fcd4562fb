package io.proxynas.condense.saved;

import io.proxynas.condense.saved.TorchPickle.Tensor;
import io.proxynas.train.check.Require;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A set as {@code torch.save} keeps it (PyTorch 1.6 and later, little-endian): images (N, C, H, W)
 * float32, already standardised, and labels (N) int64; in a list, a tuple or a dictionary of two
 * tensors, or as the programs of Zhao and Bilen save it, {@code {'data': [[images, labels], …], …}}
 * with a pair for each experiment, of which the first is taken.
 */
final class TorchFile {

  private static final String PICKLE = "/data.pkl";

  private TorchFile() {}

  /** Whether a zip file is one of these by its content. */
  static boolean is(ZipFile zip) {
    return folder(zip).isPresent();
  }

  private static Optional<String> folder(ZipFile zip) {
    return zip.stream()
        .map(ZipEntry::getName)
        .filter(name -> name.endsWith(PICKLE))
        .map(name -> name.substring(0, name.length() - PICKLE.length()))
        .findFirst();
  }

  /**
   * Reads a set.
   *
   * @throws IOException with a phrase if it is damaged or holds anything else
   */
  static ImageTensors read(ZipFile zip) throws IOException {
    String folder = folder(zip).orElseThrow();
    requireLittleEndian(zip, folder + "/byteorder");
    List<?> pair = pair(TorchPickle.read(ZipContent.read(zip, folder + PICKLE)));
    Tensor images = (Tensor) pair.get(0);
    Tensor labels = (Tensor) pair.get(1);
    int[] shape = shape("images", images);
    float[] pixels = new float[product(shape)];
    values(zip, folder, "images", images, "torch.FloatStorage", Float.BYTES, pixels.length)
        .asFloatBuffer()
        .get(pixels);
    int[] labelShape = shape("labels", labels);
    Require.inFile(
        labelShape.length == 1, "its labels must have 1 dimension, but have %s", labelShape.length);
    long[] classes = new long[labelShape[0]];
    values(zip, folder, "labels", labels, "torch.LongStorage", Long.BYTES, classes.length)
        .asLongBuffer()
        .get(classes);
    return new ImageTensors(shape, pixels, classes);
  }

  private static void requireLittleEndian(ZipFile zip, String entry) throws IOException {
    if (zip.getEntry(entry) != null) { // older versions do not say; they were little-endian only
      String order =
          StandardCharsets.US_ASCII.decode(ZipContent.read(zip, entry)).toString().strip();
      Require.inFile(order.equals("little"), "its byte order must be little, but is %s", order);
    }
  }

  /** Two tensors, the images first. */
  private static List<?> pair(Object saved) throws IOException {
    Object value = saved;
    if (value instanceof Map<?, ?> map) {
      if (map.get("data") instanceof List<?> experiments && !experiments.isEmpty()) {
        value = experiments.get(0);
      } else {
        value = List.copyOf(map.values());
      }
    }
    if (value instanceof List<?> pair
        && pair.size() == 2
        && pair.get(0) instanceof Tensor
        && pair.get(1) instanceof Tensor) {
      return pair;
    }
    throw new IOException(
        "it must hold images and labels, two tensors in a list, a tuple or a dictionary or under"
            + " 'data', but does not");
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
            .formatted(name, tensor.shape()));
  }

  private static int product(int[] shape) {
    return IntStream.of(shape).reduce(1, (a, b) -> a * b);
  }

  private static ByteBuffer values(
      ZipFile zip, String folder, String name, Tensor tensor, String type, int size, int count)
      throws IOException {
    TorchPickle.Storage storage = tensor.storage();
    boolean fits = storage.type().equals(type);
    Require.inFile(fits, "its %s must be in a %s, but are in a %s", name, type, storage.type());
    requireRowMajor(name, tensor);
    ByteBuffer bytes = ZipContent.read(zip, folder + "/data/" + storage.key());
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
              .formatted(name, tensor.strides(), tensor.shape()));
    }
  }
}
