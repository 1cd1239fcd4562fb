package io.proxynas.train.augment;

import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.train.check.Require;
import java.io.Serializable;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The kinds of augmentation that a run draws from: one kind a draw, uniformly, then its parameters.
 * Condensation applies one draw to all real and all synthetic images of a class (Siamese); training
 * draws anew for each image ({@link KindDraw}).
 *
 * @param kinds at least one
 */
public record SiameseAugmentation(List<Augmentation> kinds) implements Serializable {

  /** Zhao and Bilen's six kinds at their strengths. */
  public static final SiameseAugmentation ALL =
      new SiameseAugmentation(
          List.of(
              Augmentation.Colour.DEFAULT,
              Augmentation.Crop.DEFAULT,
              Augmentation.Cutout.DEFAULT,
              Augmentation.Flip.DEFAULT,
              Augmentation.Scale.DEFAULT,
              Augmentation.Rotate.DEFAULT));

  /** For images whose mirror image is another thing, such as digits. */
  public static final SiameseAugmentation WITHOUT_FLIP =
      new SiameseAugmentation(
          ALL.kinds().stream().filter(kind -> !(kind instanceof Augmentation.Flip)).toList());

  /** Images as they are. */
  public static final SiameseAugmentation NONE = of(new Augmentation.None());

  public SiameseAugmentation {
    kinds = List.copyOf(kinds);
    Require.that(
        !kinds.isEmpty(), "there must be at least 1 kind of augmentation, but there were 0");
  }

  /** One kind alone. */
  public static SiameseAugmentation of(Augmentation kind) {
    return new SiameseAugmentation(List.of(kind));
  }

  /**
   * Draws a kind and its parameters.
   *
   * @param random the source of both
   * @param shape of the images that the transform will see
   */
  public Transform draw(RandomGenerator random, ImageShape shape) {
    return drawKind(random).draw(random, shape);
  }

  /** Draws a kind alone, whose parameters are still to be drawn. */
  Augmentation drawKind(RandomGenerator random) {
    return kinds.get(random.nextInt(kinds.size()));
  }
}
