package io.proxynas.train.internal.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.proxynas.train.data.TestFiles;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecodedImageTest {

  @TempDir Path folder;

  private DecodedImage roundTrip(BufferedImage image) throws IOException {
    return DecodedImage.read(TestFiles.writeImage(folder.resolve("image.png"), image));
  }

  private static void assertColour(DecodedImage image, double red, double green, double blue) {
    assertThat(image.planes()[0][0]).isCloseTo((float) red, within(1e-3f));
    assertThat(image.planes()[1][0]).isCloseTo((float) green, within(1e-3f));
    assertThat(image.planes()[2][0]).isCloseTo((float) blue, within(1e-3f));
  }

  @Test
  void read_grey_hasTheSamplesAsTheyAre() throws IOException {
    // getRGB would answer 188 for 128: a gamma curve.
    assertColour(roundTrip(TestFiles.grey(2, 3, 128)), 128, 128, 128);
  }

  /** Its rows alone would take four times what the image does. */
  @Test
  void read_pngOfOneRowOfMillions_isRefusedBeforeItIsDecoded() throws IOException {
    byte[] png =
        Files.readAllBytes(TestFiles.writeImage(folder.resolve("a.png"), TestFiles.grey(1, 1, 7)));
    ByteBuffer.wrap(png).putInt(16, 100_000_000); // the width; its checksum is not looked at
    assertThatThrownBy(() -> ImageFile.decode(png, Long.MAX_VALUE))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("it must take at most 13")
        .hasMessageContaining("bytes in memory, but takes 500000000");
  }

  @Test
  void read_grey16_isScaledToABytesRange() throws IOException {
    BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_USHORT_GRAY);
    image.getRaster().setSample(0, 0, 0, 0x8080);
    assertColour(roundTrip(image), 128, 128, 128);
  }

  @Test
  void read_colours_areInTheOrderRedGreenBlue() throws IOException {
    for (int type : new int[] {BufferedImage.TYPE_INT_RGB, BufferedImage.TYPE_3BYTE_BGR}) {
      DecodedImage image = roundTrip(TestFiles.colour(4, 3, type, 0xff0a1420));
      assertThat(image.height()).isEqualTo(4);
      assertThat(image.width()).isEqualTo(3);
      assertColour(image, 10, 20, 32);
    }
  }

  @Test
  void read_transparent_isOnBlack() throws IOException {
    // 0x33 is a fifth of 255.
    assertColour(
        roundTrip(TestFiles.colour(1, 1, BufferedImage.TYPE_INT_ARGB, 0x33ff6432)), 51, 20, 10);
  }

  @Test
  void read_palette_hasItsColours() throws IOException {
    byte[] red = TestFiles.bytes(1, 100);
    byte[] green = TestFiles.bytes(2, 150);
    byte[] blue = TestFiles.bytes(3, 200);
    IndexColorModel palette = new IndexColorModel(1, 2, red, green, blue);
    BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_BINARY, palette);
    image.getRaster().setSample(0, 0, 0, 1);
    assertColour(roundTrip(image), 100, 150, 200);
  }

  @Test
  void read_blackAndWhite_isGrey() throws IOException {
    BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_BINARY);
    image.getRaster().setSample(0, 0, 0, 1);
    assertColour(roundTrip(image), 255, 255, 255);
  }

  @Test
  void read_greyJpeg_hasTheSamplesAsTheyAre() throws IOException {
    Path file = TestFiles.writeImage(folder.resolve("image.jpg"), TestFiles.grey(16, 16, 60));
    assertThat(DecodedImage.read(file).planes()[2][100]).isCloseTo(60, within(1f));
  }

  @Test
  void read_notAnImage_saysSo() {
    Path text = TestFiles.write(folder.resolve("text.png"), "no image".getBytes());
    assertThatThrownBy(() -> DecodedImage.read(text))
        .isInstanceOf(IOException.class)
        .hasMessage("it is not an image");
  }

  @Test
  void read_truncatedOrDamaged_isAnIoException() throws IOException {
    Path file = TestFiles.writeImage(folder.resolve("image.png"), TestFiles.grey(50, 50, 9));
    byte[] whole = Files.readAllBytes(file);
    for (int length = 8; length < 60; length += 3) {
      TestFiles.write(file, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> DecodedImage.read(file)).isInstanceOf(IOException.class);
    }
    byte[] huge = whole.clone();
    Arrays.fill(huge, 16, 24, (byte) 0x7f); // width and height in the header
    TestFiles.write(file, huge);
    assertThatThrownBy(() -> DecodedImage.read(file)).isInstanceOf(IOException.class);
  }
}
