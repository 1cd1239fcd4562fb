package io.proxynas.model;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A confusion matrix: how many images of each class a network takes for which. */
public final class Confusion {

  private static final int NAMED = 10; // class names in a message

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

  /**
   * Which of these classes the classes of some images are, by their names.
   *
   * @param names of the images' classes
   * @param images what the images are called, for the message
   * @throws IllegalArgumentException with one sentence if a name is not among these
   */
  public List<Integer> classesOf(List<String> names, String images) {
    List<Integer> classes = names.stream().map(classNames::indexOf).toList();
    if (classes.contains(-1)) {
      throw new IllegalArgumentException(
          "the classes of %s must be among those of the model, %s, but %s is not"
              .formatted(images, someNames(), names.get(classes.indexOf(-1))));
    }
    return classes;
  }

  private String someNames() {
    String first = classNames.stream().limit(NAMED).collect(Collectors.joining(", "));
    int more = classNames.size() - NAMED;
    return more > 0 ? String.format(Locale.ROOT, "%s, %,d more", first, more) : first;
  }

  /** How many images of one class are taken for another, or for itself. */
  public long count(int trueClass, int predicted) {
    return counts[trueClass][predicted];
  }

  /** Counts one image. */
  public void add(int trueClass, int predicted) {
    counts[trueClass][predicted]++;
  }

  /** Counts one image as what it most likely is: of equal probabilities, the first. */
  public void add(int trueClass, float[] probabilities) {
    int likeliest = 0;
    for (int c = 1; c < probabilities.length; c++) {
      likeliest = probabilities[c] > probabilities[likeliest] ? c : likeliest;
    }
    add(trueClass, likeliest);
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
