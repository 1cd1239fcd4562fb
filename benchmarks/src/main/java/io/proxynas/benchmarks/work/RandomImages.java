package io.proxynas.benchmarks.work;

import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.train.data.FloatPixels;
import io.proxynas.train.data.LabelledImages;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Normally distributed noise with balanced labels: how long work takes depends on shapes only. */
public final class RandomImages {

  /** The number of classes of every benchmark. */
  public static final int CLASSES = 10;

  private RandomImages() {}

  /** Pixels (count, C, H, W) of mean 0 and deviation 1. */
  public static float[] pixels(ImageShape shape, int count) {
    RandomGenerator random = new Seed(1).child("pixels").generator();
    float[] pixels = new float[count * shape.size()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) random.nextGaussian();
    }
    return pixels;
  }

  /** The classes in turn. */
  public static int[] labels(int count) {
    return IntStream.range(0, count).map(i -> i % CLASSES).toArray();
  }

  /** Images with their classes. */
  public static LabelledImages labelled(ImageShape shape, int count) {
    List<String> names = IntStream.range(0, CLASSES).mapToObj(Integer::toString).toList();
    FloatPixels pixels = new FloatPixels(pixels(shape, count), shape.size());
    return new LabelledImages(shape, names, pixels, labels(count));
  }
}
