package io.proxynas.train.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.proxynas.engine.ArrayAlteration;
import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.backend.Alteration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KindDrawTest {

  private static final ImageShape SHAPE = new ImageShape(1, 1, 2);
  private static final int COUNT = 16;

  /** Each image is (1, 2): mirrored it is (2, 1), erased it is (0, 0). */
  private static final SiameseAugmentation MIRROR_OR_ERASE =
      new SiameseAugmentation(List.of(new Augmentation.Flip(1), new Augmentation.Cutout(1)));

  private static float[] images(int count, ImageShape shape) {
    float[] images = new float[count * shape.size()];
    for (int i = 0; i < images.length; i++) {
      images[i] = 1 + i % shape.size();
    }
    return images;
  }

  private static float[] drawn(
      KindDraw draw, SiameseAugmentation from, int count, ImageShape shape, long seed) {
    float[] result = new float[(count + 1) * shape.size()];
    draw.apply(from, new Seed(seed).generator(), images(count + 1, shape), count, shape, result);
    return result;
  }

  /** Which kinds a batch has had; a cutout of the whole side leaves zeros, if not everywhere. */
  private static Set<String> kinds(KindDraw draw, long seed) {
    float[] result = drawn(draw, MIRROR_OR_ERASE, COUNT, SHAPE, seed);
    Set<String> kinds = new HashSet<>();
    for (int i = 0; i < COUNT; i++) {
      kinds.add(result[2 * i] == 2 && result[2 * i + 1] == 1 ? "mirrored" : "erased");
    }
    return kinds;
  }

  @Test
  void ofBatch_isOneKindByItsSeed_orAll() {
    Set<SiameseAugmentation> seen = new HashSet<>();
    for (long number = 0; number < 20; number++) {
      Seed seed = new Seed(number);
      SiameseAugmentation its = KindDraw.BATCH.ofBatch(MIRROR_OR_ERASE, seed);
      assertThat(its).isEqualTo(KindDraw.BATCH.ofBatch(MIRROR_OR_ERASE, seed));
      assertThat(KindDraw.IMAGE.ofBatch(MIRROR_OR_ERASE, seed)).isEqualTo(MIRROR_OR_ERASE);
      seen.add(its);
    }
    assertThat(seen)
        .containsExactlyInAnyOrderElementsOf(
            MIRROR_OR_ERASE.kinds().stream().map(SiameseAugmentation::of).toList());
  }

  @Test
  void batch_hasOneKind_andBatchesDiffer() {
    Set<Set<String>> seen = new HashSet<>();
    for (long seed = 0; seed < 20; seed++) {
      assertThat(kinds(KindDraw.BATCH, seed)).hasSize(1);
      seen.add(kinds(KindDraw.BATCH, seed));
    }
    assertThat(seen).containsExactlyInAnyOrder(Set.of("mirrored"), Set.of("erased"));
  }

  @Test
  void image_hasAKindOfItsOwn() {
    for (long seed = 0; seed < 20; seed++) {
      assertThat(kinds(KindDraw.IMAGE, seed)).hasSize(2);
    }
  }

  /** Equal images of a batch are shifted each in its own way. */
  @Test
  void batch_imagesHaveParametersOfTheirOwn() {
    ImageShape shape = new ImageShape(1, 8, 8);
    SiameseAugmentation shifts = SiameseAugmentation.of(new Augmentation.Crop(0.5));

    float[] result = drawn(KindDraw.BATCH, shifts, COUNT, shape, 1);

    Set<String> different = new HashSet<>();
    for (int i = 0; i < COUNT; i++) {
      different.add(
          Arrays.toString(Arrays.copyOfRange(result, i * shape.size(), (i + 1) * shape.size())));
    }
    assertThat(different).hasSizeGreaterThan(8);
  }

  /** The oracle: the kind is drawn first, then the parameters of one image after the other. */
  @Test
  void batch_isTheKindAppliedImageByImage() {
    ImageShape shape = new ImageShape(3, 8, 8);
    float[] images = images(COUNT, shape);
    for (long seed = 0; seed < 12; seed++) {
      RandomGenerator random = new Seed(seed).generator();
      Augmentation kind = SiameseAugmentation.ALL.kinds().get(random.nextInt(6));
      float[] expected = new float[(COUNT + 1) * shape.size()];
      for (int i = 0; i < COUNT; i++) {
        kind.draw(random, shape).apply(images, i, 1, shape, expected);
      }

      assertThat(drawn(KindDraw.BATCH, SiameseAugmentation.ALL, COUNT, shape, seed))
          .containsExactly(expected);
    }
  }

  @Test
  void apply_leavesWhatIsBehindTheBatch() {
    float[] result = drawn(KindDraw.BATCH, MIRROR_OR_ERASE, COUNT, SHAPE, 1);

    assertThat(result[2 * COUNT]).isZero();
    assertThat(result[2 * COUNT + 1]).isZero();
  }

  /** Same draws, and the numbers mean what the transforms do. */
  @ParameterizedTest
  @EnumSource(KindDraw.class)
  void alterations_areWhatApplyDoes(KindDraw draw) {
    for (ImageShape shape :
        List.of(new ImageShape(3, 32, 32), new ImageShape(1, 9, 14), new ImageShape(2, 1, 3))) {
      RandomGenerator pixels = new Seed(1).generator();
      float[] images = new float[COUNT * shape.size()];
      for (int i = 0; i < images.length; i++) {
        images[i] = (float) pixels.nextGaussian();
      }
      for (long seed = 0; seed < 12; seed++) {
        float[] applied = new float[images.length];
        RandomGenerator first = new Seed(seed).generator();
        RandomGenerator second = new Seed(seed).generator();
        draw.apply(SiameseAugmentation.ALL, first, images, COUNT, shape, applied);
        List<Alteration> drawn = draw.alterations(SiameseAugmentation.ALL, second, COUNT, shape);

        assertThat(second.nextLong()).isEqualTo(first.nextLong());
        for (int i = 0; i < COUNT; i++) {
          int from = i * shape.size();
          assertThat(ArrayAlteration.of(drawn.get(i), images, i, shape))
              .as("image %d, %s", i, drawn.get(i))
              .containsExactly(
                  Arrays.copyOfRange(applied, from, from + shape.size()), within(2e-6f));
        }
      }
    }
  }
}
