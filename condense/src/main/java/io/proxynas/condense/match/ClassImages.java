package io.proxynas.condense.match;

import io.proxynas.condense.course.FloatArrays;
import io.proxynas.engine.Seed;
import io.proxynas.train.augment.Transform;
import io.proxynas.train.data.LabelledImages;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.random.RandomGenerator;

/** The images of one class: real ones to draw from, stored synthetic ones to change. */
final class ClassImages {

  private final MatchingParts parts;
  private final LabelledImages real;
  private final int label;
  private final RealSampler sampler;
  private final float[] pixels;
  private final float[] velocity;
  private final Seed seed;
  private RandomGenerator random;
  private Transform transform = Transform.IDENTITY;

  /**
   * @param pixels all classes' stored images, ordered by class, of which this one changes its own
   * @param seed of this class's batches and augmentations
   */
  ClassImages(MatchingParts parts, LabelledImages real, int label, float[] pixels, Seed seed) {
    this.parts = parts;
    this.real = real;
    this.label = label;
    this.pixels = pixels;
    this.velocity = new float[pixels.length / real.classes()];
    this.seed = seed;
    this.random = seed.generator();
    this.sampler =
        parts.realBatches().sampler(real, label, parts.realBatch(), seed.child("clusters"));
  }

  /**
   * Draws the iteration's real images and its transform.
   *
   * @param into receives the images (any, C, H, W)
   * @param from the first image to write
   * @return how many there are
   */
  int draw(int iteration, float[] into, int from) {
    random = seed.child(iteration).generator();
    int[] indices = sampler.draw(random);
    int size = real.shape().size();
    for (int i = 0; i < sampler.size(); i++) {
      real.pixels().copy(indices[i], into, (from + i) * size);
    }
    transform = parts.augmentation().draw(random, real.shape());
    return sampler.size();
  }

  /** The class. */
  int label() {
    return label;
  }

  /** Of this iteration's real and synthetic images. */
  Transform transform() {
    return transform;
  }

  /** Of what else this iteration draws for the class. */
  RandomGenerator random() {
    return random;
  }

  /** Decodes the stored images. */
  void decode(float[] into, int from) {
    int stored = velocity.length / real.shape().size();
    parts.decoder().decode(pixels, label * stored, stored, real.shape(), into, from);
  }

  /** Writes the stored images and their velocity, which is all that goes on to later iterations. */
  void save(DataOutput out) throws IOException {
    FloatArrays.write(out, pixels, label * velocity.length, velocity.length);
    FloatArrays.write(out, velocity, 0, velocity.length);
  }

  void restore(DataInput in) throws IOException {
    FloatArrays.read(in, pixels, label * velocity.length, velocity.length);
    FloatArrays.read(in, velocity, 0, velocity.length);
  }

  /**
   * One step of gradient descent with momentum.
   *
   * @param gradient with respect to stored images, the class's from value {@code from} on
   */
  void descend(float[] gradient, int from, PixelSteps steps) {
    float momentum = (float) steps.momentum();
    float rate = (float) steps.rate();
    int offset = label * velocity.length;
    for (int i = 0; i < velocity.length; i++) {
      velocity[i] = momentum * velocity[i] + gradient[from + i];
      pixels[offset + i] -= rate * velocity[i];
    }
  }
}
