package io.proxynas.condense.set;

import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.train.data.FloatPixels;
import io.proxynas.train.data.LabelledImages;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Small labelled images for the tests. */
public final class Sets {

  private Sets() {}

  /** Random normal pixels; classes take turns, so that class c has every n-th image. */
  public static LabelledImages random(ImageShape shape, int images, String... classNames) {
    RandomGenerator random = new Seed(9).generator();
    float[] pixels = new float[images * shape.size()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) random.nextGaussian();
    }
    int[] labels = IntStream.range(0, images).map(i -> i % classNames.length).toArray();
    return new LabelledImages(
        shape, List.of(classNames), new FloatPixels(pixels, shape.size()), labels);
  }

  /** All pixels of a set, in order. */
  public static float[] pixels(LabelledImages images) {
    float[] pixels = new float[images.size() * images.shape().size()];
    images.copy(IntStream.range(0, images.size()).toArray(), 0, images.size(), pixels);
    return pixels;
  }
}
