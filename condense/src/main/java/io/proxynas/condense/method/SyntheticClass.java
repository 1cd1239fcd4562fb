package io.proxynas.condense.method;

import io.proxynas.condense.course.FloatArrays;
import io.proxynas.engine.Seed;
import io.proxynas.engine.Shuffle;
import io.proxynas.train.augment.SiameseAugmentation;
import io.proxynas.train.augment.Transform;
import io.proxynas.train.data.LabelledImages;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The synthetic images of one class, on their way to give the gradients that real ones give. */
final class SyntheticClass {

  private final LabelledImages real;
  private final int label;
  private final int[] members;
  private final int[] drawn;
  private final float[] pixels;
  private final float[] velocity;
  private final Seed seed;

  /**
   * @param pixels all classes' images, ordered by class, of which {@link #step} changes its own
   * @param seed of this class's batches and augmentations
   */
  SyntheticClass(LabelledImages real, int label, float[] pixels, Seed seed) {
    this.real = real;
    this.label = label;
    this.members = real.indicesOf(label);
    this.drawn = new int[members.length];
    this.pixels = pixels;
    this.velocity = new float[pixels.length / real.classes()];
    this.seed = seed;
  }

  void save(DataOutput out) throws IOException {
    FloatArrays.write(out, pixels, label * velocity.length, velocity.length);
    FloatArrays.write(out, velocity, 0, velocity.length);
  }

  void restore(DataInput in) throws IOException {
    FloatArrays.read(in, pixels, label * velocity.length, velocity.length);
    FloatArrays.read(in, velocity, 0, velocity.length);
  }

  /**
   * One step of gradient descent on the pixels; returns the distance before it.
   *
   * @param number of the step, which decides batch and augmentation
   */
  double step(
      long number,
      GradientBatch batch,
      GradientMatching.Settings settings,
      Optional<SiameseAugmentation> augmentation) {
    RandomGenerator random = seed.child(number).generator();
    int count = Math.min(settings.realBatch(), members.length);
    System.arraycopy(members, 0, drawn, 0, members.length);
    Shuffle.prefix(drawn, count, random);
    real.copy(drawn, 0, count, batch.real());
    float[] synthetic = batch.synthetic();
    System.arraycopy(pixels, label * velocity.length, synthetic, 0, velocity.length);
    Transform transform =
        augmentation.map(kinds -> kinds.draw(random, real.shape())).orElse(Transform.IDENTITY);
    double distance = batch.match(label, count, transform);
    settings.pixels().step(synthetic, batch.gradient(), velocity, velocity.length);
    System.arraycopy(synthetic, 0, pixels, label * velocity.length, velocity.length);
    return distance;
  }
}
