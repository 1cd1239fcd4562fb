package io.proxynas.condense.set;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.proxynas.train.file.JsonFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Where the images of a {@link ContactSheet} lie in its picture, in points from its upper left
 * corner. The PNG file itself says so, in a text beside the pixels that image viewers pass over: a
 * page that is narrower than the picture can show the images line by line.
 *
 * @param left of the first image of each row
 * @param top of the images of the first row
 * @param width of an image
 * @param height of an image
 * @param gap between an image and the next, each way
 * @param rows from the top, one for each class
 */
public record SheetLayout(int left, int top, int width, int height, int gap, List<Row> rows) {

  /**
   * The images of a class.
   *
   * @param name of the class
   * @param images that are shown of it
   */
  public record Row(String name, int images) {}

  private static final String KEYWORD = "proxynas-layout";
  private static final ObjectMapper JSON = JsonFile.mapper();

  public SheetLayout {
    rows = List.copyOf(rows);
  }

  /** The layout of a picture; empty where it does not say, as those of earlier versions. */
  public static Optional<SheetLayout> of(byte[] png) {
    try {
      Optional<byte[]> text = PngText.find(png, KEYWORD);
      return text.isPresent()
          ? Optional.of(
              JSON.readValue(new String(text.get(), StandardCharsets.UTF_8), SheetLayout.class))
          : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty(); // of a later version, perhaps: the picture serves without
    }
  }

  /** The picture with this layout in it. */
  byte[] in(byte[] png) {
    try {
      return PngText.insert(png, KEYWORD, JSON.writeValueAsBytes(this));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e); // numbers and text cannot fail to be written
    }
  }
}
