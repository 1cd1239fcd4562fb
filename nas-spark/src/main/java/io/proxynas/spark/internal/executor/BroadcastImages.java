package io.proxynas.spark.internal.executor;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.train.data.FloatPixels;
import io.proxynas.train.data.LabelledImages;
import io.proxynas.train.data.Pixels;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.broadcast.Broadcast;

/**
 * Images as one array of bytes, and back to the same bits. Big-endian:
 *
 * <ol>
 *   <li>the shape, 3 int32; the number of classes, int32, and their names as {@link
 *       DataOutputStream#writeUTF} writes them; the number of images N, int32; N labels, int32;
 *   <li>a boolean, whether there are palettes; if so, for each channel the number of its values,
 *       int32, and the values, float32;
 *   <li>the pixels (N, C, H, W): one byte each with palettes, the place in its channel's; else
 *       float32.
 * </ol>
 *
 * <p>Images that came as bytes have at most 256 values a channel, whatever they were standardised
 * by, and so a byte a pixel. Those stay as they are on the executor, too.
 */
public final class BroadcastImages {

  /**
   * The images by the array that Spark keeps of each broadcast in an executor: they live as long as
   * that does.
   */
  private static final LoadingCache<byte[], LabelledImages> IMAGES =
      Caffeine.newBuilder().weakKeys().build(BroadcastImages::read);

  private BroadcastImages() {}

  /** The images of a broadcast, in the executor that this is called in; rebuilt once there. */
  static LabelledImages received(Broadcast<byte[]> broadcast) {
    return IMAGES.get(broadcast.value());
  }

  /**
   * The bytes of images.
   *
   * @throws IllegalArgumentException if they are more than an array holds
   */
  public static byte[] of(LabelledImages images) {
    Optional<List<PixelPalette>> palettes = PixelPalette.ofChannels(images);
    byte[] head = head(images, palettes);
    ByteBuffer bytes = ByteBuffer.allocate(size(images, head, palettes.isPresent())).put(head);
    float[] image = new float[images.shape().size()];
    int plane = images.shape().height() * images.shape().width();
    for (int i = 0; i < images.size(); i++) {
      images.pixels().copy(i, image, 0);
      for (int v = 0; v < image.length; v++) {
        if (palettes.isPresent()) {
          bytes.put((byte) palettes.get().get(v / plane).place(image[v]));
        } else {
          bytes.putFloat(image[v]);
        }
      }
    }
    return bytes.array();
  }

  /**
   * Refuses images that are more than an array holds, without making it.
   *
   * @throws IllegalArgumentException with one sentence for the user
   */
  public static void requireFit(LabelledImages images) {
    if (Float.BYTES * pixels(images) > Integer.MAX_VALUE / 2) { // else they fit, whatever they are
      Optional<List<PixelPalette>> palettes = PixelPalette.ofChannels(images);
      size(images, head(images, palettes), palettes.isPresent());
    }
  }

  private static int size(LabelledImages images, byte[] head, boolean byPalettes) {
    long pixels = pixels(images);
    long size = head.length + (byPalettes ? pixels : Float.BYTES * pixels);
    if (size > Integer.MAX_VALUE - 16) {
      throw new IllegalArgumentException(
          "images that a cluster is sent must fit 2 GiB, but these %d take %.1f GiB"
              .formatted(images.size(), size / (double) (1 << 30)));
    }
    return (int) size;
  }

  private static long pixels(LabelledImages images) {
    return (long) images.size() * images.shape().size();
  }

  private static byte[] head(LabelledImages images, Optional<List<PixelPalette>> palettes) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(images.shape().channels());
      out.writeInt(images.shape().height());
      out.writeInt(images.shape().width());
      out.writeInt(images.classes());
      for (String name : images.classNames()) {
        out.writeUTF(name);
      }
      out.writeInt(images.size());
      for (int label : images.labels()) {
        out.writeInt(label);
      }
      out.writeBoolean(palettes.isPresent());
      for (PixelPalette palette : palettes.orElse(List.of())) {
        float[] values = palette.values();
        out.writeInt(values.length);
        for (float value : values) {
          out.writeFloat(value);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // not from an array
    }
    return bytes.toByteArray();
  }

  /** The images of bytes, which may stay part of them. */
  static LabelledImages read(byte[] bytes) {
    ByteArrayInputStream stream = new ByteArrayInputStream(bytes);
    try (DataInputStream in = new DataInputStream(stream)) {
      ImageShape shape = new ImageShape(in.readInt(), in.readInt(), in.readInt());
      int classes = in.readInt();
      List<String> names = new ArrayList<>();
      for (int i = 0; i < classes; i++) {
        names.add(in.readUTF());
      }
      int[] labels = new int[in.readInt()];
      for (int i = 0; i < labels.length; i++) {
        labels[i] = in.readInt();
      }
      Pixels pixels =
          in.readBoolean()
              ? palettePixels(shape, labels.length, in, stream, bytes)
              : floatPixels(shape, labels.length, stream, bytes);
      return new LabelledImages(shape, names, pixels, labels);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Pixels palettePixels(
      ImageShape shape, int count, DataInputStream in, ByteArrayInputStream stream, byte[] bytes)
      throws IOException {
    float[][] palettes = new float[shape.channels()][];
    for (int c = 0; c < palettes.length; c++) {
      palettes[c] = new float[in.readInt()];
      for (int i = 0; i < palettes[c].length; i++) {
        palettes[c][i] = in.readFloat();
      }
    }
    return new PalettePixels(shape, count, palettes, bytes, bytes.length - stream.available());
  }

  private static Pixels floatPixels(
      ImageShape shape, int count, ByteArrayInputStream stream, byte[] bytes) {
    float[] values = new float[count * shape.size()];
    ByteBuffer.wrap(bytes, bytes.length - stream.available(), stream.available())
        .asFloatBuffer()
        .get(values);
    return new FloatPixels(values, shape.size());
  }

  /**
   * Pixels as places in the palettes of their channels.
   *
   * @param palettes the values of each channel
   * @param bytes with (N, C, H, W) unsigned places from {@code start} on
   */
  private record PalettePixels(
      ImageShape shape, int count, float[][] palettes, byte[] bytes, int start) implements Pixels {

    @Override
    public int imageSize() {
      return shape.size();
    }

    @Override
    public void copy(int index, float[] into, int offset) {
      int plane = shape.height() * shape.width();
      int from = start + index * imageSize();
      int to = offset;
      for (float[] palette : palettes) {
        for (int i = 0; i < plane; i++) {
          into[to + i] = palette[bytes[from + i] & 0xff];
        }
        from += plane;
        to += plane;
      }
    }
  }
}
