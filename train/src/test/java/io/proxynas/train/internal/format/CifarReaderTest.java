package io.proxynas.train.internal.format;

import static io.proxynas.train.data.TestFiles.cifarRecord;
import static io.proxynas.train.data.TestFiles.concat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.train.data.DataException;
import io.proxynas.train.data.RawImages;
import io.proxynas.train.data.TestFiles;
import io.proxynas.train.internal.format.CifarReader.Format;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CifarReaderTest {

  private static final byte[] RECORD = cifarRecord(new int[] {9}, 10, 20, 255);

  @TempDir Path folder;

  private Path file(String name, byte[]... records) {
    return TestFiles.write(folder.resolve(name), concat(records));
  }

  @Test
  void read_severalFiles_givesTheirRecordsInOrder() {
    Path a = file("a", RECORD, cifarRecord(new int[] {0}, 1, 2, 3));
    Path b = file("b", cifarRecord(new int[] {5}, 7, 8, 9));

    RawImages images = CifarReader.read(List.of(a, b), Format.CIFAR10);

    assertThat(images.labels()).containsExactly(9, 0, 5);
    assertThat(images.shape()).isEqualTo(CifarReader.SHAPE);
    assertThat(TestFiles.pixels(images)).hasSize(3 * 3072);
    assertThat(TestFiles.pixels(images)[0]).isEqualTo((byte) 10);
    assertThat(TestFiles.pixels(images)[1024]).isEqualTo((byte) 20);
    assertThat(TestFiles.pixels(images)[3071]).isEqualTo((byte) 255);
    assertThat(TestFiles.pixels(images)[2 * 3072 + 2048]).isEqualTo((byte) 9);
  }

  @Test
  void read_cifar100_takesTheFineLabel() {
    Path file = file("train.bin", cifarRecord(new int[] {19, 99}, 1, 2, 3));

    RawImages images = CifarReader.read(List.of(file), Format.CIFAR100);

    assertThat(images.labels()).containsExactly(99);
    assertThat(TestFiles.pixels(images)[0]).isEqualTo((byte) 1);
  }

  @Test
  void read_partOfARecord_saysWhere() {
    Path file = file("a", RECORD, Arrays.copyOf(RECORD, 100));
    assertThatThrownBy(() -> CifarReader.read(List.of(file), Format.CIFAR10))
        .isInstanceOf(DataException.class)
        .hasMessage(
            file
                + ", byte 3073: the length must be a multiple of the CIFAR10 record of 3073 bytes"
                + " and not 0, but was 3173");
    Path empty = file("empty");
    assertThatThrownBy(() -> CifarReader.read(List.of(empty), Format.CIFAR100))
        .hasMessageContaining("empty, byte 0: the length must be a multiple")
        .hasMessageContaining("but was 0");
  }

  @Test
  void read_labelOutOfRange_saysWhere() {
    Path file = file("a", RECORD, cifarRecord(new int[] {10}, 0, 0, 0));
    assertThatThrownBy(() -> CifarReader.read(List.of(file), Format.CIFAR10))
        .isInstanceOf(DataException.class)
        .hasMessage(file + ", byte 3073: a label must be in [0, 10), but was 10");
    Path fine = file("fine", cifarRecord(new int[] {19, 100}, 0, 0, 0));
    assertThatThrownBy(() -> CifarReader.read(List.of(fine), Format.CIFAR100))
        .hasMessage(fine + ", byte 1: a label must be in [0, 100), but was 100");
  }

  @Test
  void read_missing_saysSo() {
    Path none = folder.resolve("none");
    assertThatThrownBy(() -> CifarReader.read(List.of(none), Format.CIFAR10))
        .isInstanceOf(DataException.class)
        .hasMessage(none + " cannot be read: it does not exist");
  }

  @Test
  void classNames_tooLong_areRefused() {
    Path file =
        file("batches.meta.txt", ("x".repeat(70_000) + "\nb\nc\nd\ne\nf\ng\nh\ni\nj").getBytes());
    assertThatThrownBy(() -> CifarReader.classNames(folder, CifarReader.Format.CIFAR10))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("a class in " + file + " must have at most ");
  }

  @Test
  void classNames_fromFileOrNumbered() {
    assertThat(CifarReader.classNames(folder, Format.CIFAR10))
        .hasSize(10)
        .startsWith("class 0", "class 1");

    Path file = file("batches.meta.txt", "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\n\n".getBytes());
    assertThat(CifarReader.classNames(folder, Format.CIFAR10))
        .containsExactly("a", "b", "c", "d", "e", "f", "g", "h", "i", "j");

    TestFiles.write(file, "a\nb\n".getBytes());
    assertThatThrownBy(() -> CifarReader.classNames(folder, Format.CIFAR10))
        .isInstanceOf(DataException.class)
        .hasMessage(file + " must have 10 class names, one a line, but has 2");
  }
}
