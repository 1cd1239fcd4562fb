package io.proxynas.train.data.source;

import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.train.check.Require;
import io.proxynas.train.data.FloatPixels;
import io.proxynas.train.data.LabelledImages;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.deeplearning4j.datasets.iterator.MultipleEpochsIterator;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/**
 * Images as an iterator of DL4J gives them, its preprocessor applied: on the scale that the user's
 * networks are made for.
 *
 * @param images (N, C, H, W)
 * @param flat whether the iterator gives them as rows (N, C·H·W)
 * @param batchSize images of the iterator's first batch
 * @param passes how often one pass of the iterator gives each image: 1 but for DL4J's iterator of
 *     several epochs
 */
public record IteratorImages(LabelledImages images, boolean flat, int batchSize, int passes) {

  /**
   * Reads all images once.
   *
   * @param iterator over batches of labelled images, which can be reset
   * @param declared shape of the images, for those that come as rows
   * @throws IllegalArgumentException with one sentence if these are not labelled images, or cannot
   *     be read anew
   */
  public static IteratorImages read(DataSetIterator iterator, Optional<ImageShape> declared) {
    Require.that(
        iterator.resetSupported(),
        "images must come from an iterator that can be reset, but %s cannot",
        iterator.getClass().getName());
    iterator.reset();
    Reader reader = new Reader(declared);
    while (iterator.hasNext() && !isRepeating(iterator, reader)) {
      reader.add(iterator.next());
    }
    int repeated = 0;
    while (iterator.hasNext()) {
      repeated += iterator.next().numExamples();
    }
    iterator.reset();
    return reader.images(names(iterator), repeated);
  }

  /** DL4J's iterator of several epochs gives every image several times. */
  @SuppressWarnings("deprecation") // Arbiter's own provider of MNIST uses it
  private static boolean isRepeating(DataSetIterator iterator, Reader reader) {
    return iterator instanceof MultipleEpochsIterator epochs
        && epochs.getEpochs() > 0
        && reader.count() > 0;
  }

  private static List<String> names(DataSetIterator iterator) {
    try {
      List<String> labels = iterator.getLabels();
      return labels == null ? List.of() : labels;
    } catch (UnsupportedOperationException e) {
      return List.of();
    }
  }

  /** Checks and collects batches. */
  private static final class Reader {
    private final Optional<ImageShape> declared;
    private final List<float[]> pixels = new ArrayList<>();
    private final List<int[]> labels = new ArrayList<>();
    private ImageShape shape = new ImageShape(1, 1, 1);
    private boolean flat;
    private int classes;

    Reader(Optional<ImageShape> declared) {
      this.declared = declared;
    }

    int count() {
      return labels.stream().mapToInt(batch -> batch.length).sum();
    }

    void add(DataSet batch) {
      if (batch.hasMaskArrays()) {
        throw unsupported("data with masks, as sequences have them");
      }
      INDArray features = batch.getFeatures();
      ImageShape of = shape(features);
      if (labels.isEmpty()) {
        shape = of;
        flat = features.rank() == 2;
        classes = classes(batch.getLabels());
      }
      Require.that(of.equals(shape), "images must have one shape, but have %s and %s", shape, of);
      pixels.add(finite(features));
      labels.add(classesOf(batch.getLabels()));
    }

    private ImageShape shape(INDArray features) {
      long[] lengths = features.shape();
      return switch (features.rank()) {
        case 2 -> rows(lengths[1]);
        case 3 -> throw unsupported("sequence data of shape " + Arrays.toString(lengths));
        case 4 ->
            new ImageShape(
                Math.toIntExact(lengths[1]),
                Math.toIntExact(lengths[2]),
                Math.toIntExact(lengths[3]));
        default -> throw unsupported("data of shape " + Arrays.toString(lengths));
      };
    }

    private ImageShape rows(long length) {
      return declared
          .filter(of -> of.size() == length)
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "rows of %d values must be images of a known shape, but %s; give the image shape (in Arbiter, the space's InputType.convolutionalFlat or the proxy's imageShape)"
                          .formatted(
                              length,
                              declared
                                  .map(of -> "the shape given is " + of)
                                  .orElse("no shape is given"))));
    }

    private static int classes(INDArray labels) {
      if (labels == null || labels.rank() != 2) {
        throw unsupported(
            labels == null
                ? "data without labels"
                : "labels of shape " + Arrays.toString(labels.shape()));
      }
      if (labels.size(1) < 2) {
        throw unsupported("regression or a single output");
      }
      return Math.toIntExact(labels.size(1));
    }

    private int[] classesOf(INDArray rows) {
      Require.that(
          classes(rows) == classes,
          "labels must have one width, but have %d and %d",
          classes,
          rows.size(1));
      float[] values = floats(rows);
      return IntStream.range(0, values.length / classes).map(row -> classOf(values, row)).toArray();
    }

    private int classOf(float[] values, int row) {
      float[] label = Arrays.copyOfRange(values, row * classes, (row + 1) * classes);
      int found = -1;
      for (int i = 0; i < classes; i++) {
        if (label[i] == 1 && found < 0) {
          found = i;
        } else if (label[i] != 0) {
          found = classes;
        }
      }
      if (found < 0 || found == classes) {
        throw unsupported("regression or soft labels such as " + Arrays.toString(label));
      }
      return found;
    }

    private float[] finite(INDArray features) {
      float[] values = floats(features);
      for (int i = 0; i < values.length; i++) {
        Require.that(
            Float.isFinite(values[i]),
            "the values of an image must be finite, but image %d has %s",
            count() + i / shape.size(),
            values[i]);
      }
      return values;
    }

    private static float[] floats(INDArray array) {
      return array.castTo(DataType.FLOAT).dup('c').data().asFloat();
    }

    IteratorImages images(List<String> names, int repeated) {
      Require.that(!labels.isEmpty(), "there must be at least 1 image, but there are none");
      List<String> classNames =
          names.size() == classes
              ? names
              : IntStream.range(0, classes).mapToObj(Integer::toString).toList();
      LabelledImages all =
          new LabelledImages(
              shape,
              classNames,
              FloatPixels.joined(pixels, shape.size()),
              labels.stream().flatMapToInt(Arrays::stream).toArray());
      int passes = 1 + Math.round((float) repeated / all.size());
      return new IteratorImages(all, flat, labels.get(0).length, passes);
    }

    private static IllegalArgumentException unsupported(String what) {
      return new IllegalArgumentException(
          "a proxy is made of images with one class each; not supported: " + what);
    }
  }
}
