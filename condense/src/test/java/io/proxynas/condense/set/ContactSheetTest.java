package io.proxynas.condense.set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.train.data.FloatPixels;
import io.proxynas.train.data.LabelledImages;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContactSheetTest {

  @TempDir private Path folder;

  private BufferedImage write(LabelledImages images) throws IOException {
    Path png = folder.resolve("sheet.png");
    ContactSheet.write(images, png);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(png);
    }
    return ImageIO.read(png.toFile());
  }

  /** The colour in the middle of the image at a row and a column, counted from the right. */
  private static int middle(BufferedImage sheet, ImageShape shape, int row, int fromRight) {
    int zoom = Math.max(1, Math.round(56f / shape.height()));
    int width = shape.width() * zoom + 2;
    int height = shape.height() * zoom + 2;
    int x = sheet.getWidth() - 8 - fromRight * width - width / 2 - 1;
    return sheet.getRGB(x, 8 + row * height + height / 2) & 0xffffff;
  }

  @Test
  void write_greyImages_showsLowestBlackAndHighestWhite() throws IOException {
    ImageShape shape = new ImageShape(1, 1, 1);
    LabelledImages images =
        new LabelledImages(
            shape,
            List.of("dark", "light"),
            new FloatPixels(new float[] {-0.8f, 0.7f, 2.2f, 2.2f}, 1),
            new int[] {0, 0, 1, 1});

    BufferedImage sheet = write(images);

    assertThat(middle(sheet, shape, 0, 1)).isEqualTo(0x000000);
    assertThat(middle(sheet, shape, 0, 0)).isEqualTo(0x808080);
    assertThat(middle(sheet, shape, 1, 0)).isEqualTo(0xffffff);
  }

  @Test
  void write_colourImages_scalesEachChannelByItself() throws IOException {
    ImageShape shape = new ImageShape(3, 1, 1);
    LabelledImages images =
        new LabelledImages(
            shape,
            List.of("a", "b"),
            new FloatPixels(new float[] {0, 5, -1, 1, 4, -3}, 3),
            new int[] {0, 1});

    BufferedImage sheet = write(images);

    assertThat(middle(sheet, shape, 0, 0)).isEqualTo(0x00ffff);
    assertThat(middle(sheet, shape, 1, 0)).isEqualTo(0xff0000);
  }

  @Test
  void write_manyImages_showsFiftyAClassAtTwiceTheSize() throws IOException {
    ImageShape shape = new ImageShape(1, 28, 28);

    BufferedImage sheet = write(Sets.random(shape, 130, "even", "odd"));

    assertThat(sheet.getHeight()).isEqualTo(2 * 8 + 2 * 58);
    assertThat(sheet.getWidth()).isBetween(50 * 58, 50 * 58 + 100);
  }

  @Test
  void write_layout_tellsWhereEachImageIs() throws IOException {
    ImageShape shape = new ImageShape(1, 1, 1);
    LabelledImages images =
        new LabelledImages(
            shape,
            List.of("ä\n\"", "light"),
            new FloatPixels(new float[] {-0.8f, 0.7f, 2.2f}, 1),
            new int[] {0, 0, 1});

    BufferedImage sheet = write(images);
    byte[] png = Files.readAllBytes(folder.resolve("sheet.png"));
    SheetLayout layout = SheetLayout.of(png).orElseThrow();

    assertThat(layout.rows())
        .containsExactly(new SheetLayout.Row("ä\n\"", 2), new SheetLayout.Row("light", 1));
    assertThat(layout.width()).isEqualTo(56);
    int[] grey = new int[3];
    for (int i = 0; i < 3; i++) {
      int x = layout.left() + i % 2 * (layout.width() + layout.gap());
      int y = layout.top() + i / 2 * (layout.height() + layout.gap());
      assertThat(sheet.getRGB(x, y)).isEqualTo(sheet.getRGB(x + 55, y + 55));
      grey[i] = sheet.getRGB(x, y) & 0xff;
    }
    assertThat(grey).containsExactly(0, 128, 255);
    // As other programs write it, and damaged.
    assertThat(SheetLayout.of(png(sheet))).isEmpty();
    assertThat(SheetLayout.of(new SheetLayout(1, 2, 3, 4, 5, List.of()).in(png(sheet))))
        .contains(new SheetLayout(1, 2, 3, 4, 5, List.of()));
    assertThat(SheetLayout.of(PngText.insert(png(sheet), "proxynas-layout", new byte[] {'{'})))
        .isEmpty();
    assertThat(SheetLayout.of(Arrays.copyOf(png, 50))).isEmpty();
    assertThat(SheetLayout.of(new byte[40])).isEmpty();
  }

  private static byte[] png(BufferedImage picture) throws IOException {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(picture, "png", png);
    return png.toByteArray();
  }

  @Test
  void write_existingPicture_replacesIt() throws IOException {
    ImageShape shape = new ImageShape(1, 1, 1);
    LabelledImages dark = twoGreys(shape, 0, 1);
    LabelledImages light = twoGreys(shape, 1, 0);
    assertThat(middle(write(dark), shape, 0, 1)).isEqualTo(0x000000);

    assertThat(middle(write(light), shape, 0, 1)).isEqualTo(0xffffff);
  }

  private static LabelledImages twoGreys(ImageShape shape, float left, float right) {
    FloatPixels pixels = new FloatPixels(new float[] {left, right}, 1);
    return new LabelledImages(shape, List.of("a"), pixels, new int[] {0, 0});
  }

  @Test
  void write_noImages_givesTheNamesWithoutAColumn() throws IOException {
    ImageShape shape = new ImageShape(1, 2, 2);
    LabelledImages none =
        new LabelledImages(shape, List.of("a", "b"), new FloatPixels(new float[0], 4), new int[0]);
    BufferedImage one = write(Sets.random(shape, 2, "a", "b"));

    BufferedImage sheet = write(none);

    assertThat(sheet.getWidth()).isEqualTo(one.getWidth() - 58);
    assertThat(sheet.getHeight()).isEqualTo(one.getHeight());
    // What is left are the rows' names.
    int kept = sheet.getWidth() - 8;
    assertThat(sheet.getRGB(0, 0, kept, sheet.getHeight(), null, 0, kept))
        .isEqualTo(one.getRGB(0, 0, kept, sheet.getHeight(), null, 0, kept));
  }

  @Test
  void write_missingFolder_fails() {
    Path png = folder.resolve("missing").resolve("sheet.png");

    assertThatThrownBy(
            () -> ContactSheet.write(Sets.random(new ImageShape(1, 4, 4), 4, "a", "b"), png))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("missing");
  }

  @Test
  void write_zoom_isPointsOfThePictureForAPixel() throws IOException {
    LabelledImages images =
        new LabelledImages(
            new ImageShape(1, 3, 4),
            List.of("a"),
            new FloatPixels(new float[24], 12),
            new int[] {0, 0});
    Path png = folder.resolve("zoomed.png");
    ContactSheet.write(images, 1, png);
    BufferedImage original = ImageIO.read(png.toFile());
    ContactSheet.write(images, 5, png);
    BufferedImage enlarged = ImageIO.read(png.toFile());
    assertThat(enlarged.getWidth() - original.getWidth()).isEqualTo(4 * 2 * 4);
    assertThat(enlarged.getHeight() - original.getHeight()).isEqualTo(4 * 3);
    assertThatThrownBy(() -> ContactSheet.write(images, 0, png))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the zoom must be at least 1, but was 0");
  }
}
