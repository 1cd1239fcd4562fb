package io.proxynas.condense.set;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.proxynas.engine.Seed;
import io.proxynas.engine.Worded;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.train.check.Require;
import io.proxynas.train.check.Shown;
import io.proxynas.train.data.LabelledImages;
import io.proxynas.train.file.AtomicFile;
import io.proxynas.train.file.JsonFile;
import io.proxynas.train.file.Sha256;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The file of one proxy set:
 *
 * <ol>
 *   <li>the line {@code proxynas-proxy 2};
 *   <li>one line of JSON: the shape, the class names and the provenance ({@link Header});
 *   <li>the labels, (N) int32, the pixels, (N, C, H, W) float32, and the losses of the iterations,
 *       float64, little-endian;
 *   <li>the SHA-256 of all that, 32 bytes.
 * </ol>
 */
public final class ProxyFile {

  private static final String MAGIC = "proxynas-proxy 2";
  private static final byte[] FIRST_LINE = (MAGIC + "\n").getBytes(StandardCharsets.UTF_8);
  private static final int LONGEST_LINE = 1 << 24;
  private static final ObjectMapper JSON = JsonFile.mapper();

  private ProxyFile() {}

  /** The second line. */
  record Header(
      String key,
      int images,
      int channels,
      int height,
      int width,
      int losses,
      List<String> classNames,
      String method,
      int imagesPerClass,
      Map<String, String> configuration,
      String dataSet,
      String dataFingerprint,
      long seed,
      Map<String, String> versions,
      String machine,
      int workers,
      String duration,
      String workerTime,
      @Nullable String timeLimit,
      @Nullable String yardstick,
      String created) {

    static Header of(ProxySet set) {
      LabelledImages images = set.stored();
      Provenance provenance = set.provenance();
      ProxyKey key = provenance.key();
      return new Header(
          key.hash(),
          images.size(),
          images.shape().channels(),
          images.shape().height(),
          images.shape().width(),
          set.losses().length,
          images.classNames(),
          key.method().word(),
          key.imagesPerClass(),
          key.configuration(),
          provenance.dataSet(),
          key.dataFingerprint(),
          key.seed().value(),
          provenance.versions(),
          provenance.machine(),
          provenance.workers(),
          provenance.duration().toString(),
          provenance.workerTime().toString(),
          provenance.timeLimit().map(Duration::toString).orElse(null),
          provenance.yardstick().map(Duration::toString).orElse(null),
          provenance.created().toString());
    }

    /** Refuses what no set has; the rest of the file is held against these numbers. */
    void require() throws IOException {
      require("key", key);
      require("classNames", classNames);
      require("method", method);
      require("configuration", configuration);
      require("dataSet", dataSet);
      require("dataFingerprint", dataFingerprint);
      require("versions", versions);
      require("machine", machine);
      require("duration", duration);
      require("workerTime", workerTime);
      require("created", created);
      requireAll("classNames", classNames);
      requireAll("configuration", configuration.values());
      requireAll("versions", versions.values());
      Require.inFile(images >= 1, "its header must have at least 1 image, but has %d", images);
      Require.inFile(losses >= 0, "its header must have at least 0 losses, but has %d", losses);
      Require.inFile(
          Worded.find(Method.values(), method).isPresent(),
          "its method must be one of %s, but is %s",
          Worded.words(Method.values()),
          method);
    }

    private static void require(String name, @Nullable Object value) throws IOException {
      Require.inFile(value != null, "its header must have the field %s, but has not", name);
    }

    private static void requireAll(String name, Collection<? extends @Nullable String> texts)
        throws IOException {
      for (@Nullable String text : texts) {
        Require.inFile(text != null, "its header must have texts in %s, but has null there", name);
      }
    }

    ImageShape shape() {
      return new ImageShape(channels, height, width);
    }

    /** The number of bytes of labels, pixels and losses. */
    long bytes() {
      long ofImages =
          Math.multiplyExact(4L * images, 1L + Math.multiplyExact((long) channels, height) * width);
      return Math.addExact(ofImages, 8L * losses);
    }

    Provenance provenance() {
      Method by = Worded.find(Method.values(), method).orElseThrow();
      ProxyKey made =
          new ProxyKey(dataFingerprint, by, configuration, imagesPerClass, new Seed(seed));
      return new Provenance(
          made,
          dataSet,
          versions,
          machine,
          workers,
          Duration.parse(duration),
          Duration.parse(workerTime),
          Optional.ofNullable(timeLimit).map(Duration::parse),
          Optional.ofNullable(yardstick).map(Duration::parse),
          Instant.parse(created));
    }
  }

