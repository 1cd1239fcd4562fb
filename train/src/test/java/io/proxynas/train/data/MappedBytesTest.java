package io.proxynas.train.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class MappedBytesTest {

  @TempDir Path temp;

  /** Ten images of three bytes: 0, 1, 2, 10, 11, 12, … */
  private Path tenImages() {
    byte[] bytes = new byte[30];
    for (int i = 0; i < 30; i++) {
      bytes[i] = (byte) (i / 3 * 10 + i % 3);
    }
    return TestFiles.write(temp.resolve("pixels"), bytes);
  }

  private static byte[] image(ImageBytes images, int index) {
    byte[] image = new byte[images.imageSize()];
    images.copy(index, image);
    return image;
  }

  @Test
  void copy_severalMappings_areOne() throws IOException {
    for (int mappingSize : new int[] {3, 7, 9, 29, 30, 100}) {
      MappedBytes images = MappedBytes.of(tenImages(), 3, 10, mappingSize);
      assertThat(images.count()).isEqualTo(10);
      for (int i = 0; i < 10; i++) {
        assertThat(image(images, i)).containsExactly(10 * i, 10 * i + 1, 10 * i + 2);
      }
    }
  }

  @Test
  void part_hasItsImagesAndTheirFirstBytes() throws IOException {
    MappedBytes part = MappedBytes.of(tenImages(), 3, 10, 9).part(4, 8, 3).part(1, 4, 2);
    assertThat(part.count()).isEqualTo(3);
    assertThat(image(part, 0)).containsExactly(50, 51);
    assertThat(image(part, 2)).containsExactly(70, 71);
    assertThatThrownBy(() -> image(part, 3)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void of_shorterFile_saysSo() {
    assertThatThrownBy(() -> MappedBytes.of(tenImages(), 3, 11))
        .isInstanceOf(IOException.class)
        .hasMessage("it must have at least 33 bytes, but has 30");
  }

  @Test
  void of_moreThanTwoGibibytes_readsTheLastImage() throws IOException {
    Path file = temp.resolve("sparse");
    int imageSize = 3 * 1024 * 1024;
    int count = 800; // 2.3 GiB, of which one page is on disk
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength((long) count * imageSize);
      sparse.seek((long) count * imageSize - 1);
      sparse.write(7);
    }
    MappedBytes images = MappedBytes.of(file, imageSize, count);
    assertThat(image(images, count - 1)[imageSize - 1]).isEqualTo((byte) 7);
    assertThat(image(images, count - 2)[imageSize - 1]).isZero();
  }

  @Test
  @Timeout(60)
  @EnabledOnOs(OS.LINUX)
  void mapping_ofNobody_ends() throws IOException {
    MappedBytes images = MappedBytes.of(tenImages(), 3, 10).part(2, 4, 3);
    assertThat(mappings()).isTrue();
    assertThat(image(images, 0)).startsWith(20);
    images = null;
    while (mappings()) {
      System.gc();
    }
  }

  private boolean mappings() throws IOException {
    return Files.readString(Path.of("/proc/self/maps")).contains(temp.toString());
  }
}
