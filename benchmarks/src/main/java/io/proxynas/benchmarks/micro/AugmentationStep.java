package io.proxynas.benchmarks.micro;

import io.proxynas.benchmarks.work.RandomImages;
import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.train.augment.Augmentation;
import io.proxynas.train.augment.Transform;
import java.util.random.RandomGenerator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Each kind of augmentation on 256 grey images of 28x28, and its adjoint. */
public class AugmentationStep extends HotPath {

  private static final int BATCH = 256;
  private static final ImageShape SHAPE = new ImageShape(1, 28, 28);

  /** The kinds, by the names of their records. */
  public enum Kind {
    COLOUR(Augmentation.Colour.DEFAULT),
    CROP(Augmentation.Crop.DEFAULT),
    CUTOUT(Augmentation.Cutout.DEFAULT),
    FLIP(new Augmentation.Flip(1)),
    SCALE(Augmentation.Scale.DEFAULT),
    ROTATE(Augmentation.Rotate.DEFAULT);

    private final Augmentation augmentation;

    Kind(Augmentation augmentation) {
      this.augmentation = augmentation;
    }
  }

  @Param Kind kind;

  private final RandomGenerator random = new Seed(1).generator();
  private final float[] images = RandomImages.pixels(SHAPE, BATCH);
  private final float[] result = new float[images.length];
  private Transform transform;

  /** Draws the transform. */
  @Setup
  public void setUp() {
    transform = draw();
  }

  /** The parameters of one transform. */
  @Benchmark
  public Transform draw() {
    return kind.augmentation.draw(random, SHAPE);
  }

  /** To the images. */
  @Benchmark
  public float[] apply() {
    transform.apply(images, 0, BATCH, SHAPE, result);
    return result;
  }

  /** To the gradients. */
  @Benchmark
  public float[] adjoint() {
    transform.adjoint(images, 0, BATCH, SHAPE, result);
    return result;
  }
}
