package io.proxynas.condense.method;

import io.proxynas.condense.coreset.Coreset;
import io.proxynas.condense.coreset.RandomSelection;
import io.proxynas.condense.match.Decoder;
import io.proxynas.engine.Seed;
import io.proxynas.engine.Worded;
import io.proxynas.train.data.FloatPixels;
import io.proxynas.train.data.LabelledImages;
import java.util.random.RandomGenerator;

/** What synthetic images are before their first step. */
public enum Initialization implements Worded {
  /** Random real images of their class. */
  REAL,
  /** Noise of the real images' mean and deviation: independent standard normal values. */
  NOISE;

  /**
   * The first stored images, ordered by class, over {@link FloatPixels} that may be changed. Each
   * part of a stored image is made of a real image of its own.
   *
   * @throws IllegalArgumentException if a class has fewer real images
   */
  LabelledImages start(LabelledImages real, int imagesPerClass, Decoder decoder, Seed seed) {
    LabelledImages start = Coreset.of(real, RandomSelection.choose(real, imagesPerClass, seed));
    float[] pixels = ((FloatPixels) start.pixels()).values();
    if (this == NOISE) {
      RandomGenerator random = seed.child("noise").generator();
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = (float) random.nextGaussian();
      }
    } else if (decoder.imagesEach() > 1) {
      for (int part = 0; part < decoder.imagesEach(); part++) {
        Seed itsSeed = seed.child("part").child(part);
        float[] chosen = new float[pixels.length];
        real.copy(RandomSelection.choose(real, imagesPerClass, itsSeed), 0, start.size(), chosen);
        decoder.encode(chosen, part, start.size(), real.shape(), pixels);
      }
    }
    return start;
  }
}
