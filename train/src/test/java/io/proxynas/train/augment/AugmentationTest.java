package io.proxynas.train.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.ImageShape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every kind, and the ranges of the parameters drawn. */
class AugmentationTest {

  private static final ImageShape GREY = new ImageShape(1, 28, 28);

  static Stream<Arguments> kindsAndShapes() {
    List<ImageShape> shapes =
        List.of(GREY, new ImageShape(3, 32, 32), new ImageShape(3, 5, 8), new ImageShape(2, 1, 3));
    return SiameseAugmentation.ALL.kinds().stream()
        .flatMap(kind -> shapes.stream().map(shape -> Arguments.of(kind, shape)));
  }

  @ParameterizedTest
  @MethodSource("kindsAndShapes")
  void adjoint_anyDraw_isTheTranspose(Augmentation kind, ImageShape shape) {
    RandomGenerator random = new Seed(1).child("transpose").generator();
    int length = 2 * shape.size();
    for (int draw = 0; draw < 10; draw++) {
      Transform transform = kind.draw(random, shape);
      float[] x = normal(random, length);
      float[] y = normal(random, length);
      float[] ax = new float[length];
      float[] a0 = new float[length];
      float[] aty = new float[length];
      transform.apply(x, 0, 2, shape, ax);
      transform.apply(new float[length], 0, 2, shape, a0);
      transform.adjoint(y, 0, 2, shape, aty);

      double left = IntStream.range(0, length).mapToDouble(i -> (ax[i] - a0[i]) * y[i]).sum();
      assertThat(left).isEqualTo(dot(x, aty), within(1e-5 * length));
    }
  }

  @ParameterizedTest
  @MethodSource("kindsAndShapes")
  void adjoint_anyDraw_agreesWithFiniteDifferences(Augmentation kind, ImageShape shape) {
    RandomGenerator random = new Seed(2).child("differences").generator();
    Transform transform = kind.draw(random, shape);
    float[] x = normal(random, shape.size());
    float[] gradient = normal(random, shape.size());
    float[] adjoint = new float[shape.size()];
    transform.adjoint(gradient, 0, 1, shape, adjoint);
    for (int check = 0; check < 10; check++) {
      int pixel = random.nextInt(shape.size());
      double difference = loss(transform, x, pixel, 0.5f, gradient, shape);
      difference -= loss(transform, x, pixel, -0.5f, gradient, shape);
      assertThat(difference).isEqualTo(adjoint[pixel], within(1e-4));
    }
  }

  /** ⟨gradient, A(x + step at pixel)⟩: affine in x, so that a step of 1 has no truncation error. */
  private static double loss(
      Transform transform, float[] x, int pixel, float step, float[] gradient, ImageShape shape) {
    float[] moved = x.clone();
    moved[pixel] += step;
    float[] result = new float[x.length];
    transform.apply(moved, 0, 1, shape, result);
    return dot(gradient, result);
  }

  @ParameterizedTest
  @MethodSource("kindsAndShapes")
  void draw_sameSeed_givesSameTransform(Augmentation kind, ImageShape shape) {
    float[] x = normal(new Seed(3).generator(), shape.size());
    float[] first = new float[x.length];
    float[] second = new float[x.length];

    kind.draw(new Seed(4).generator(), shape).apply(x, 0, 1, shape, first);
    kind.draw(new Seed(4).generator(), shape).apply(x, 0, 1, shape, second);

    assertThat(second).containsExactly(first);
  }

  @ParameterizedTest
  @MethodSource("kindsAndShapes")
  void apply_sharedDraw_treatsEachImageOfTheBatchAlike(Augmentation kind, ImageShape shape) {
    RandomGenerator random = new Seed(5).generator();
    Transform transform = kind.draw(random, shape);
    int size = shape.size();
    float[] batch = normal(random, 3 * size);
    float[] together = new float[batch.length];
    float[] oneByOne = new float[batch.length];

    transform.apply(batch, 0, 3, shape, together);
    for (int i = 0; i < 3; i++) {
      transform.apply(batch, i, 1, shape, oneByOne);
    }

    assertThat(oneByOne).containsExactly(together);
  }

  @Test
  void crop_manyDraws_shiftsByUpToAnEighthBothWays() {
    Set<Integer> rows = new HashSet<>();
    for (Transform drawn : draws(Augmentation.Crop.DEFAULT)) {
      rows.add(((Shift) drawn).rows());
    }

    assertThat(rows).containsExactlyInAnyOrder(-4, -3, -2, -1, 0, 1, 2, 3, 4);
  }

