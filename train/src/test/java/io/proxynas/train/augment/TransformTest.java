package io.proxynas.train.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.proxynas.engine.architecture.ImageShape;
import org.junit.jupiter.api.Test;

/** Each transform on a case worked by hand. */
class TransformTest {

  private static final ImageShape GREY_2X3 = new ImageShape(1, 2, 3);
  private static final float[] IMAGE = {1, 2, 3, 4, 5, 6};

  private static float[] apply(Transform transform, ImageShape shape, float... images) {
    float[] result = new float[images.length];
    transform.apply(images, 0, images.length / shape.size(), shape, result);
    return result;
  }

  private static float[] adjoint(Transform transform, ImageShape shape, float... gradient) {
    float[] result = new float[gradient.length];
    transform.adjoint(gradient, 0, gradient.length / shape.size(), shape, result);
    return result;
  }

  @Test
  void identity_changesNothing() {
    assertThat(apply(Transform.IDENTITY, GREY_2X3, IMAGE)).containsExactly(IMAGE);
    assertThat(adjoint(Transform.IDENTITY, GREY_2X3, IMAGE)).containsExactly(IMAGE);
  }

  @Test
  void colour_shiftAlone_addsItAndHasIdentityDerivative() {
    Transform shift = new ColourJitter(0.5f, 1, 1);

    assertThat(apply(shift, GREY_2X3, IMAGE)).containsExactly(1.5f, 2.5f, 3.5f, 4.5f, 5.5f, 6.5f);
    assertThat(adjoint(shift, GREY_2X3, IMAGE)).containsExactly(IMAGE);
  }

  @Test
  void colour_saturationOnGrey_changesNothing() {
    assertThat(apply(new ColourJitter(0, 1.75f, 1), GREY_2X3, IMAGE)).containsExactly(IMAGE);
  }

  @Test
  void colour_saturation_scalesAboutChannelMeanOfPixel() {
    ImageShape rgb = new ImageShape(3, 1, 2);
    // Pixel 0 is (0, 3, 6) with mean 3, pixel 1 is (1, 1, 4) with mean 2.
    float[] result = apply(new ColourJitter(0, 2, 1), rgb, 0, 1, 3, 1, 6, 4);

    assertThat(result).containsExactly(new float[] {-3, 0, 3, 0, 9, 6}, within(1e-6f));
  }

  @Test
  void colour_contrast_scalesAboutMeanOfEachImage() {
    ImageShape shape = new ImageShape(1, 1, 2);

    float[] result = apply(new ColourJitter(0, 1, 0.5f), shape, 1, 3, 10, 20);

    assertThat(result).containsExactly(1.5f, 2.5f, 12.5f, 17.5f);
  }

  @Test
  void shift_downAndLeft_fillsWithZeros() {
    assertThat(apply(new Shift(-1, 1), GREY_2X3, IMAGE)).containsExactly(0, 0, 0, 2, 3, 0);
    assertThat(adjoint(new Shift(-1, 1), GREY_2X3, IMAGE)).containsExactly(0, 4, 5, 0, 0, 0);
  }

  @Test
  void shift_beyondTheImage_leavesZeros() {
    assertThat(apply(new Shift(0, 5), GREY_2X3, IMAGE)).containsOnly(0);
    assertThat(apply(new Shift(-2, 0), GREY_2X3, IMAGE)).containsOnly(0);
  }

  @Test
  void erasure_overTheCorner_zerosWhatLiesInside() {
    assertThat(apply(new Erasure(-1, 1, 1, 4), GREY_2X3, IMAGE)).containsExactly(1, 0, 0, 4, 5, 6);
  }

  @Test
  void erasure_empty_changesNothing() {
    assertThat(apply(new Erasure(1, 1, 1, 1), GREY_2X3, IMAGE)).containsExactly(IMAGE);
  }

  @Test
  void mirror_once_exchangesLeftAndRightPerRow() {
    assertThat(apply(new Mirror(), GREY_2X3, IMAGE)).containsExactly(3, 2, 1, 6, 5, 4);
  }

  @Test
  void mirror_twice_isIdentity() {
    float[] once = apply(new Mirror(), GREY_2X3, IMAGE);

    assertThat(apply(new Mirror(), GREY_2X3, once)).containsExactly(IMAGE);
  }

  @Test
  void resampling_halfSize_readsBetweenPixelsAndZerosOutside() {
    ImageShape shape = new ImageShape(1, 1, 4);
    // Sources -1.5, 0.5, 2.5, 4.5 in a row of four.
    float[] result = apply(new LinearResampling(shape, 2, 0, 0, 1), shape, 1, 2, 3, 4);

    assertThat(result).containsExactly(0, 1.5f, 3.5f, 0);
  }

  @Test
  void resampling_overTheBorder_fadesToZero() {
    ImageShape shape = new ImageShape(1, 1, 2);
    // Sources 0.5 -+ 0.75 = -0.25 and 1.25: three quarters of the border pixels.
    float[] result = apply(new LinearResampling(shape, 1.5, 0, 0, 1), shape, 4, 8);

    assertThat(result).containsExactly(3, 6);
  }

  @Test
  void resampling_quarterTurn_movesPixelsExactly() {
    ImageShape shape = new ImageShape(1, 2, 2);
    // The source of offset (u, v) is (-v, u).
    float[] result = apply(new LinearResampling(shape, 0, -1, 1, 0), shape, 1, 2, 3, 4);

    assertThat(result).containsExactly(2, 4, 1, 3);
  }

  @Test
  void resampling_singlePixel_fadesOnBothAxes() {
    ImageShape shape = new ImageShape(1, 1, 1);

    assertThat(apply(new LinearResampling(shape, 1.2, 0, 0, 0.8), shape, 7)).containsExactly(7);
  }

  @Test
  void apply_partOfBatch_writesOnlyThatPart() {
    ImageShape shape = new ImageShape(1, 1, 2);
    float[] images = {1, 2, 3, 4, 5, 6};
    for (Transform transform :
        new Transform[] {
          new Mirror(),
          new Shift(0, 0),
          new Erasure(0, 0, 0, 0),
          new ColourJitter(0, 1, 1),
          new LinearResampling(shape, 1, 0, 0, 1),
          Transform.IDENTITY
        }) {
      float[] result = new float[6];
      transform.apply(images, 1, 1, shape, result);
      assertThat(result[2] + result[3]).as(transform.toString()).isEqualTo(7);
      assertThat(new float[] {result[0], result[1], result[4], result[5]}).containsOnly(0);
    }
  }

  @Test
  void apply_sameArray_isRejected() {
    float[] array = IMAGE.clone();
    for (Transform transform :
        new Transform[] {new Mirror(), new ColourJitter(0, 1, 1), Transform.IDENTITY}) {
      assertThatThrownBy(() -> transform.apply(array, 0, 1, GREY_2X3, array))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("images and result must be different arrays, but were the same");
    }
  }

  @Test
  void resampling_otherShape_isRejected() {
    Transform transform = new LinearResampling(GREY_2X3, 1, 0, 0, 1);

    assertThatThrownBy(() -> transform.apply(IMAGE, 0, 1, new ImageShape(1, 3, 2), new float[6]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("this transform was drawn for images of 1x2x3, but the images are 1x3x2");
  }
}
