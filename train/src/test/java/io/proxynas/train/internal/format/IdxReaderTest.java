package io.proxynas.train.internal.format;

import static io.proxynas.train.data.TestFiles.bytes;
import static io.proxynas.train.data.TestFiles.gzip;
import static io.proxynas.train.data.TestFiles.idxImages;
import static io.proxynas.train.data.TestFiles.idxLabels;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.train.data.DataException;
import io.proxynas.train.data.RawImages;
import io.proxynas.train.data.TestFiles;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxReaderTest {

  private static final byte[] PIXELS = bytes(0, 1, 2, 3, 4, 255);
  private static final byte[] IMAGES = idxImages(2, 1, 3, PIXELS);
  private static final byte[] LABELS = idxLabels(1, 0);

  @TempDir Path folder;

  private RawImages read(byte[] images, byte[] labels) {
    return IdxReader.read(
        TestFiles.write(folder.resolve("images"), images),
        TestFiles.write(folder.resolve("labels"), labels),
        2);
  }

  private AbstractThrowableAssert<?, ?> assertRejected(byte[] images, byte[] labels) {
    return assertThatThrownBy(() -> read(images, labels)).isInstanceOf(DataException.class);
  }

  private String at(String file, int offset) {
    return folder.resolve(file) + ", byte " + offset + ": ";
  }

  @Test
  void read_plainOrGzipped_givesTheSame() {
    for (RawImages images :
        new RawImages[] {read(IMAGES, LABELS), read(gzip(IMAGES), gzip(LABELS))}) {
      assertThat(images.shape()).isEqualTo(new ImageShape(1, 1, 3));
      assertThat(TestFiles.pixels(images)).isEqualTo(PIXELS);
      assertThat(images.labels()).containsExactly(1, 0);
    }
  }

  @Test
  void read_moreThanOneBuffer_givesAllPixels() {
    byte[] pixels = new byte[3 << 20];
    pixels[pixels.length - 1] = 7;

    RawImages images = read(gzip(idxImages(2, 3 << 9, 1 << 10, pixels)), LABELS);

    assertThat(TestFiles.pixels(images)).isEqualTo(pixels);
  }

  @Test
  void read_wrongMagic_saysSo() {
    assertRejected(LABELS, LABELS)
        .hasMessage(
            at("images", 0)
                + "the magic number must be 0x00000803 (IDX images of unsigned bytes),"
                + " but was 0x00000801");
    assertRejected(IMAGES, gzip(IMAGES))
        .hasMessage(
            at("labels", 0)
                + "the magic number must be 0x00000801 (IDX labels of unsigned bytes),"
                + " but was 0x00000803");
  }

  @Test
  void read_truncated_saysExpectedAndActual() {
    assertRejected(Arrays.copyOf(IMAGES, 20), LABELS)
        .hasMessage(at("images", 20) + "truncated: expected 22 bytes, but there are 20");
    assertRejected(gzip(Arrays.copyOf(IMAGES, 20)), LABELS)
        .hasMessage(at("images", 20) + "truncated: expected 22 bytes, but there are 20");
    assertRejected(IMAGES, Arrays.copyOf(LABELS, 9))
        .hasMessage(at("labels", 9) + "truncated: expected 10 bytes, but there are 9");
  }

  @Test
  void read_truncatedHeader_saysWhichField() {
    assertRejected(Arrays.copyOf(IMAGES, 10), LABELS)
        .hasMessage(
            at("images", 10)
                + "truncated: expected 4 bytes of the number of rows, but there are 2");
    assertRejected(new byte[0], LABELS)
        .hasMessage(
            at("images", 0) + "truncated: expected 4 bytes of the magic number, but there are 0");
  }

  @Test
  void read_truncatedGzip_saysSo() {
    byte[] whole = gzip(idxImages(2, 50, 50, noise(5000)));
    assertRejected(Arrays.copyOf(whole, whole.length / 2), LABELS)
        .hasMessageContaining("truncated: expected 5016 bytes, but there are");
    assertRejected(Arrays.copyOf(whole, whole.length - 4), LABELS)
        .hasMessageContaining("images, byte 5016: cannot be read: it ends early");
  }

  @Test
  void read_damagedGzip_saysWhere() {
    byte[] damaged = gzip(IMAGES);
    damaged[damaged.length - 8] ^= 1; // the checksum
    assertRejected(damaged, LABELS)
        .hasMessageContaining("images, byte 22: cannot be read: Corrupt");
  }

  private static byte[] noise(int length) {
    byte[] bytes = new byte[length];
    new SplittableRandom(1).nextBytes(bytes);
    return bytes;
  }

  @Test
  void read_trailingBytes_saysHowMany() {
    assertRejected(Arrays.copyOf(IMAGES, 25), LABELS)
        .hasMessage(at("images", 22) + "trailing bytes: expected 22 bytes, but there are 25");
    assertRejected(IMAGES, gzip(Arrays.copyOf(LABELS, 11)))
        .hasMessage(at("labels", 10) + "trailing bytes: expected 10 bytes, but there are 11");
  }

  @Test
  void read_emptyOrNegativeDimension_saysSo() {
    assertRejected(idxImages(0, 1, 3, new byte[0]), LABELS)
        .hasMessage(at("images", 4) + "the number of images must be in [1, 2147483647], but was 0");
    assertRejected(idxImages(2, 1, -1, PIXELS), LABELS)
        .hasMessage(
            at("images", 12)
                + "the number of columns must be in [1, 2147483647], but was 4294967295");
  }

  @Test
  void read_headerThatPromisesGigabytes_isRejectedWithoutAllocatingThem() {
    assertRejected(idxImages(2_000_000_000, 1, 1, PIXELS), LABELS)
        .hasMessage(at("images", 22) + "truncated: expected 2000000016 bytes, but there are 22");
    assertRejected(idxImages(1 << 30, 1 << 10, 1 << 10, PIXELS), LABELS)
        .hasMessageContaining("images, byte 4: at most 2147483639 bytes of data can be read");
  }

  @Test
  void read_dimensionsWhoseProductOverflowsALong_isRejected() {
    // 2^30 x 2^30 x 16 is 2^64, which is 0 in a long.
    assertRejected(idxImages(1 << 30, 1 << 30, 16, PIXELS), LABELS)
        .hasMessage(
            at("images", 4)
                + "at most 2147483639 bytes of data can be read, but the header promises even"
                + " more");
  }

  @Test
  void read_gzipThatUnpacksToAThousandTimesItsSize_isRejectedBeforeItIsUnpacked() {
    assertRejected(gzip(idxImages(2_000_000_000, 1, 1, PIXELS)), LABELS)
        .hasMessageContaining(
            at("images", 4) + "the data of the header must unpack to at most 1342")
        .hasMessageEndingWith("but has 2000000000");
  }

  @Test
  void read_endlessTrailingBytes_isRejectedAfterABlock() {
    assertRejected(gzip(Arrays.copyOf(IMAGES, 100 << 20)), LABELS)
        .hasMessage(
            at("images", 22) + "trailing bytes: expected 22 bytes, but there are at least 1048598");
  }

  @Test
  void read_otherNumberOfLabels_saysBoth() {
    assertRejected(IMAGES, idxLabels(1, 0, 1))
        .hasMessage(
            at("labels", 4)
                + "there must be one label an image, but there are 3 labels and "
                + folder.resolve("images")
                + " has 2 images");
  }

  @Test
  void read_labelOutOfRange_saysWhere() {
    assertRejected(IMAGES, idxLabels(1, 2))
        .hasMessage(at("labels", 9) + "a label must be in [0, 2), but was 2");
  }

  @Test
  void read_missingOrUnreadable_saysSo() {
    Path images = TestFiles.write(folder.resolve("images"), IMAGES);
    Path none = folder.resolve("none");
    assertThatThrownBy(() -> IdxReader.read(images, none, 2))
        .isInstanceOf(DataException.class)
        .hasMessage(none + " cannot be read: it does not exist");
    assertThatThrownBy(() -> IdxReader.read(folder, images, 2))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(folder + ", byte 0: cannot be read: ");
  }

  @Test
  void read_floatImages_isWrongMagic() {
    byte[] floats = ByteBuffer.allocate(16).putInt(0xD03).array();
    assertRejected(floats, LABELS).hasMessageContaining("but was 0x00000d03");
  }
}
