package io.proxynas.condense.saved;

import io.proxynas.condense.set.Provenance;
import io.proxynas.condense.set.ProxyFile;
import io.proxynas.condense.set.ProxySet;
import io.proxynas.train.check.Require;
import io.proxynas.train.check.Shown;
import io.proxynas.train.data.DataException;
import io.proxynas.train.data.DataSet;
import io.proxynas.train.data.LabelledImages;
import io.proxynas.train.file.Sha256;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * A proxy set from a path: a file of {@link io.proxynas.condense.set.ProxyStore}, an {@link
 * NpzFile}, a {@link PngFolder}, or a file of PyTorch ({@link TorchFile}), which may have several
 * sets. The kind is told by the content, not by the name. The set is taken as it is; {@link
 * #imagesIn} tells whether it has images that it should not.
 *
 * @param images (N, C, H, W) standardised as those of the data set, at least one of each class; a
 *     file of the store is decoded as it says
 * @param imagesPerClass stored images of each class; 0 if classes differ
 * @param provenance how it was made; empty where its files do not tell
 * @param hash SHA-256 of the content
 * @param sets how many there are at the path, of which this is one
 */
public record SavedSet(
    LabelledImages images,
    int imagesPerClass,
    Optional<Provenance> provenance,
    String hash,
    int sets) {

  /** As {@link #read(Path, int, DataSet)}, the first set. */
  public static SavedSet read(Path path, DataSet data) {
    return read(path, 1, data);
  }

  /**
   * Reads a set for a data set.
   *
   * @param number of the set among those at the path, from 1
   * @throws DataException with one sentence if it cannot be read, or is not of the data set's shape
   *     and classes
   */
  public static SavedSet read(Path path, int number, DataSet data) {
    try {
      SavedSet set = read(path, data, number);
      Require.inFile(
          number <= set.sets(), "it must have a set number %d, but has %d", number, set.sets());
      return set;
    } catch (IOException e) {
      throw new DataException("the saved set %s cannot be used: %s".formatted(path, reason(e)), e);
    }
  }

  private static SavedSet read(Path path, DataSet data, int number) throws IOException {
    if (Files.isDirectory(path)) {
      LabelledImages images = PngFolder.read(path, data);
      return of(images, imagesPerClass(images));
    }
    if (ProxyFile.is(path)) {
      return of(ProxyFile.read(path), data);
    }
    if (TorchStream.is(path)) {
      return of(TorchFile.read(TorchStream.read(path), number), data);
    }
    try (ZipFile zip = open(path)) {
      if (TorchZip.is(zip)) {
        return of(TorchFile.read(TorchZip.read(zip), number), data);
      }
      Require.inFile(
          NpzFile.is(zip), "it is a zip file with neither arrays of NumPy nor a pickle of PyTorch");
      LabelledImages images = NpzFile.read(zip).of(data);
      return of(images, told(NpzFile.imagesPerClass(zip), imagesPerClass(images)));
    }
  }

  /** How many of the images are among others, bit for bit. */
  public int imagesIn(LabelledImages others) {
    Map<ByteBuffer, Integer> counts = new HashMap<>();
    for (int i = 0; i < images.size(); i++) {
      counts.merge(bits(images, i), 1, Integer::sum);
    }
    int found = 0;
    for (int i = 0; i < others.size() && !counts.isEmpty(); i++) {
      Integer count = counts.remove(bits(others, i));
      found += count == null ? 0 : count;
    }
    return found;
  }

  private static ByteBuffer bits(LabelledImages images, int index) {
    float[] image = new float[images.shape().size()];
    images.pixels().copy(index, image, 0);
    ByteBuffer bits = ByteBuffer.allocate(Float.BYTES * image.length);
    bits.asFloatBuffer().put(image);
    return bits;
  }

  private static int imagesPerClass(LabelledImages images) {
    int[] counts =
        IntStream.range(0, images.classes()).map(c -> images.indicesOf(c).length).toArray();
    return IntStream.of(counts).allMatch(n -> n == counts[0]) ? counts[0] : 0;
  }

  /**
   * As how many images of each class the set is counted: as the file tells, since one of mosaics
   * trains on more than it stores.
   *
   * @param each images of each class; 0 where classes differ
   */
  private static int told(OptionalInt told, int each) throws IOException {
    int count = told.orElse(each);
    Require.inFile(
        count == each || count == 0 || each % count == 0 && each > 0,
        "its images_per_class must divide the %s, but is %d",
        each > 0 ? each + " images of each class" : "images of each class, which differ",
        count);
    return count;
  }

  private static SavedSet of(ImageTensors tensors, DataSet data) throws IOException {
    LabelledImages images = tensors.of(data);
    return new SavedSet(
        images, imagesPerClass(images), Optional.empty(), contentHash(images), tensors.sets());
  }

  private static SavedSet of(LabelledImages images, int imagesPerClass) {
    return new SavedSet(images, imagesPerClass, Optional.empty(), contentHash(images), 1);
  }

  private static SavedSet of(ProxySet set, DataSet data) throws IOException {
    LabelledImages images = set.images();
    if (!images.shape().equals(data.shape()) || !images.classNames().equals(data.classNames())) {
      throw new IOException(
          "it must be of the shape and classes of %s, %s and %s, but is of %s and %s"
              .formatted(
                  data.name(),
                  data.shape(),
                  data.classNames(),
                  images.shape(),
                  Shown.of(images.classNames())));
    }
    return new SavedSet(
        images,
        imagesPerClass(set.stored()),
        Optional.of(set.provenance()),
        contentHash(images),
        1);
  }

  /** The SHA-256 over shape, class names, labels and the bits of the pixels, in hexadecimal. */
  static String contentHash(LabelledImages images) {
    return Sha256.of(
        out -> {
          out.writeUTF(images.shape().toString());
          out.writeInt(images.classes());
          for (String name : images.classNames()) {
            out.writeUTF(name);
          }
          out.writeInt(images.size());
          float[] image = new float[images.shape().size()];
          for (int i = 0; i < images.size(); i++) {
            out.writeInt(images.labels()[i]);
            images.pixels().copy(i, image, 0);
            for (float pixel : image) {
              out.writeInt(Float.floatToRawIntBits(pixel));
            }
          }
        });
  }

  private static ZipFile open(Path path) throws IOException {
    try {
      return new ZipFile(path.toFile());
    } catch (ZipException e) {
      throw new IOException(
          "it is not a whole file of one of the kinds .proxy, .npz or .pt, nor a folder", e);
    }
  }

  private static String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "it does not exist";
    }
    return e instanceof EOFException ? "it ends early" : String.valueOf(e.getMessage());
  }
}
