package io.proxynas.condense.data;

import io.proxynas.engine.architecture.ImageShape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;

/**
 * The images of one part of an image folder, decoded and square, in the order of their files.
 *
 * @param size height and width
 * @param images those that could be decoded
 * @param warnings one sentence for each that could not
 */
record SquareImages(int size, List<Square> images, List<String> warnings) {

  /**
   * One image.
   *
   * @param className the name of its folder
   * @param planes (1, size, size) if it is grey, else (3, size, size), unsigned bytes
   */
  record Square(String className, byte[] planes) {}

  /** Decodes files on all processors; {@code done} hears how many are finished. */
  static SquareImages decode(List<Path> files, int size, LongConsumer done)
      throws InterruptedException {
    ExecutorService pool = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    try {
      List<Future<Square>> futures = new ArrayList<>(files.size());
      files.forEach(file -> futures.add(pool.submit(() -> square(file, size))));
      return collect(files, futures, size, done);
    } finally {
      pool.shutdownNow();
    }
  }

  private static SquareImages collect(
      List<Path> files, List<Future<Square>> futures, int size, LongConsumer done)
      throws InterruptedException {
    List<Square> images = new ArrayList<>(files.size());
    List<String> warnings = new ArrayList<>();
    for (int i = 0; i < futures.size(); i++) {
      try {
        images.add(futures.get(i).get());
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof IOException cause)) {
          throw new IllegalStateException("decoding " + files.get(i) + " failed", e.getCause());
        }
        warnings.add(
            "left out %s, which is not a readable image: %s"
                .formatted(files.get(i), DataException.reason(cause)));
      }
      done.accept(i + 1L);
    }
    return new SquareImages(size, images, warnings);
  }

  private static Square square(Path file, int size) throws IOException {
    DecodedImage image = DecodedImage.read(file);
    int plane = size * size;
    byte[] planes = new byte[3 * plane];
    for (int c = 0; c < 3; c++) {
      float[] square =
          Resampling.centreSquare(image.planes()[c], image.height(), image.width(), size);
      for (int i = 0; i < plane; i++) {
        planes[c * plane + i] = (byte) Math.round(square[i]);
      }
    }
    boolean grey =
        Arrays.equals(planes, 0, plane, planes, plane, 2 * plane)
            && Arrays.equals(planes, 0, plane, planes, 2 * plane, 3 * plane);
    return new Square(
        file.getParent().getFileName().toString(), grey ? Arrays.copyOf(planes, plane) : planes);
  }

  /** Whether all images are grey. */
  boolean grey() {
    return images.stream().allMatch(i -> i.planes().length == size * size);
  }

  /**
   * Packs the images.
   *
   * @param folder for error messages
   * @param classNames each must have an image
   * @param channels 1 or 3; a grey image is repeated in all three
   */
  RawImages toRaw(Path folder, List<String> classNames, int channels) {
    int plane = size * size;
    int[] labels = images.stream().mapToInt(i -> classNames.indexOf(i.className())).toArray();
    requireEveryClass(folder, classNames, labels);
    long bytes = (long) labels.length * channels * plane;
    if (bytes > Integer.MAX_VALUE - 8) {
      throw new DataException(
          "the images of %s must take at most %d bytes, but %d images of %dx%dx%d take %d"
              .formatted(
                  folder, Integer.MAX_VALUE - 8, labels.length, channels, size, size, bytes));
    }
    byte[] pixels = new byte[(int) bytes];
    for (int i = 0; i < labels.length; i++) {
      byte[] planes = images.get(i).planes();
      for (int c = 0; c < channels; c++) {
        int from = planes.length == plane ? 0 : c * plane;
        System.arraycopy(planes, from, pixels, (i * channels + c) * plane, plane);
      }
    }
    return new RawImages(new ImageShape(channels, size, size), pixels, labels);
  }

  private static void requireEveryClass(Path folder, List<String> classNames, int[] labels) {
    BitSet present = new BitSet();
    Arrays.stream(labels).forEach(present::set);
    int missing = present.nextClearBit(0);
    if (missing < classNames.size()) {
      throw new DataException(
          "%s must have at least 1 readable image, but all of its images are damaged"
              .formatted(folder.resolve(classNames.get(missing))));
    }
  }
}
