package io.proxynas.train.augment;

import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.backend.Alteration;
import org.jspecify.annotations.Nullable;

/**
 * Bilinear resampling through a linear map about the centre of the image, zeros outside: the result
 * at offset (u, v) from the centre (u to the right, v downwards, in pixels) is the image at {@code
 * (xx·u + xy·v, yx·u + yy·v)}.
 *
 * <p>On square images this is PyTorch's {@code affine_grid} and {@code grid_sample} with zero
 * padding, for either value of {@code align_corners}. On others PyTorch's grid has a unit of its
 * own for each axis, so that its rotations shear; ours do not.
 */
final class LinearResampling implements PlaneTransform {

  private final ImageShape shape;
  private final double xx;
  private final double xy;
  private final double yx;
  private final double yy;

  /** Made when first needed, since a device that applies {@link #alteration} does without. */
  private volatile @Nullable Neighbours neighbours;

  LinearResampling(ImageShape shape, double xx, double xy, double yx, double yy) {
    this.shape = shape;
    this.xx = xx;
    this.xy = xy;
    this.yx = yx;
    this.yy = yy;
  }

  @Override
  public Alteration alteration() {
    return Alteration.of(new Alteration.Sampling(xx, xy, yx, yy, 0, 0));
  }

  @Override
  public void requireShape(ImageShape other) {
    if (other.height() != shape.height() || other.width() != shape.width()) {
      throw new IllegalArgumentException(
          "this transform was drawn for images of " + shape + ", but the images are " + other);
    }
  }

  @Override
  public void applyPlane(
      boolean adjoint, float[] plane, int offset, int height, int width, float[] result) {
    neighbours().apply(adjoint, plane, offset, height, width, result);
  }

  /** Several threads may make the same. */
  private Neighbours neighbours() {
    Neighbours made = neighbours;
    if (made == null) {
      made = new Neighbours(shape, xx, xy, yx, yy);
      neighbours = made;
    }
    return made;
  }
}
