package io.proxynas.condense.set;

import io.proxynas.condense.course.Course;
import io.proxynas.engine.Seed;
import io.proxynas.train.data.LabelledImages;
import java.util.Map;

/** One method of making a proxy set, with its settings. */
public interface Condenser {

  /** The method. */
  Method method();

  /**
   * Every setting that the images depend on, by name; part of the key under which they are kept.
   */
  Map<String, String> configuration();

  /**
   * Makes a set with the same number of images of each class, ordered by class. The same arguments
   * give the same bits.
   *
   * @param real (N, C, H, W) standardised training images
   * @param imagesPerClass in [1, images of the smallest class]
   * @param seed of all randomness
   * @param course runs the iterations, and decides how many of them
   * @return (classes · imagesPerClass, C, H, W) with {@code real}'s shape and classes: the images
   *     to store, which become training images as the configuration's {@link
   *     io.proxynas.condense.match.Decoding} says
   * @throws IllegalArgumentException if a class has fewer images
   * @throws InterruptedException if the thread is interrupted; what is left behind is the course's
   *     checkpoint, if any
   */
  LabelledImages condense(LabelledImages real, int imagesPerClass, Seed seed, Course course)
      throws InterruptedException;
}
