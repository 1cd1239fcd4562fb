package io.proxynas.condense.saved;

import io.proxynas.condense.data.LabelledImages;
import io.proxynas.condense.file.AtomicFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * A set as NumPy's {@code savez} keeps it: {@code images}, (N, C, H, W) float32, standardised by
 * the data set's mean and deviation, and {@code labels}, (N) int64.
 */
public final class NpzFile {

  private static final String IMAGES = "images";
  private static final String LABELS = "labels";
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
    NpyArray images =
        NpyArray.read(IMAGES, FLOAT32, "float32", ZipContent.read(zip, IMAGES + ".npy"));
    NpyArray labels = NpyArray.read(LABELS, INT64, "int64", ZipContent.read(zip, LABELS + ".npy"));
    float[] pixels = new float[images.values().remaining() / Float.BYTES];
    images.values().asFloatBuffer().get(pixels);
    long[] classes = new long[labels.values().remaining() / Long.BYTES];
    labels.values().asLongBuffer().get(classes);
    return new ImageTensors(images.shape(), pixels, classes);
  }

  /** Writes a set, atomically. Equal sets give equal files. */
  public static void write(LabelledImages images, Path file) throws IOException {
    AtomicFile.write(file, out -> write(images, out));
  }

  private static void write(LabelledImages images, OutputStream out) throws IOException {
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
    ByteBuffer labels =
        ByteBuffer.allocate(Long.BYTES * images.size()).order(ByteOrder.LITTLE_ENDIAN);
    for (int label : images.labels()) {
      labels.putLong(label);
    }
    zip.write(labels.array());
    zip.finish();
  }

  private static void begin(ZipOutputStream zip, String name) throws IOException {
    ZipEntry entry = new ZipEntry(name + ".npy");
    entry.setTimeLocal(TIME);
    zip.putNextEntry(entry);
  }
}
