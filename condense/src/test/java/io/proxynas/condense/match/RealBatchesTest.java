package io.proxynas.condense.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.proxynas.condense.set.Sets;
import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.train.data.FloatPixels;
import io.proxynas.train.data.LabelledImages;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RealBatchesTest {

  private static final LabelledImages REAL =
      Sets.random(new ImageShape(1, 8, 8), 50, "coat", "bag");

  private static int[] draw(RealSampler sampler, long seed) {
    return Arrays.copyOf(sampler.draw(new Seed(seed).generator()), sampler.size());
  }

  @ParameterizedTest
  @EnumSource(RealBatches.class)
  void draw_anyTime_dependsOnItsSeedAlone(RealBatches batches) {
    RealSampler sampler = batches.sampler(REAL, 1, 20, new Seed(1));
    int[] first = draw(sampler, 7);
    int[] second = draw(sampler, 8);

    assertThat(first).hasSize(20).doesNotHaveDuplicates();
    assertThat(Arrays.stream(first)).allMatch(i -> REAL.labels()[i] == 1);
    assertThat(second).isNotEqualTo(first);
    assertThat(draw(sampler, 7)).isEqualTo(first);
  }

  @ParameterizedTest
  @EnumSource(RealBatches.class)
  void draw_moreThanTheClassHas_givesAll(RealBatches batches) {
    RealSampler sampler = batches.sampler(REAL, 0, 1000, new Seed(1));

    assertThat(draw(sampler, 1)).containsExactlyInAnyOrder(REAL.indicesOf(0));
  }

  /** Every image with the same probability, so that the batch's mean is unbiased. */
  @ParameterizedTest
  @EnumSource(RealBatches.class)
  void draw_manyTimes_givesEachImageAsOften(RealBatches batches) {
    RealSampler sampler = batches.sampler(REAL, 0, 20, new Seed(1));
    int[] counts = new int[REAL.size()];
    int draws = 4000;
    for (int i = 0; i < draws; i++) {
      for (int index : draw(sampler, i)) {
        counts[index]++;
      }
    }
    double expected = (double) draws * sampler.size() / REAL.indicesOf(0).length;
    for (int index : REAL.indicesOf(0)) {
      assertThat((double) counts[index]).isCloseTo(expected, within(5 * Math.sqrt(expected)));
    }
  }

  /** Two heaps of 30 and 10 images: a batch of 4 has 3 of the one and 1 of the other. */
  @Test
  void draw_clustered_givesEachClusterItsShare() {
    ImageShape shape = new ImageShape(1, 4, 4);
    float[] pixels = new float[40 * shape.size()];
    Arrays.fill(pixels, 30 * shape.size(), pixels.length, 5);
    LabelledImages heaps =
        new LabelledImages(
            shape, List.of("coat", "bag"), new FloatPixels(pixels, shape.size()), new int[40]);
    RealSampler sampler = RealBatches.CLUSTERED.sampler(heaps, 0, 4, new Seed(2));
    for (int i = 0; i < 50; i++) {
      assertThat(Arrays.stream(draw(sampler, i)).filter(index -> index >= 30)).hasSize(1);
    }
  }

  @Test
  void fit_separateHeaps_areFound() {
    float[][] points = {{0, 0}, {10, 10}, {0, 1}, {10, 11}, {1, 0}};
    // Whichever two points it starts from, these heaps are the only rest for two centres.
    for (int seed = 0; seed < 20; seed++) {
      int[] cluster = new KMeans(points, 2, new Seed(seed).generator()).fit(20);
      assertThat(cluster[2]).isEqualTo(cluster[0]);
      assertThat(cluster[4]).isEqualTo(cluster[0]);
      assertThat(cluster[3]).isEqualTo(cluster[1]).isNotEqualTo(cluster[0]);
    }
  }
}
