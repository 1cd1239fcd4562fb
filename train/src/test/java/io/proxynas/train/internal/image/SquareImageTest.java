package io.proxynas.train.internal.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.train.data.TestFiles;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SquareImageTest {

  @TempDir Path folder;

  private static byte[] content(String name) throws IOException {
    try (InputStream in = SquareImageTest.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    }
  }

  private static SquareImage golden(String name) throws IOException {
    return SquareImage.decode(content(name), 0);
  }

  private byte[] encoded(String name, BufferedImage image) throws IOException {
    return Files.readAllBytes(TestFiles.writeImage(folder.resolve(name), image));
  }

  /** The kinds of files, with what Pillow makes of them, and by how much a byte may differ. */
  @ParameterizedTest
  @CsvSource({
    "cmyk.jpg, cmyk.png, 6",
    "grey.jpg, grey.png, 6",
    "grey16.png, grey.png, 0",
    "palette.png, palette-rgb.png, 0",
    "progressive.jpg, rgb.png, 30",
  })
  void decode_kindOfFile_isAsByPillow(String name, String expected, int difference)
      throws IOException {
    SquareImage image = golden(name);
    SquareImage pillow = golden(expected);

    assertThat(image.sourceWidth()).isEqualTo(40);
    assertThat(image.sourceHeight()).isEqualTo(30);
    assertThat(image.grey()).isEqualTo(name.startsWith("grey"));
    double sum = 0;
    for (int i = 0; i < image.bytes().length; i++) {
      int d = Math.abs((image.bytes()[i] & 0xff) - (pillow.bytes()[i] & 0xff));
      assertThat(d).as("%s at %d", name, i).isLessThanOrEqualTo(difference);
      sum += d;
    }
    assertThat(sum / image.bytes().length).isLessThanOrEqualTo(2.5);
  }

  @ParameterizedTest
  @CsvSource({"alpha.png, rgb.png, 51", "grey-alpha.png, grey.png, 102"})
  void decode_alpha_isOnBlack(String name, String opaque, int alpha) throws IOException {
    byte[] image = golden(name).bytes();
    byte[] expected = golden(opaque).bytes();
    for (int i = 0; i < image.length; i++) {
      assertThat(image[i] & 0xff).isEqualTo(Math.round((expected[i] & 0xff) * (alpha / 255f)));
    }
  }

  /** 2²¹ columns in 1,024 rows of floats would be more than an array has. */
  @Test
  void decode_veryWideImage_takesItsColumns() throws IOException {
    BufferedImage wide = TestFiles.grey(1, 1 << 21, 9);
    wide.getRaster().setSample(1 << 20, 0, 0, 200);

    byte[] image = SquareImage.decode(encoded("wide.png", wide), 1024).bytes();

    assertThat(image).hasSize(3 * 1024 * 1024);
  }

  @Test
  void decode_wideImage_cropsTheCentre() throws IOException {
    BufferedImage wide = TestFiles.grey(2, 6, 9);
    wide.getRaster().setSample(2, 0, 0, 1);
    wide.getRaster().setSample(3, 0, 0, 2);
    wide.getRaster().setSample(2, 1, 0, 3);
    wide.getRaster().setSample(3, 1, 0, 4);

    SquareImage image = SquareImage.decode(encoded("wide.png", wide), 0);

    assertThat(image.bytes()).containsExactly(1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 3, 4);
    assertThat(image.grey()).isTrue();
  }

  @Test
  void decode_tallImage_averagesTheCentre() throws IOException {
    BufferedImage tall = TestFiles.grey(8, 2, 200);
    for (int y = 3; y < 5; y++) {
      for (int x = 0; x < 2; x++) {
        tall.getRaster().setSample(x, y, 0, 10 + 20 * (y - 3) + x);
      }
    }
    // The triangle over the square reaches half a side beyond it, with weights 1/8, 3/8, 3/8, 1/8.
    int expected = Math.round((200 / 8f) + (10.5f * 3 / 8) + (30.5f * 3 / 8) + (200 / 8f));

    SquareImage image = SquareImage.decode(encoded("tall.png", tall), 1);

    assertThat(image.bytes()).containsExactly(expected, expected, expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"image.jpg", "image.png"})
  void decode_truncatedAnywhere_isRejected(String name) throws IOException {
    byte[] whole = encoded(name, TestFiles.noise(24, 24, 1));
    assertThat(SquareImage.decode(whole, 0).bytes()).hasSize(3 * 24 * 24);
    // A PNG may lack its last chunk, which says nothing of the image.
    int least = name.endsWith("png") ? whole.length - 30 : whole.length - 1;
    for (int length = 0; length < least; length += 7) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> SquareImage.decode(part, 0))
          .as("%d of %d bytes", length, whole.length)
          .isInstanceOf(IOException.class)
          .hasMessageMatching("[^\n]+");
    }
  }

  @Test
  void decode_truncatedCmyk_isRejected() throws IOException {
    byte[] whole = content("cmyk.jpg");
    byte[] part = Arrays.copyOf(whole, whole.length - 50);
    assertThatThrownBy(() -> SquareImage.decode(part, 0))
        .isInstanceOf(IOException.class)
        .hasMessage("it is truncated");
  }

  @Test
  void decode_pngNamedJpeg_isToldByItsContent() throws IOException {
    byte[] png = encoded("image.png", TestFiles.grey(3, 3, 7));
    assertThat(SquareImage.decode(png, 1).bytes()).containsExactly(7, 7, 7);
  }

  @Test
  void decode_noImage_saysWhat() {
    assertThatThrownBy(() -> SquareImage.decode(new byte[0], 4)).hasMessage("it is empty");
    assertThatThrownBy(() -> SquareImage.decode("text".getBytes(), 4))
        .hasMessage("it is not an image");
  }
}
