package io.proxynas.train.internal.image;

import io.proxynas.train.check.Require;
import io.proxynas.train.check.Room;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.StreamSupport;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Decodes the content of an image file, told by its first bytes and not by its name. The JDK's
 * readers come first, for they are the fastest; TwelveMonkeys' reader takes what they cannot do, as
 * JPEGs of four inks.
 */
final class ImageFile {

  private static final long MAX_PIXELS = 1L << 26;

  /** Of the decoded image: as many pixels as there may be, of three bytes each. */
  private static final long MAX_BYTES = 3 * MAX_PIXELS;

  private static final List<ImageReaderSpi> PROVIDERS = providers();

  /** What the JDK's reader of PNG has beside the image: three rows, and one for its filters. */
  private static final long ROWS = 4;

  private ImageFile() {}

  /** A part of the image is missing, so that no reader can have it. */
  private static final class TruncatedException extends IOException {

    private static final long serialVersionUID = 1;

    TruncatedException() {
      super("it is truncated");
    }
  }

  /**
   * Decodes an image.
   *
   * @return in a grey or RGB colour space, or with a palette
   * @throws IOException with a phrase if it is not a whole image
   */
  static BufferedImage decode(byte[] content) throws IOException {
    return decode(content, MAX_PIXELS);
  }

  /** As {@link #decode(byte[])}, of so many pixels at most. */
  static BufferedImage decode(byte[] content, long mostPixels) throws IOException {
    if (content.length == 0) {
      throw new IOException("it is empty");
    }
    IOException failure = new IOException("it is not an image");
    for (ImageReaderSpi provider : PROVIDERS) {
      if (takes(provider, content)) {
        ImageReader reader = provider.createReaderInstance();
        try {
          return decode(reader, content, mostPixels);
        } catch (TruncatedException e) {
          throw e;
        } catch (IOException e) {
          failure = e;
        } catch (RuntimeException e) {
          // The JDK's readers answer some damaged files with an index or argument exception.
          failure = new IOException("it is damaged", e);
        } finally {
          reader.dispose();
        }
      }
    }
    throw failure;
  }

  /** By the first bytes; some providers do not expect a file to end within them. */
  private static boolean takes(ImageReaderSpi provider, byte[] content) {
    try {
      return provider.canDecodeInput(stream(content));
    } catch (IOException e) {
      return false;
    }
  }

  /** The JDK's own first. */
  private static List<ImageReaderSpi> providers() {
    ImageIO.scanForPlugins();
    Iterator<ImageReaderSpi> all =
        IIORegistry.getDefaultInstance().getServiceProviders(ImageReaderSpi.class, true);
    return StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(all, Spliterator.ORDERED), false)
        .sorted(Comparator.comparing(p -> p.getClass().getModule() != ImageIO.class.getModule()))
        .toList();
  }

  private static ImageInputStream stream(byte[] content) {
    return new MemoryCacheImageInputStream(new ByteArrayInputStream(content));
  }

  private static BufferedImage decode(ImageReader reader, byte[] content, long mostPixels)
      throws IOException {
    boolean[] cut = {false};
    reader.addIIOReadWarningListener((source, warning) -> cut[0] |= tellsOfMissingData(warning));
    reader.setInput(stream(content), true, true);
    requireSize(reader, mostPixels, content.length);
    BufferedImage image = reader.read(0);
    if (cut[0]) {
      throw new TruncatedException();
    }
    requireColours(image.getColorModel());
    return image;
  }

  /** The JDK fills what a JPEG lacks with grey, and warns in libjpeg's words. */
  private static boolean tellsOfMissingData(String warning) {
    String lower = warning.toLowerCase(Locale.ROOT);
    return lower.contains("truncated") || lower.contains("premature end");
  }

  /** Before anything is allocated for its pixels. */
  private static void requireSize(ImageReader reader, long most, long packed) throws IOException {
    long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
    Require.inFile(pixels <= most, "it must have at most %d pixels, but has %d", most, pixels);
    ImageTypeSpecifier type = reader.getRawImageType(0);
    long bits = type == null ? Long.SIZE : type.getColorModel().getPixelSize();
    long bytes = (pixels + ROWS * reader.getWidth(0)) * bits / Byte.SIZE;
    long mostBytes = Math.min(MAX_BYTES, Room.unpacked(packed));
    Require.inFile(
        bytes <= mostBytes,
        "it must take at most %d bytes in memory, but takes %d",
        mostBytes,
        bytes);
  }

  /** The JDK reads JPEGs of four inks without knowing whether they are stored inverted. */
  private static void requireColours(ColorModel model) throws IOException {
    int space = model.getColorSpace().getType();
    if (space == ColorSpace.TYPE_CMYK || space == ColorSpace.TYPE_4CLR) {
      throw new IIOException("its colours are four inks");
    }
  }
}