  @Test
  void cutout_manyDraws_centresAnywhereOverHalfTheSide() {
    Set<Integer> tops = new HashSet<>();
    for (Transform drawn : draws(Augmentation.Cutout.DEFAULT)) {
      Erasure erasure = (Erasure) drawn;
      assertThat(erasure.bottom() - erasure.top()).isEqualTo(14);
      assertThat(erasure.right() - erasure.left()).isEqualTo(14);
      tops.add(erasure.top());
    }

    assertThat(tops).hasSize(29).contains(-7, 21);
  }

  @Test
  void colour_manyDraws_staysInRanges() {
    for (Transform drawn : draws(Augmentation.Colour.DEFAULT)) {
      ColourJitter jitter = (ColourJitter) drawn;
      assertThat(jitter.shift()).isBetween(-0.5f, 0.5f);
      assertThat(jitter.saturation()).isBetween(0f, 2f);
      assertThat(jitter.contrast()).isBetween(0.5f, 1.5f);
    }
  }

  @Test
  void flip_manyDraws_mirrorsHalfOfThem() {
    long mirrored =
        draws(Augmentation.Flip.DEFAULT).stream().filter(Mirror.class::isInstance).count();

    assertThat(mirrored).isBetween(430L, 570L); // 500 of 1000, four deviations of 16
  }

  @Test
  void siamese_manyDraws_takesEachKindAlikeOften() {
    RandomGenerator random = new Seed(6).generator();
    Transform[] drawn = new Transform[6000];
    for (int i = 0; i < drawn.length; i++) {
      drawn[i] = SiameseAugmentation.ALL.draw(random, GREY);
    }

    assertThat(Stream.of(drawn).filter(t -> t instanceof Shift && t != Transform.IDENTITY).count())
        .isBetween(880L, 1120L);
    assertThat(Stream.of(drawn).filter(LinearResampling.class::isInstance).count())
        .isBetween(1850L, 2150L);
    assertThat(Stream.of(drawn).filter(Mirror.class::isInstance).count()).isBetween(400L, 600L);
  }

  @Test
  void withoutFlip_kinds_areTheOtherFive() {
    assertThat(SiameseAugmentation.WITHOUT_FLIP.kinds())
        .hasSize(5)
        .noneMatch(Augmentation.Flip.class::isInstance);
  }

  @Test
  void none_anyDraw_leavesImagesAsTheyAre() {
    assertThat(draws(new Augmentation.None())).containsOnly(Transform.IDENTITY);
    assertThat(SiameseAugmentation.NONE.kinds()).containsExactly(new Augmentation.None());
    assertThat(SiameseAugmentation.of(Augmentation.Crop.DEFAULT).kinds())
        .containsExactly(Augmentation.Crop.DEFAULT);
  }

  @Test
  void constructors_strengthOutOfRange_nameRuleAndValue() {
    assertRejected(
        b -> new Augmentation.Colour(b, 2, 0.5),
        -1,
        "brightness must be at least 0 and finite, but was -1.0");
    assertRejected(
        s -> new Augmentation.Colour(0.5, s, 0.5),
        -1,
        "saturation must be at least 0 and finite, but was -1.0");
    assertRejected(
        c -> new Augmentation.Colour(0.5, 2, c), 1.5, "contrast must be in [0, 1], but was 1.5");
    assertRejected(Augmentation.Crop::new, 2, "the crop fraction must be in [0, 1], but was 2.0");
    assertRejected(
        Augmentation.Cutout::new, Double.NaN, "the cutout fraction must be in [0, 1], but was NaN");
    assertRejected(
        Augmentation.Flip::new, -0.5, "the flip probability must be in [0, 1], but was -0.5");
    assertRejected(
        Augmentation.Scale::new, 0.5, "the scale ratio must be at least 1 and finite, but was 0.5");
    assertRejected(
        Augmentation.Scale::new,
        Double.POSITIVE_INFINITY,
        "the scale ratio must be at least 1 and finite, but was Infinity");
    assertRejected(
        Augmentation.Rotate::new, 181, "the rotation must be in [0, 180] degrees, but was 181.0");
  }

  @Test
  void siamese_noKinds_isRejected() {
    assertThatThrownBy(() -> new SiameseAugmentation(List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there must be at least 1 kind of augmentation, but there were 0");
  }

  private static void assertRejected(DoubleFunction<?> make, double value, String message) {
    assertThatThrownBy(() -> make.apply(value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  private static List<Transform> draws(Augmentation kind) {
    RandomGenerator random = new Seed(7).generator();
    List<Transform> drawn = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      drawn.add(kind.draw(random, GREY));
    }
    return drawn;
  }

  private static float[] normal(RandomGenerator random, int length) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  private static double dot(float[] x, float[] y) {
    return IntStream.range(0, x.length).mapToDouble(i -> (double) x[i] * y[i]).sum();
  }
}
