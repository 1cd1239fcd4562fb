package io.proxynas.benchmarks.fuzz;

import io.proxynas.benchmarks.Folders;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.train.data.ChannelStatistics;
import io.proxynas.train.data.DataSet;
import io.proxynas.train.data.LabelledImages;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;

/**
 * Whole files, as small as their kinds allow: made here, or resources of this package, which are a
 * run of the command line, its network, and files that PyTorch and Arbiter wrote.
 */
final class Corpus {

  /** Of the images that sets are for; those of the resources are so, too. */
  static final ImageShape SHAPE = new ImageShape(1, 2, 3);

  private static final List<String> CLASSES = List.of("coat", "T-shirt/top");

  private Corpus() {}

  /** Writes files to a folder that is empty. */
  @FunctionalInterface
  interface Writer {
    void write(Path folder) throws Exception;
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static byte[] resource(String name) {
    try (InputStream in = Corpus.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + name + " is missing");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The files that a writer leaves, by their paths. */
  static Map<String, byte[]> written(Writer writer) {
    try {
      Path folder = Files.createTempDirectory("proxynas-corpus");
      try {
        writer.write(folder);
        return contents(folder);
      } finally {
        Folders.delete(folder);
      }
    } catch (Exception e) {
      throw new IllegalStateException("a file of the corpus cannot be made", e);
    }
  }

  private static Map<String, byte[]> contents(Path folder) throws IOException {
    Map<String, byte[]> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.put(folder.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    return contents;
  }

  /** Images of IDX, or labels where there is one dimension. */
  static byte[] idx(int... dimensions) {
    int values = Arrays.stream(dimensions).reduce(1, (a, b) -> a * b);
    ByteBuffer file = ByteBuffer.allocate(4 + 4 * dimensions.length + values);
    file.putInt(0x800 + dimensions.length);
    Arrays.stream(dimensions).forEach(file::putInt);
    for (int i = 0; i < values; i++) {
      file.put((byte) (dimensions.length == 1 ? i % 10 : 37 * i));
    }
    return file.array();
  }

  static byte[] gzip(byte[] plain) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // to memory
    }
    return packed.toByteArray();
  }

  /** Records of CIFAR-10. */
  static byte[] cifar(int records) {
    byte[] file = new byte[records * 3073];
    new SplittableRandom(records).nextBytes(file);
    for (int i = 0; i < records; i++) {
      file[i * 3073] = (byte) (i % 10);
    }
    return file;
  }

  /** A picture of noise. */
  static byte[] picture(int size, int type, String format) {
    BufferedImage image = new BufferedImage(size, size, type);
    SplittableRandom random = new SplittableRandom(size);
    for (int i = 0; i < size * size; i++) {
      image.setRGB(i % size, i / size, random.nextInt());
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(image, format, bytes)) {
        throw new IllegalStateException("this Java does not write " + format);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // to memory
    }
    return bytes.toByteArray();
  }

  /** Four images, two of each class. */
  static LabelledImages images() {
    float[] pixels = new float[4 * SHAPE.size()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = i / 6 + (i % 6) / 8f;
    }
    return new LabelledImages(SHAPE, CLASSES, pixels, new int[] {1, 0, 0, 1});
  }

  /** The data set that sets are for. */
  static DataSet data() {
    ChannelStatistics statistics = new ChannelStatistics(new float[] {0.4f}, new float[] {0.3f});
    return new DataSet("photos", images(), images(), statistics, true, "f00d", List.of());
  }
}
