package io.proxynas.model;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** A confusion matrix: how many images of each class a network takes for which. */
public final class Confusion {

  private final List<String> classNames;
  private final long[][] counts; // (true class, predicted class)

  /**
   * Of no image.
   *
   * @param classNames the name of class c at index c
   */
  public Confusion(List<String> classNames) {
    this.classNames = List.copyOf(classNames);
    counts = new long[classNames.size()][classNames.size()];
  }

  /** The name of class c at index c. */
  public List<String> classNames() {
    return classNames;
  }

  /** How many images of one class are taken for another, or for itself. */
  public long count(int trueClass, int predicted) {
    return counts[trueClass][predicted];
  }

  /** Counts one image. */
  public void add(int trueClass, int predicted) {
    counts[trueClass][predicted]++;
  }

  /** The number of images. */
  public long images() {
    return IntStream.range(0, counts.length).mapToLong(this::images).sum();
  }

  /** The number of images of a class. */
  public long images(int trueClass) {
    return Arrays.stream(counts[trueClass]).sum();
  }

  /** The number of images that are taken for a class. */
  public long taken(int predicted) {
    return Arrays.stream(counts).mapToLong(row -> row[predicted]).sum();
  }

  /** The fraction of all images that are taken for what they are; NaN of none. */
  public double accuracy() {
    return (double) IntStream.range(0, counts.length).mapToLong(c -> counts[c][c]).sum() / images();
  }

  /** Recall: the fraction of the images of a class that are taken for it; NaN of none. */
  public double recall(int c) {
    return (double) counts[c][c] / images(c);
  }

  /** Precision: the fraction of those taken for a class that are of it; NaN of none. */
  public double precision(int c) {
    return (double) counts[c][c] / taken(c);
  }
}
