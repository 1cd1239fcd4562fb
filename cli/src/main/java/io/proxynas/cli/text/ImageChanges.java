package io.proxynas.cli.text;

import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.train.data.source.ImageReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What was done to image files so that a network could take them, in one note. */
public final class ImageChanges {

  private final ImageShape shape;
  private final Change resized = new Change();
  private final Change converted = new Change();
  private int images;

  /** For a network that takes images of a shape. */
  public ImageChanges(ImageShape shape) {
    this.shape = shape;
  }

  private static final class Change {
    private int count;
    private String first = "";

    void add(String what) {
      first = count++ == 0 ? what : first;
    }
  }

  /** One more image that was read. */
  public void add(Path file, ImageReader.Image image) {
    images++;
    if (image.width() != shape.width() || image.height() != shape.height()) {
      resized.add(Format.text("%s of %dx%d", file, image.width(), image.height()));
    }
    if (image.channels() != shape.channels()) {
      converted.add(file.toString());
    }
  }

  /** The note, where there was anything to do. */
  public Optional<String> note() {
    List<String> parts = new ArrayList<>();
    if (resized.count > 0) {
      parts.add(
          Format.text(
              "%,d of %,d images were resized to %dx%d, the first %s",
              resized.count, images, shape.width(), shape.height(), resized.first));
    }
    if (converted.count > 0) {
      String how =
          shape.channels() == 1
              ? "were made grey"
              : "are grey and were taken as red, green and blue";
      parts.add(
          Format.text(
              "%,d of %,d %s, the first %s", converted.count, images, how, converted.first));
    }
    return parts.isEmpty() ? Optional.empty() : Optional.of("note: " + String.join("; ", parts));
  }
}
