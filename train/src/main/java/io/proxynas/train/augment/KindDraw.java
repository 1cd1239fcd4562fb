package io.proxynas.train.augment;

import io.proxynas.engine.Worded;
import io.proxynas.engine.architecture.ImageShape;
import java.util.random.RandomGenerator;

/**
 * For how many images of a training step one kind of augmentation is drawn, by the words of files.
 * Either way each image has parameters of its own.
 */
public enum KindDraw implements Worded {
  /** Each image has a kind of its own. */
  IMAGE {
    @Override
    public void apply(
        SiameseAugmentation from,
        RandomGenerator random,
        float[] images,
        int count,
        ImageShape shape,
        float[] result) {
      for (int i = 0; i < count; i++) {
        from.draw(random, shape).apply(images, i, 1, shape, result);
      }
    }
  },
  /** All images of a batch have one kind, as in the program of Zhao and Bilen. */
  BATCH {
    @Override
    public void apply(
        SiameseAugmentation from,
        RandomGenerator random,
        float[] images,
        int count,
        ImageShape shape,
        float[] result) {
      Augmentation kind = from.drawKind(random);
      for (int i = 0; i < count; i++) {
        kind.draw(random, shape).apply(images, i, 1, shape, result);
      }
    }
  };

  /**
   * Augments a batch.
   *
   * @param from the kinds to draw from
   * @param random the source of kinds and parameters
   * @param images (N, C, H, W), of which the first {@code count} are augmented; not changed
   * @param result (N, C, H, W) receives them; another array than {@code images}
   */
  public abstract void apply(
      SiameseAugmentation from,
      RandomGenerator random,
      float[] images,
      int count,
      ImageShape shape,
      float[] result);
}
