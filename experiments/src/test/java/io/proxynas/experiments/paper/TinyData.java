package io.proxynas.experiments.paper;

import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.train.data.ChannelStatistics;
import io.proxynas.train.data.DataSet;
import io.proxynas.train.data.FloatPixels;
import io.proxynas.train.data.LabelledImages;
import java.util.List;
import java.util.random.RandomGenerator;

/** Three classes of stripes under noise: grey, 16x16, small enough for seconds. */
public final class TinyData {

  private static final int SIDE = 16;
  private static final List<String> CLASSES = List.of("across", "down", "grey");

  private TinyData() {}

  /** 120 training and 30 test images, named {@code tiny stripes}. */
  public static DataSet data() {
    return new DataSet(
        "tiny stripes",
        images(120, new Seed(1)),
        images(30, new Seed(2)),
        new ChannelStatistics(new float[] {0.5f}, new float[] {0.25f}),
        true,
        "f1",
        List.of());
  }

  private static LabelledImages images(int count, Seed seed) {
    ImageShape shape = new ImageShape(1, SIDE, SIDE);
    RandomGenerator random = seed.generator();
    float[] pixels = new float[count * shape.size()];
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      labels[i] = i % CLASSES.size();
      for (int p = 0; p < shape.size(); p++) {
        int stripe = labels[i] == 0 ? p / SIDE % 2 : labels[i] == 1 ? p % SIDE % 2 : 0;
        pixels[i * shape.size() + p] = stripe + (float) (0.5 * random.nextGaussian());
      }
    }
    return new LabelledImages(shape, CLASSES, new FloatPixels(pixels, shape.size()), labels);
  }
}
