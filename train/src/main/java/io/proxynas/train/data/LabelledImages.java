package io.proxynas.train.data;

import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.train.file.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Images of one shape, each with its class: the one type of real and of synthetic data.
 *
 * @param shape of every image
 * @param classNames the name of class c at index c; at least two
 * @param pixels (N, C, H, W) standardised
 * @param labels the class of each image, in [0, classes); length N
 */
public record LabelledImages(
    ImageShape shape, List<String> classNames, Pixels pixels, int[] labels) {

  public LabelledImages {
    classNames = List.copyOf(classNames);
    if (pixels.imageSize() != shape.size()) {
      throw new IllegalArgumentException(
          "an image of %s has %d values, but the pixels have %d"
              .formatted(shape, shape.size(), pixels.imageSize()));
    }
    if (labels.length != pixels.count()) {
      throw new IllegalArgumentException(
          "there must be one label an image, but there are %d labels and %d images"
              .formatted(labels.length, pixels.count()));
    }
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] < 0 || labels[i] >= classNames.size()) {
        throw new IllegalArgumentException(
            "a label must be in [0, %d), but label %d was %d"
                .formatted(classNames.size(), i, labels[i]));
      }
    }
  }

  /**
   * Images on the heap.
   *
   * @param values (N, C, H, W) float32, standardised; not copied, so the owner must not write to it
   *     afterwards
   */
  public LabelledImages(ImageShape shape, List<String> classNames, float[] values, int[] labels) {
    this(shape, classNames, new FloatPixels(values, shape.size()), labels);
  }

  /**
   * Images of a program's own, on any scale; {@link DataSet#of(String, LabelledImages,
   * LabelledImages, boolean)} standardises them.
   *
   * @param images at least 1, each as its finite values in the order channel, row, column
   * @param labels the class of each image
   * @throws IllegalArgumentException with one sentence if these do not fit together
   */
  public static LabelledImages of(
      ImageShape shape, List<String> classNames, float[][] images, int[] labels) {
    if (images.length < 1) {
      throw new IllegalArgumentException("there must be at least 1 image, but there are none");
    }
    for (int i = 0; i < images.length; i++) {
      if (images[i].length != shape.size()) {
        throw new IllegalArgumentException(
            "an image of %s has %d values, but image %d has %d"
                .formatted(shape, shape.size(), i, images[i].length));
      }
      for (float value : images[i]) {
        if (!Float.isFinite(value)) {
          throw new IllegalArgumentException(
              "the values of an image must be finite, but image %d has %s".formatted(i, value));
        }
      }
    }
    return new LabelledImages(
        shape, classNames, FloatPixels.joined(List.of(images), shape.size()), labels.clone());
  }

  /** The number of images N. */
  public int size() {
    return labels.length;
  }

  /** The number of classes. */
  public int classes() {
    return classNames.size();
  }

  /** The indices of the images of a class, ascending. */
  public int[] indicesOf(int label) {
    return IntStream.range(0, labels.length).filter(i -> labels[i] == label).toArray();
  }

  /** The images at the given indices, in their order, as a view: no pixel is copied. */
  public LabelledImages select(int[] indices) {
    int[] chosen = IntStream.of(indices).map(i -> labels[i]).toArray();
    return new LabelledImages(
        shape, classNames, new SelectedPixels(pixels, indices.clone()), chosen);
  }

  /**
   * Copies images into a batch, standardised.
   *
   * @param indices of the images
   * @param from the first of {@code indices} to copy
   * @param count how many to copy
   * @param into (count, C, H, W), from its start
   */
  public void copy(int[] indices, int from, int count, float[] into) {
    int imageSize = shape.size();
    for (int i = 0; i < count; i++) {
      pixels.copy(indices[from + i], into, i * imageSize);
    }
  }

  /** SHA-256 in hex over shape, classes, labels and pixels. */
  public String fingerprint() {
    return Sha256.of(
        out -> {
          out.write((shape + " " + classNames).getBytes(StandardCharsets.UTF_8));
          float[] image = new float[shape.size()];
          for (int n = 0; n < size(); n++) {
            pixels.copy(n, image, 0);
            out.writeInt(Integer.reverseBytes(labels[n]));
            for (float value : image) {
              out.writeInt(Integer.reverseBytes(Float.floatToRawIntBits(value)));
            }
          }
        });
  }

  private record SelectedPixels(Pixels all, int[] indices) implements Pixels {
    @Override
    public int count() {
      return indices.length;
    }

    @Override
    public int imageSize() {
      return all.imageSize();
    }

    @Override
    public void copy(int index, float[] into, int offset) {
      all.copy(indices[index], into, offset);
    }
  }
}
