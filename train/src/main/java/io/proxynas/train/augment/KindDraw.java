package io.proxynas.train.augment;

import io.proxynas.engine.Seed;
import io.proxynas.engine.Worded;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.backend.Alteration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * For how many images of a training step one kind of augmentation is drawn, by the words of files.
 * Either way each image has parameters of its own.
 */
public enum KindDraw implements Worded {
  /** Each image has a kind of its own. */
  IMAGE {
    @Override
    public SiameseAugmentation ofBatch(SiameseAugmentation from, Seed seed) {
      return from;
    }

    @Override
    Supplier<Augmentation> kinds(SiameseAugmentation from, RandomGenerator random) {
      return () -> from.drawKind(random);
    }
  },
  /** All images of a batch have one kind, as in the program of Zhao and Bilen. */
  BATCH {
    @Override
    public SiameseAugmentation ofBatch(SiameseAugmentation from, Seed seed) {
      return SiameseAugmentation.of(from.drawKind(seed.generator()));
    }

    @Override
    Supplier<Augmentation> kinds(SiameseAugmentation from, RandomGenerator random) {
      Augmentation kind = from.drawKind(random);
      return () -> kind;
    }
  };

  /**
   * The kinds that the images of one batch draw from, where several workers share the batch.
   *
   * @param from the kinds of all batches
   * @param seed of this batch
   */
  public abstract SiameseAugmentation ofBatch(SiameseAugmentation from, Seed seed);

  /** The kinds of the images of a batch, one after the other; between them parameters are drawn. */
  abstract Supplier<Augmentation> kinds(SiameseAugmentation from, RandomGenerator random);

  /**
   * Augments a batch.
   *
   * @param from the kinds to draw from
   * @param random the source of kinds and parameters
   * @param images (N, C, H, W), of which the first {@code count} are augmented; not changed
   * @param result (N, C, H, W) receives them; another array than {@code images}
   */
  public void apply(
      SiameseAugmentation from,
      RandomGenerator random,
      float[] images,
      int count,
      ImageShape shape,
      float[] result) {
    Supplier<Augmentation> kinds = kinds(from, random);
    for (int i = 0; i < count; i++) {
      kinds.get().draw(random, shape).apply(images, i, 1, shape, result);
    }
  }

  /**
   * Draws what {@link #apply} would, in the numbers by which a back end does it to images that are
   * on its device.
   *
   * @param from the kinds to draw from
   * @param random the source of kinds and parameters
   * @param count images of the batch
   */
  public List<Alteration> alterations(
      SiameseAugmentation from, RandomGenerator random, int count, ImageShape shape) {
    Supplier<Augmentation> kinds = kinds(from, random);
    List<Alteration> drawn = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      drawn.add(kinds.get().draw(random, shape).alteration());
    }
    return drawn;
  }
}
