package io.proxynas.train.augment;

import io.proxynas.engine.architecture.ImageShape;
import java.io.Serializable;
import java.util.random.RandomGenerator;

/**
 * A kind of differentiable augmentation and its strength. A draw fixes the random parameters and
 * gives a {@link Transform}, which is affine in the pixels and can be applied to any number of
 * batches: to real and to synthetic images in condensation (Siamese), to one image in training.
 *
 * <p>The kinds and the default strengths are those of differentiable Siamese augmentation (Zhao and
 * Bilen, ICML 2021, arXiv 2102.08259), which distribution matching uses (arXiv 2110.04181).
 */
public sealed interface Augmentation extends Serializable {

  /**
   * Draws the parameters of one transform.
   *
   * @param random the source of the parameters
   * @param shape of the images that the transform will see
   */
  Transform draw(RandomGenerator random, ImageShape shape);

  /** The kind in files and reports. */
  String word();

  /** Nothing is done. */
  record None() implements Augmentation {

    @Override
    public String word() {
      return "none";
    }

    @Override
    public Transform draw(RandomGenerator random, ImageShape shape) {
      return Transform.IDENTITY;
    }
  }

  /**
   * Brightness, saturation and contrast, one after the other: a shift of all values, a factor about
   * the channel mean of each pixel, a factor about the mean of the image. On grey images saturation
   * changes nothing.
   *
   * @param brightness the shift is in [−brightness, brightness], in deviations; at least 0
   * @param saturation the factor is in [0, saturation]; at least 0
   * @param contrast the factor is in [1 − contrast, 1 + contrast]; in [0, 1]
   */
  record Colour(double brightness, double saturation, double contrast) implements Augmentation {

    public static final Colour DEFAULT = new Colour(0.5, 2, 0.5);

    public Colour {
      require(brightness >= 0, "brightness must be at least 0 and finite", brightness);
      require(saturation >= 0, "saturation must be at least 0 and finite", saturation);
      require(contrast >= 0 && contrast <= 1, "contrast must be in [0, 1]", contrast);
    }

    @Override
    public String word() {
      return "colour";
    }

    @Override
    public Transform draw(RandomGenerator random, ImageShape shape) {
      return new ColourJitter(
          (float) between(random, -brightness, brightness),
          (float) between(random, 0, saturation),
          (float) between(random, 1 - contrast, 1 + contrast));
    }
  }

  /**
   * A shift by whole pixels, with zeros where nothing is shifted in.
   *
   * @param fraction the largest shift as a fraction of the side, in [0, 1]
   */
  record Crop(double fraction) implements Augmentation {

    public static final Crop DEFAULT = new Crop(0.125);

    public Crop {
      require(fraction >= 0 && fraction <= 1, "the crop fraction must be in [0, 1]", fraction);
    }

    @Override
    public String word() {
      return "crop";
    }

    @Override
    public Transform draw(RandomGenerator random, ImageShape shape) {
      int rows = part(shape.height(), fraction);
      int columns = part(shape.width(), fraction);
      return new Shift(random.nextInt(-rows, rows + 1), random.nextInt(-columns, columns + 1));
    }
  }

  /**
   * A rectangle of zeros, centred anywhere in the image, so that it may reach over the border.
   *
   * @param fraction its side as a fraction of the image's side, in [0, 1]
   */
  record Cutout(double fraction) implements Augmentation {

    public static final Cutout DEFAULT = new Cutout(0.5);

    public Cutout {
      require(fraction >= 0 && fraction <= 1, "the cutout fraction must be in [0, 1]", fraction);
    }

    @Override
    public String word() {
      return "cutout";
    }

    @Override
    public Transform draw(RandomGenerator random, ImageShape shape) {
      int rows = part(shape.height(), fraction);
      int columns = part(shape.width(), fraction);
      int top = start(random, shape.height(), rows);
      int left = start(random, shape.width(), columns);
      return new Erasure(top, top + rows, left, left + columns);
    }

    /** Where a span begins whose centre is uniform over the side; an even span has one more. */
    private static int start(RandomGenerator random, int side, int span) {
      return random.nextInt(side + 1 - span % 2) - span / 2;
    }
  }

  /**
   * Left and right exchanged, or nothing done.
   *
   * @param probability of the exchange, in [0, 1]
   */
  record Flip(double probability) implements Augmentation {

    static final Flip DEFAULT = new Flip(0.5);

    public Flip {
      require(
          probability >= 0 && probability <= 1,
          "the flip probability must be in [0, 1]",
          probability);
    }

    @Override
    public String word() {
      return "flip";
    }

    @Override
    public Transform draw(RandomGenerator random, ImageShape shape) {
      return random.nextDouble() < probability ? new Mirror() : Transform.IDENTITY;
    }
  }

  /**
   * Each axis stretched or shrunk about the centre by its own factor, bilinear, zeros outside.
   *
   * @param ratio each factor is in [1 / ratio, ratio]; at least 1
   */
  record Scale(double ratio) implements Augmentation {

    public static final Scale DEFAULT = new Scale(1.2);

    public Scale {
      require(ratio >= 1, "the scale ratio must be at least 1 and finite", ratio);
    }

    @Override
    public String word() {
      return "scale";
    }

    @Override
    public Transform draw(RandomGenerator random, ImageShape shape) {
      double x = between(random, 1 / ratio, ratio);
      double y = between(random, 1 / ratio, ratio);
      return new LinearResampling(shape, x, 0, 0, y);
    }
  }

  /**
   * A rotation about the centre, bilinear, zeros outside.
   *
   * @param degrees the angle is in [−degrees, degrees]; in [0, 180]
   */
  record Rotate(double degrees) implements Augmentation {

    public static final Rotate DEFAULT = new Rotate(15);

    public Rotate {
      require(degrees >= 0 && degrees <= 180, "the rotation must be in [0, 180] degrees", degrees);
    }

    @Override
    public String word() {
      return "rotate";
    }

    @Override
    public Transform draw(RandomGenerator random, ImageShape shape) {
      double angle = Math.toRadians(between(random, -degrees, degrees));
      double cos = StrictMath.cos(angle); // strict: the same bits on every machine
      double sin = StrictMath.sin(angle);
      return new LinearResampling(shape, cos, -sin, sin, cos);
    }
  }

  private static double between(RandomGenerator random, double low, double high) {
    return low + (high - low) * random.nextDouble();
  }

  /** A fraction of a side, rounded half up as the authors' program does. */
  private static int part(int side, double fraction) {
    return (int) (side * fraction + 0.5);
  }

  private static void require(boolean condition, String rule, double actual) {
    if (!condition || Double.isInfinite(actual)) {
      throw new IllegalArgumentException(rule + ", but was " + actual);
    }
  }
}
