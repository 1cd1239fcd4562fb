package io.proxynas.engine.backend;

import java.util.List;

/**
 * What is done to one image before a step of training, in numbers that a back end applies to all
 * images of a batch together: the image is sampled, then its values are mixed, then a rectangle is
 * zeroed.
 *
 * @param sampling where the values are taken from
 * @param mixing of the values taken
 * @param zeros afterwards
 */
public record Alteration(Sampling sampling, Mixing mixing, Rectangle zeros) {

  /** How many numbers tell one. */
  public static final int NUMBERS = 14;

  /** The image as it is. */
  public static final Alteration NONE =
      new Alteration(Sampling.IDENTITY, Mixing.IDENTITY, Rectangle.EMPTY);

  /**
   * An affine map about the centre of the image: the result at the offset (u, v) from the centre (u
   * to the right, v downwards, in pixels) is the image at {@code (xx·u + xy·v + right, yx·u + yy·v
   * + down)}, bilinear between pixels and 0 outside of the image.
   */
  public record Sampling(double xx, double xy, double yx, double yy, double right, double down) {

    /** Each value from its own place. */
    public static final Sampling IDENTITY = new Sampling(1, 0, 0, 1, 0, 0);

    /** Left and right exchanged. */
    public static final Sampling MIRROR = new Sampling(-1, 0, 0, 1, 0, 0);
  }

  /**
   * A value x becomes {@code own·x + pixelMean·m + imageMean·M + added}, with m the mean over the
   * channels at its pixel and M the mean over the image.
   */
  public record Mixing(double own, double pixelMean, double imageMean, double added) {

    /** Each value as it is. */
    public static final Mixing IDENTITY = new Mixing(1, 0, 0, 0);
  }

  /**
   * Rows from {@code top} to before {@code bottom}, and columns from {@code left} to before {@code
   * right}; it may reach over the border.
   */
  public record Rectangle(int top, int bottom, int left, int right) {

    /** No pixel. */
    public static final Rectangle EMPTY = new Rectangle(0, 0, 0, 0);
  }

  /** Of sampling alone. */
  public static Alteration of(Sampling sampling) {
    return new Alteration(sampling, Mixing.IDENTITY, Rectangle.EMPTY);
  }

  /** Of mixing alone. */
  public static Alteration of(Mixing mixing) {
    return new Alteration(Sampling.IDENTITY, mixing, Rectangle.EMPTY);
  }

  /** Of zeros alone. */
  public static Alteration of(Rectangle zeros) {
    return new Alteration(Sampling.IDENTITY, Mixing.IDENTITY, zeros);
  }

  /**
   * The numbers of a batch's alterations, for one copy to a device.
   *
   * @return ({@value #NUMBERS}, N): xx − 1, xy, right, yx, yy − 1, down, by which a value's place
   *     moves from its own; own, pixelMean, imageMean, added; top, bottom, left, right
   */
  public static float[] numbers(List<Alteration> alterations) {
    int count = alterations.size();
    float[] numbers = new float[NUMBERS * count];
    for (int i = 0; i < count; i++) {
      double[] own = alterations.get(i).numbers();
      for (int k = 0; k < NUMBERS; k++) {
        numbers[k * count + i] = (float) own[k];
      }
    }
    return numbers;
  }

  private double[] numbers() {
    return new double[] {
      sampling.xx - 1,
      sampling.xy,
      sampling.right,
      sampling.yx,
      sampling.yy - 1,
      sampling.down,
      mixing.own,
      mixing.pixelMean,
      mixing.imageMean,
      mixing.added,
      zeros.top,
      zeros.bottom,
      zeros.left,
      zeros.right
    };
  }
}
