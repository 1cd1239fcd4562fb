package io.proxynas.model;

import io.proxynas.engine.Seed;
import io.proxynas.train.Recipe;
import io.proxynas.train.check.Require;
import io.proxynas.train.data.ChannelStatistics;
import io.proxynas.train.data.DataSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What a network was trained on and how: what those must know who give it images, and who train it
 * again.
 *
 * @param dataset the images, for people
 * @param source what {@link io.proxynas.train.data.source.DataSets} loads them by; empty where a
 *     program gave them
 * @param splitSeed by which the test images were cut off the training images; empty where they were
 *     not, or it is not known
 * @param scale of the images that the model takes
 * @param statistics by which it standardises them, on that scale
 * @param classNames the name of class c at index c; at least two
 * @param recipe of the training, if it is known
 */
public record TrainedOn(
    String dataset,
    String source,
    Optional<Seed> splitSeed,
    PixelScale scale,
    ChannelStatistics statistics,
    List<String> classNames,
    Optional<Recipe> recipe) {

  public TrainedOn {
    classNames = List.copyOf(classNames);
    Require.that(
        classNames.size() >= 2, "a model must have at least 2 classes, but has %s", classNames);
  }

  /** What is known of a network that a recipe trained on a data set. */
  public static TrainedOn of(DataSet data, Recipe recipe) {
    return of(data).withRecipe(recipe);
  }

  /** What is known of a network of which only the data set is. */
  public static TrainedOn of(DataSet data) {
    return new TrainedOn(
        data.name(),
        data.source(),
        data.splitSeed(),
        data.isOfBytes() ? PixelScale.UNIT : PixelScale.GIVEN,
        data.statistics(),
        data.classNames(),
        Optional.empty());
  }

  /** What is known of a network whose images a program gave, on a scale of its own. */
  public static TrainedOn given(
      String dataset, PixelScale scale, ChannelStatistics statistics, List<String> classNames) {
    return new TrainedOn(
        dataset, "", Optional.empty(), scale, statistics, classNames, Optional.empty());
  }

  /** The same with the recipe of the training. */
  TrainedOn withRecipe(Recipe known) {
    return new TrainedOn(
        dataset, source, splitSeed, scale, statistics, classNames, Optional.of(known));
  }

  /** The same without the recipe of the training. */
  TrainedOn withoutRecipe() {
    return new TrainedOn(
        dataset, source, splitSeed, scale, statistics, classNames, Optional.empty());
  }

  /** The class names, a line each: class c in line c + 1. Line breaks within one become blanks. */
  public String labels() {
    return IntStream.range(0, classNames.size())
        .mapToObj(c -> label(c) + "\n")
        .collect(Collectors.joining());
  }

  /** The name of a class on one line, where control characters are blanks. */
  public String label(int c) {
    return classNames.get(c).replaceAll("\\p{Cntrl}", " ");
  }

  /**
   * Standardises images in place.
   *
   * @param images (count, C, H, W) on the model's scale
   * @param plane values of one channel of an image, H × W
   * @param count how many images
   */
  void standardize(float[] images, int plane, int count) {
    int channels = statistics.channels();
    for (int i = 0; i < count * channels * plane; i++) {
      int channel = i / plane % channels;
      images[i] = (images[i] - statistics.mean()[channel]) / statistics.deviation()[channel];
    }
  }
}
