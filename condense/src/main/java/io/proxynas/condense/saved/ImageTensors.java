package io.proxynas.condense.saved;

import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.train.check.Require;
import io.proxynas.train.data.DataSet;
import io.proxynas.train.data.LabelledImages;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Images and labels as a file has them, not yet compared with a data set.
 *
 * @param shape of the images; (N, C, H, W) if they are usable
 * @param pixels as many as the shape says, row-major
 * @param labels one an image if they are usable
 * @param sets how many the file has, of which this is one
 */
record ImageTensors(int[] shape, float[] pixels, long[] labels, int sets) {

  /** The only set of a file. */
  ImageTensors(int[] shape, float[] pixels, long[] labels) {
    this(shape, pixels, labels, 1);
  }

  /**
   * The images as a training set for a data set.
   *
   * @throws IOException with a phrase if they cannot be one
   */
  LabelledImages of(DataSet data) throws IOException {
    ImageShape wanted = data.shape();
    Require.inFile(
        shape.length == 4 && shape[0] >= 1,
        "its images must be of the shape (N, C, H, W) with at least 1 image, but are of "
            + dimensions());
    Require.inFile(
        Arrays.equals(
            Arrays.copyOfRange(shape, 1, 4),
            new int[] {wanted.channels(), wanted.height(), wanted.width()}),
        "its images must be %s as those of %s, but are of %s",
        wanted,
        data.name(),
        dimensions());
    Require.inFile(
        labels.length == shape[0],
        "it must have one label an image, but has %d labels and %d images",
        labels.length,
        shape[0]);
    requireFinite();
    return new LabelledImages(wanted, data.classNames(), pixels, classes(data));
  }

  private String dimensions() {
    return Arrays.stream(shape).mapToObj(Integer::toString).collect(Collectors.joining("x"));
  }

  private void requireFinite() throws IOException {
    for (int i = 0; i < pixels.length; i++) {
      Require.inFile(
          Float.isFinite(pixels[i]),
          "its pixels must be finite numbers, but image %d has %s",
          i / (pixels.length / shape[0]),
          pixels[i]);
    }
  }

  private int[] classes(DataSet data) throws IOException {
    List<String> names = data.classNames();
    boolean[] present = new boolean[names.size()];
    int[] classes = new int[labels.length];
    for (int i = 0; i < classes.length; i++) {
      Require.inFile(
          labels[i] >= 0 && labels[i] < present.length,
          "its labels must be in [0, %d) as those of %s, but label %d is %d",
          present.length,
          data.name(),
          i,
          labels[i]);
      classes[i] = (int) labels[i];
      present[classes[i]] = true;
    }
    for (int label = 0; label < present.length; label++) {
      Require.inFile(
          present[label],
          "each class must have at least 1 image, but \"%s\" has none",
          names.get(label));
    }
    return classes;
  }
}
