package io.proxynas.train.data;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;

/** Makes the tiny files of the data tests. */
public final class TestFiles {

  private TestFiles() {}

  public static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  public static byte[] idxImages(int count, int height, int width, byte[] pixels) {
    return ByteBuffer.allocate(16 + pixels.length)
        .putInt(0x803)
        .putInt(count)
        .putInt(height)
        .putInt(width)
        .put(pixels)
        .array();
  }

  public static byte[] idxLabels(int... labels) {
    return ByteBuffer.allocate(8 + labels.length)
        .putInt(0x801)
        .putInt(labels.length)
        .put(bytes(labels))
        .array();
  }

  public static byte[] gzip(byte[] plain) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream gz = new GZIPOutputStream(out)) {
      gz.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  public static Path write(Path file, byte[] content) {
    try {
      Files.createDirectories(file.getParent());
      return Files.write(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The four files of an MNIST-like set: two training images, one test image, of 1x2x2. */
  public static void writeIdxSet(Path folder) {
    byte[] pixels = bytes(0, 51, 102, 255, 255, 255, 0, 0);
    write(folder.resolve("train-images-idx3-ubyte"), idxImages(2, 2, 2, pixels));
    write(folder.resolve("train-labels-idx1-ubyte.gz"), gzip(idxLabels(3, 7)));
    write(folder.resolve("t10k-images-idx3-ubyte.gz"), gzip(idxImages(1, 2, 2, bytes(1, 2, 3, 4))));
    write(folder.resolve("t10k-labels-idx1-ubyte"), idxLabels(9));
  }

  /** A CIFAR record: the labels, then the red, green and blue plane of one value each. */
  public static byte[] cifarRecord(int[] labels, int red, int green, int blue) {
    ByteBuffer record = ByteBuffer.allocate(labels.length + 3072).put(bytes(labels));
    for (int value : new int[] {red, green, blue}) {
      for (int i = 0; i < 1024; i++) {
        record.put((byte) value);
      }
    }
    return record.array();
  }

  public static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  public static Path writeImage(Path file, BufferedImage image) {
    String name = file.getFileName().toString();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(image, name.substring(name.lastIndexOf('.') + 1), out)) {
        throw new IllegalStateException("the JDK cannot write " + name);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return write(file, out.toByteArray());
  }

  /** A grey image of one value. */
  public static BufferedImage grey(int height, int width, int value) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.getRaster().setSample(x, y, 0, value);
      }
    }
    return image;
  }

  /** A grey image that compresses badly. */
  public static BufferedImage noise(int height, int width, long seed) {
    return noise(new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY), seed);
  }

  /** A colour image that compresses badly. */
  public static BufferedImage colourNoise(int height, int width, long seed) {
    return noise(new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR), seed);
  }

  private static BufferedImage noise(BufferedImage image, long seed) {
    byte[] bytes = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    new SplittableRandom(seed).nextBytes(bytes);
    return image;
  }

  /** A colour image of one colour, with an alpha channel if the type has one. */
  public static BufferedImage colour(int height, int width, int type, int argb) {
    BufferedImage image = new BufferedImage(width, height, type);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, argb);
      }
    }
    return image;
  }

  /** All the pixels of raw images. */
  public static byte[] pixels(RawImages images) {
    byte[] all = new byte[images.count() * images.shape().size()];
    byte[] image = new byte[images.shape().size()];
    for (int i = 0; i < images.count(); i++) {
      images.pixels().copy(i, image);
      System.arraycopy(image, 0, all, i * image.length, image.length);
    }
    return all;
  }

  public static float[] image(LabelledImages images, int index) {
    float[] values = new float[images.shape().size()];
    images.pixels().copy(index, values, 0);
    return values;
  }
}
