package io.proxynas.condense.saved;

import io.proxynas.train.data.LabelledImages;
import io.proxynas.train.file.AtomicFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.OptionalInt;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * A set as NumPy's {@code savez} keeps it: {@code images}, (N, C, H, W) float32, standardised by
 * the data set's mean and deviation, {@code labels}, (N) int64, and {@code images_per_class}, one
 * int64: how many images of each class the set was counted as, which are fewer where one stored
 * image was decoded to several. Files made elsewhere need not have it.
 */
public final class NpzFile {

  private static final String IMAGES = "images";
  private static final String LABELS = "labels";
  private static final String IMAGES_PER_CLASS = "images_per_class";
  private static final String FLOAT32 = "<f4";
  private static final String INT64 = "<i8";

  /** The first time that a zip file can tell, so that equal sets give equal files. */
  private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private NpzFile() {}

  /** Whether a zip file is one of these by its content. */
  static boolean is(ZipFile zip) {
    return zip.stream().anyMatch(entry -> entry.getName().endsWith(".npy"));
  }

  /**
   * Reads a set.
   *
   * @throws IOException with a phrase if it is damaged or holds other arrays
   */
  static ImageTensors read(ZipFile zip) throws IOException {
    NpyArray images = NpyArray.read(zip, IMAGES, FLOAT32, "float32");
    NpyArray labels = NpyArray.read(zip, LABELS, INT64, "int64");
    float[] pixels = new float[images.values().remaining() / Float.BYTES];
    images.values().asFloatBuffer().get(pixels);
    long[] classes = new long[labels.values().remaining() / Long.BYTES];
    labels.values().asLongBuffer().get(classes);
    return new ImageTensors(images.shape(), pixels, classes);
  }

  /**
   * How many images of each class the set was counted as; 0 where classes differ.
   *
   * @return nothing if the file does not tell
   * @throws IOException with a phrase if it is damaged
   */
  static OptionalInt imagesPerClass(ZipFile zip) throws IOException {
    if (zip.getEntry(IMAGES_PER_CLASS + ".npy") == null) {
      return OptionalInt.empty();
    }
    NpyArray count = NpyArray.read(zip, IMAGES_PER_CLASS, INT64, "int64");
    LongBuffer values = count.values().asLongBuffer();
    if (values.remaining() != 1 || values.get(0) < 0 || values.get(0) > Integer.MAX_VALUE) {
      throw new IOException("its %s must be one number of at least 0".formatted(IMAGES_PER_CLASS));
    }
    return OptionalInt.of((int) values.get(0));
  }

  /**
   * Writes a set, atomically. Equal sets give equal files.
   *
   * @param images to train on
   * @param imagesPerClass as which the set is counted; 0 where classes differ
   */
  public static void write(LabelledImages images, int imagesPerClass, Path file)
      throws IOException {
    AtomicFile.write(file, out -> write(images, imagesPerClass, out));
  }

  private static void write(LabelledImages images, int imagesPerClass, OutputStream out)
      throws IOException {
    var shape = images.shape();
    ZipOutputStream zip = new ZipOutputStream(out);
    begin(zip, IMAGES);
    zip.write(
        NpyArray.header(FLOAT32, images.size(), shape.channels(), shape.height(), shape.width()));
    float[] image = new float[shape.size()];
    ByteBuffer bytes =
        ByteBuffer.allocate(Float.BYTES * image.length).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < images.size(); i++) {
      images.pixels().copy(i, image, 0);
      bytes.asFloatBuffer().put(image);
      zip.write(bytes.array());
    }
    begin(zip, LABELS);
    zip.write(NpyArray.header(INT64, images.size()));
    zip.write(int64(images.labels()));
    begin(zip, IMAGES_PER_CLASS);
    zip.write(NpyArray.header(INT64));
    zip.write(int64(imagesPerClass));
    zip.finish();
  }

  private static byte[] int64(int... values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Long.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (int value : values) {
      bytes.putLong(value);
    }
    return bytes.array();
  }

  private static void begin(ZipOutputStream zip, String name) throws IOException {
    ZipEntry entry = new ZipEntry(name + ".npy");
    entry.setTimeLocal(TIME);
    zip.putNextEntry(entry);
  }
}
