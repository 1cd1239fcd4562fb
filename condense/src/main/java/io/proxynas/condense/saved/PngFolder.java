package io.proxynas.condense.saved;

import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.train.check.Shown;
import io.proxynas.train.data.BytePixels;
import io.proxynas.train.data.ChannelStatistics;
import io.proxynas.train.data.DataException;
import io.proxynas.train.data.DataSet;
import io.proxynas.train.data.LabelledImages;
import io.proxynas.train.file.AtomicFile;
import io.proxynas.train.file.OwnFiles;
import io.proxynas.train.internal.image.DecodedImage;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A set as a folder of pictures, {@code <class>/*.png}, grey or in colour as the data set is. A
 * class's folder has its name, with a per cent sign and the hexadecimal code for each byte that is
 * not safe in a file name. Pixels are stored in 256 steps of the data set's range, so what lies
 * outside of it, as synthetic pixels may, is cut off.
 */
public final class PngFolder {

  private static final String SAFE = "-_ ()+,";

  private PngFolder() {}

  /** The name of a class's folder, as in {@code T-shirt%2Ftop}. */
  static String folderName(String className) {
    StringBuilder name = new StringBuilder();
    for (byte b : className.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
      boolean dot = c == '.' && name.length() > 0; // in front it would hide the folder
      name.append(letter || dot || SAFE.indexOf(c) >= 0 ? c : "%%%02X".formatted((int) c));
    }
    return name.toString();
  }

  /**
   * Writes a set, each file atomically. Of what is in the folder, only files of its own naming are
   * replaced or removed.
   *
   * @param images (N, C, H, W) standardised, of 1 or 3 channels
   * @param statistics that they are standardised by
   */
  public static void write(LabelledImages images, ChannelStatistics statistics, Path folder)
      throws IOException {
    float[] image = new float[images.shape().size()];
    for (int label = 0; label < images.classes(); label++) {
      Path into = OwnFiles.folder(folder.resolve(folderName(images.classNames().get(label))));
      int[] members = images.indicesOf(label);
      for (int i = 0; i < members.length; i++) {
        images.pixels().copy(members[i], image, 0);
        write(image, images.shape(), statistics, into.resolve("%05d.png".formatted(i)));
      }
      removeFrom(into, members.length);
    }
  }

  private static void write(
      float[] image, ImageShape shape, ChannelStatistics statistics, Path file) throws IOException {
    int type = shape.channels() == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB;
    BufferedImage picture = new BufferedImage(shape.width(), shape.height(), type);
    for (int c = 0, i = 0; c < shape.channels(); c++) {
      for (int y = 0; y < shape.height(); y++) {
        for (int x = 0; x < shape.width(); x++, i++) {
          picture.getRaster().setSample(x, y, c, statistics.byteOf(c, image[i]));
        }
      }
    }
    AtomicFile.write(file, picture);
  }

  /** What a larger set has left here before. */
  private static void removeFrom(Path folder, int first) throws IOException {
    for (Path file : list(folder)) {
      String name = file.getFileName().toString();
      if (name.matches("\\d{5}\\.png") && Integer.parseInt(name.substring(0, 5)) >= first) {
        Files.delete(file);
      }
    }
  }

  /**
   * Reads a set, the images of a class in the order of their names.
   *
   * @throws IOException with a phrase if a class is missing, unknown or empty, or an image is not
   *     of the data set's shape
   */
  static LabelledImages read(Path folder, DataSet data) throws IOException {
    requireKnown(folder, data);
    List<byte[]> images = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    for (int label = 0; label < data.classNames().size(); label++) {
      String className = data.classNames().get(label);
      Path from = folder.resolve(folderName(className));
      List<Path> files = Files.isDirectory(from) ? pictures(from) : List.of();
      if (files.isEmpty()) {
        throw new IOException(
            "each class must have at least 1 image, but \"%s\" has none in %s"
                .formatted(className, from));
      }
      for (Path file : files) {
        images.add(bytes(file, data));
        labels.add(label);
      }
    }
    int size = data.shape().size();
    byte[] pixels = new byte[Math.multiplyExact(images.size(), size)];
    for (int i = 0; i < images.size(); i++) {
      System.arraycopy(images.get(i), 0, pixels, i * size, size);
    }
    return new LabelledImages(
        data.shape(),
        data.classNames(),
        new BytePixels(data.shape(), pixels, data.statistics()),
        labels.stream().mapToInt(Integer::intValue).toArray());
  }

  private static void requireKnown(Path folder, DataSet data) throws IOException {
    List<String> known = data.classNames().stream().map(PngFolder::folderName).toList();
    for (Path entry : list(folder)) {
      if (Files.isDirectory(entry) && !known.contains(entry.getFileName().toString())) {
        throw new IOException(
            "its folders must be classes of %s, but \"%s\" is not"
                .formatted(data.name(), Shown.of(entry.getFileName())));
      }
    }
  }

  private static List<Path> pictures(Path folder) throws IOException {
    return list(folder).stream()
        .filter(file -> file.toString().toLowerCase(Locale.ROOT).endsWith(".png"))
        .toList();
  }

  /** What is not hidden, sorted by name. */
  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(e -> !e.getFileName().toString().startsWith(".")).sorted().toList();
    }
  }

  private static byte[] bytes(Path file, DataSet data) throws IOException {
    DecodedImage image;
    try {
      image = DecodedImage.read(file);
    } catch (IOException e) {
      throw new IOException(file + " is not a readable image: " + DataException.reason(e), e);
    }
    ImageShape shape = data.shape();
    boolean grey =
        Arrays.equals(image.planes()[0], image.planes()[1])
            && Arrays.equals(image.planes()[0], image.planes()[2]);
    if (image.height() != shape.height()
        || image.width() != shape.width()
        || shape.channels() == 1 && !grey) {
      throw new IOException(
          "its images must be %s as those of %s, but %s is %s"
              .formatted(
                  shape,
                  data.name(),
                  file,
                  new ImageShape(grey ? 1 : 3, image.height(), image.width())));
    }
    byte[] bytes = new byte[shape.size()];
    int plane = shape.height() * shape.width();
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Math.round(image.planes()[i / plane][i % plane]);
    }
    return bytes;
  }
}