  /** Whether a file is one of these, whole or not, by its first line. */
  public static boolean is(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return Arrays.equals(in.readNBytes(FIRST_LINE.length), FIRST_LINE);
    }
  }

  /** Writes the file atomically. */
  static void write(Path file, ProxySet set) throws IOException {
    AtomicFile.write(file, out -> write(out, set));
  }

  private static void write(OutputStream file, ProxySet set) throws IOException {
    MessageDigest digest = Sha256.digest();
    OutputStream out = new DigestOutputStream(new BufferedOutputStream(file, 1 << 16), digest);
    LabelledImages images = set.stored();
    out.write(FIRST_LINE);
    out.write(JSON.writeValueAsBytes(Header.of(set)));
    out.write('\n');
    ByteBuffer labels = buffer(images.size());
    labels.asIntBuffer().put(images.labels());
    out.write(labels.array());
    float[] image = new float[images.shape().size()];
    ByteBuffer bytes = buffer(image.length);
    for (int i = 0; i < images.size(); i++) {
      images.pixels().copy(i, image, 0);
      bytes.asFloatBuffer().put(image);
      out.write(bytes.array());
    }
    ByteBuffer losses = buffer(2 * set.losses().length);
    losses.asDoubleBuffer().put(set.losses());
    out.write(losses.array());
    out.write(digest.digest());
    out.flush();
  }

  /**
   * As {@link #read(Path)}.
   *
   * @throws IOException also if it holds the set of another key
   */
  static ProxySet read(Path file, ProxyKey key) throws IOException {
    return require(read(file), key);
  }

  /** As {@link #read(Path, ProxyKey)}, the content of such a file. */
  static ProxySet read(byte[] content, ProxyKey key) throws IOException {
    return require(read(new ByteArrayInputStream(content), content.length), key);
  }

  private static ProxySet require(ProxySet set, ProxyKey key) throws IOException {
    ProxyKey actual = set.provenance().key();
    Require.inFile(actual.equals(key), "it holds the set of another key, %s", actual.hash());
    return set;
  }

  /**
   * Reads the file and checks all of it.
   *
   * @throws IOException if it cannot be read or is damaged in any way; its message is a phrase that
   *     says which
   */
  public static ProxySet read(Path file) throws IOException {
    try (InputStream in = new FileInputStream(file.toFile())) {
      return read(in, file.toFile().length());
    }
  }

  private static ProxySet read(InputStream stream, long size) throws IOException {
    MessageDigest digest = Sha256.digest();
    try {
      return read(
          new DigestInputStream(new BufferedInputStream(stream, 1 << 16), digest), digest, size);
    } catch (EOFException e) {
      throw new IOException("it ends early", e);
    } catch (RuntimeException e) {
      throw new IOException(
          "its header is not that of a proxy set: " + Shown.of(e.getMessage()), e);
    }
  }

  private static ProxySet read(DigestInputStream in, MessageDigest digest, long size)
      throws IOException {
    byte[] magic = in.readNBytes(FIRST_LINE.length);
    Require.inFile(Arrays.equals(magic, FIRST_LINE), "its first line is not \"%s\"", MAGIC);
    byte[] line = line(in);
    Header header = header(new String(line, StandardCharsets.UTF_8));
    // Before anything is allocated: the header is not yet verified.
    long expected = magic.length + line.length + 1L + header.bytes() + Sha256.BYTES;
    Require.inFile(size == expected, "it has %s bytes, but should have %s", size, expected);
    int[] labels = new int[header.images()];
    ByteBuffer.wrap(in.readNBytes(4 * labels.length))
        .order(ByteOrder.LITTLE_ENDIAN)
        .asIntBuffer()
        .get(labels);
    ImageShape shape = header.shape();
    float[] pixels = pixels(in, labels.length, shape.size());
    double[] losses = new double[header.losses()];
    ByteBuffer.wrap(in.readNBytes(8 * losses.length))
        .order(ByteOrder.LITTLE_ENDIAN)
        .asDoubleBuffer()
        .get(losses);
    byte[] actual = digest.digest();
    Require.inFile(Arrays.equals(actual, in.readNBytes(Sha256.BYTES)), "its checksum is wrong");
    Provenance provenance = header.provenance();
    Require.inFile(
        header.key().equals(provenance.key().hash()),
        "it was made by another version, with the key %s",
        header.key());
    return new ProxySet(
        new LabelledImages(shape, header.classNames(), pixels, labels), losses, provenance);
  }

  private static Header header(String line) throws IOException {
    Header header;
    try {
      header = JSON.readValue(line, Header.class);
    } catch (JsonProcessingException e) {
      throw new IOException("its header must be JSON, but is not" + JsonFile.reason(e, line), e);
    }
    Require.inFile(header != null, "its header must be an object of JSON, but is null");
    header.require();
    return header;
  }

  private static byte[] line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      Require.inFile(b >= 0 && line.size() < LONGEST_LINE, "its header does not end");
      line.write(b);
    }
    return line.toByteArray();
  }

  private static float[] pixels(InputStream in, int images, int imageSize) throws IOException {
    float[] pixels = new float[Math.multiplyExact(images, imageSize)];
    ByteBuffer bytes = buffer(imageSize);
    for (int i = 0; i < images; i++) {
      if (in.readNBytes(bytes.array(), 0, bytes.capacity()) < bytes.capacity()) {
        throw new EOFException();
      }
      bytes.asFloatBuffer().get(pixels, i * imageSize, imageSize);
      requireFinite(pixels, i, imageSize);
    }
    return pixels;
  }

  private static void requireFinite(float[] pixels, int image, int imageSize) throws IOException {
    for (int i = image * imageSize; i < (image + 1) * imageSize; i++) {
      Require.inFile(
          Float.isFinite(pixels[i]),
          "its pixels must be finite numbers, but image %d has %s",
          image,
          pixels[i]);
    }
  }

  private static ByteBuffer buffer(int values) {
    return ByteBuffer.allocate(Math.multiplyExact(4, values)).order(ByteOrder.LITTLE_ENDIAN);
  }
}
