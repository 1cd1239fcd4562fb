package io.proxynas.condense.method;

import io.proxynas.condense.data.FloatPixels;
import io.proxynas.condense.data.LabelledImages;
import io.proxynas.engine.Progress;
import io.proxynas.engine.Seed;
import java.util.random.RandomGenerator;

/** What synthetic images are before their first step. */
public enum Initialization {
  /** Random real images of their class. */
  REAL("real"),
  /** Noise of the real images' mean and deviation: independent standard normal values. */
  NOISE("noise");

  private final String word;

  Initialization(String word) {
    this.word = word;
  }

  /** The word on the command line. */
  public String word() {
    return word;
  }

  /**
   * The first images, ordered by class, over {@link FloatPixels} that may be changed.
   *
   * @throws IllegalArgumentException if a class has fewer real images
   * @throws InterruptedException if the thread is interrupted
   */
  LabelledImages start(LabelledImages real, int imagesPerClass, Seed seed)
      throws InterruptedException {
    LabelledImages start =
        new RandomSelection().condense(real, imagesPerClass, seed, Progress.NONE);
    if (this == NOISE) {
      float[] pixels = ((FloatPixels) start.pixels()).values();
      RandomGenerator random = seed.child("noise").generator();
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = (float) random.nextGaussian();
      }
    }
    return start;
  }
}
