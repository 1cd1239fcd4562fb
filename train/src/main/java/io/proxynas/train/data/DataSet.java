package io.proxynas.train.data;

import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.train.check.Require;
import io.proxynas.train.file.Sha256;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A real data set, read and standardised, by the statistics of its training images unless it {@link
 * #standardizedBy says otherwise}. {@link io.proxynas.train.data.source.DataSets} loads one; a
 * program makes one of its own arrays:
 *
 * <pre>{@code
 * ImageShape shape = new ImageShape(3, 32, 32); // channels, height, width
 * List<String> pets = List.of("cat", "dog");
 * LabelledImages train = LabelledImages.of(shape, pets, trainImages, trainLabels); // float[N][3072]
 * LabelledImages test = LabelledImages.of(shape, pets, testImages, testLabels);
 * DataSet data = DataSet.of("pets", train, test, true); // a mirrored cat is a cat
 * }</pre>
 *
 * Bytes go through {@link RawImages} and are kept as such, in a quarter of the memory.
 *
 * @param name for the user: the name of a known set, or of the folder
 * @param source what {@link io.proxynas.train.data.source.DataSets} loads it by: the name of a
 *     known set, or the absolute path of a folder; empty where a program gave the images
 * @param splitSeed by which the test images were cut off the training images; empty where the data
 *     bring test images of their own
 * @param train the training images
 * @param validation images to choose networks by, where the data bring their own; otherwise a run
 *     cuts some off the training images ({@link ValidationSplit})
 * @param test the test images: for final figures only, never for ranking
 * @param statistics by which all parts are standardised: those of the training images, or others
 * @param mirrorable whether an image mirrored left to right keeps its class (not so for digits)
 * @param fingerprint SHA-256 in hex over everything above but name, source and splitSeed: what was
 *     made from data of the same fingerprint was made from the same data
 * @param warnings one sentence for each thing that the user should know of the images
 */
public record DataSet(
    String name,
    String source,
    Optional<Seed> splitSeed,
    LabelledImages train,
    Optional<LabelledImages> validation,
    LabelledImages test,
    ChannelStatistics statistics,
    boolean mirrorable,
    String fingerprint,
    List<String> warnings) {

  public DataSet {
    warnings = List.copyOf(warnings);
    validation.ifPresent(images -> requireAlike(name, train, "validation", images));
    requireAlike(name, train, "test", test);
  }

  private static void requireAlike(
      String name, LabelledImages train, String part, LabelledImages images) {
    requireOneShape(name, train.shape(), part, images.shape());
    if (!train.classNames().equals(images.classNames())) {
      throw new DataException(
          "training and %s images of %s must have the same classes, but have %s and %s"
              .formatted(part, name, train.classNames(), images.classNames()));
    }
  }

  /** Images that a program gives, without validation images of its own. */
  public DataSet(
      String name,
      LabelledImages train,
      LabelledImages test,
      ChannelStatistics statistics,
      boolean mirrorable,
      String fingerprint,
      List<String> warnings) {
    this(
        name,
        "",
        Optional.empty(),
        train,
        Optional.empty(),
        test,
        statistics,
        mirrorable,
        fingerprint,
        warnings);
  }

  /** The same images, of which it is known what they are loaded by. */
  public DataSet withSource(String where) {
    return new DataSet(
        name,
        where,
        splitSeed,
        train,
        validation,
        test,
        statistics,
        mirrorable,
        fingerprint,
        warnings);
  }

  /**
   * The same bytes, standardised by other statistics. It counts as another data set: what is made
   * of it is on another scale.
   *
   * @param other of as many channels
   * @throws IllegalArgumentException if the images are not bytes, or of another number of channels
   */
  public DataSet standardizedBy(ChannelStatistics other) {
    Require.that(
        isOfBytes() && other.channels() == shape().channels(),
        "images that are standardised anew must be bytes of %d channels, but %s are %s of %s",
        other.channels(),
        name,
        isOfBytes() ? "bytes" : "floats",
        shape());
    return new DataSet(
        name,
        source,
        splitSeed,
        standardizedBy(other, train),
        validation.map(images -> standardizedBy(other, images)),
        standardizedBy(other, test),
        other,
        mirrorable,
        Sha256.of(
            out ->
                out.writeBytes(
                    "%s by %s and %s"
                        .formatted(
                            fingerprint,
                            Arrays.toString(other.mean()),
                            Arrays.toString(other.deviation())))),
        warnings);
  }

  private static LabelledImages standardizedBy(ChannelStatistics other, LabelledImages images) {
    return new LabelledImages(
        images.shape(),
        images.classNames(),
        ((BytePixels) images.pixels()).standardizedBy(other),
        images.labels());
  }

  /** Whether the images are bytes, so that the statistics are of byte / 255. */
  public boolean isOfBytes() {
    return train.pixels() instanceof BytePixels;
  }

  /** Standardises raw images and takes their fingerprint. */
  public static DataSet of(
      String name,
      List<String> classNames,
      RawImages train,
      RawImages test,
      boolean mirrorable,
      List<String> warnings) {
    requireOneShape(name, train.shape(), "test", test.shape());
    ChannelStatistics statistics = ChannelStatistics.of(train);
    return new DataSet(
        name,
        standardized(classNames, train, statistics),
        standardized(classNames, test, statistics),
        statistics,
        mirrorable,
        fingerprint(classNames, train, Optional.empty(), test, mirrorable),
        warnings);
  }

  /**
   * Standardises images of any scale by the training images, and takes their fingerprint.
   *
   * @param name for the user
   * @param train of a program's own ({@link LabelledImages#of}), or of an iterator
   * @param test of the same shape and classes
   */
  public static DataSet of(
      String name, LabelledImages train, LabelledImages test, boolean mirrorable) {
    if (train.classes() < 2) {
      throw new DataException(
          "a data set must have at least 2 classes, but %s has %s"
              .formatted(name, train.classNames()));
    }
    ImageScale scale = ImageScale.of(train);
    return new DataSet(
        name,
        scale.standardized(train),
        scale.standardized(test),
        scale.statistics(),
        mirrorable,
        fingerprint(train, test, mirrorable),
        List.of());
  }

  /** The shape of every image. */
  public ImageShape shape() {
    return train.shape();
  }

  /** The name of class c at index c. */
  public List<String> classNames() {
    return train.classNames();
  }

  private static void requireOneShape(
      String name, ImageShape train, String part, ImageShape other) {
    if (!train.equals(other)) {
      throw new DataException(
          "training and %s images of %s must have one shape, but have %s and %s"
              .formatted(part, name, train, other));
    }
  }

  /** The images of one part, standardised. */
  public static LabelledImages standardized(
      List<String> classNames, RawImages raw, ChannelStatistics statistics) {
    return new LabelledImages(
        raw.shape(),
        classNames,
        new BytePixels(raw.shape(), raw.pixels(), statistics),
        raw.labels());
  }

  /** What {@link #fingerprint()} says of raw images. */
  public static String fingerprint(
      List<String> classNames,
      RawImages train,
      Optional<RawImages> validation,
      RawImages test,
      boolean mirrorable) {
    return Sha256.of(
        out -> {
          out.writeBoolean(mirrorable);
          out.writeInt(classNames.size());
          for (String className : classNames) {
            out.writeUTF(className);
          }
          write(train, out);
          if (validation.isPresent()) {
            write(validation.get(), out);
          }
          write(test, out);
        });
  }

  private static String fingerprint(LabelledImages train, LabelledImages test, boolean mirrorable) {
    return Sha256.of(out -> out.writeBytes(mirrorable + train.fingerprint() + test.fingerprint()));
  }

  private static void write(RawImages images, DataOutputStream out) throws IOException {
    out.writeInt(images.shape().channels());
    out.writeInt(images.shape().height());
    out.writeInt(images.shape().width());
    out.writeInt(images.count());
    for (int label : images.labels()) {
      out.writeInt(label);
    }
    byte[] image = new byte[images.shape().size()];
    for (int i = 0; i < images.count(); i++) {
      images.pixels().copy(i, image);
      out.write(image);
    }
  }
}
