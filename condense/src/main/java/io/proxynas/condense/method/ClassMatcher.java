package io.proxynas.condense.method;

import io.proxynas.condense.augment.SiameseAugmentation;
import io.proxynas.condense.augment.Transform;
import io.proxynas.condense.data.LabelledImages;
import io.proxynas.engine.Seed;
import io.proxynas.engine.Shuffle;
import java.util.random.RandomGenerator;

/** The synthetic images of one class, on their way to match that class's real ones. */
final class ClassMatcher {

  private final DistributionMatching.Settings settings;
  private final SiameseAugmentation augmentation;
  private final LabelledImages real;
  private final int[] members;
  private final int[] drawn;
  private final float[] pixels;
  private final int offset;
  private final float[] velocity;
  private final Seed seed;

  /**
   * @param pixels all classes' synthetic images, of which this one changes its own
   * @param seed of this class's batches and augmentations
   */
  ClassMatcher(
      DistributionMatching.Settings settings,
      SiameseAugmentation augmentation,
      LabelledImages real,
      int label,
      float[] pixels,
      int imagesPerClass,
      Seed seed) {
    this.settings = settings;
    this.augmentation = augmentation;
    this.real = real;
    this.members = real.indicesOf(label);
    this.drawn = new int[members.length];
    this.pixels = pixels;
    this.velocity = new float[imagesPerClass * real.shape().size()];
    this.offset = label * velocity.length;
    this.seed = seed;
  }

  /** One step of gradient descent with momentum; returns the loss before it. */
  double step(int iteration, MatchingBatch batch) {
    RandomGenerator random = seed.child(iteration).generator();
    int count = Math.min(settings.realBatch(), members.length);
    System.arraycopy(members, 0, drawn, 0, members.length);
    Shuffle.prefix(drawn, count, random);
    real.copy(drawn, 0, count, batch.real());
    System.arraycopy(pixels, offset, batch.synthetic(), 0, velocity.length);
    Transform transform = augmentation.draw(random, real.shape());
    double loss = batch.match(count, transform);
    float[] gradient = batch.gradient();
    float momentum = (float) settings.momentum();
    float rate = (float) settings.learningRate();
    for (int i = 0; i < velocity.length; i++) {
      velocity[i] = momentum * velocity[i] + gradient[i];
      pixels[offset + i] -= rate * velocity[i];
    }
    return loss;
  }
}
