package io.proxynas.condense.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.condense.Sets;
import io.proxynas.condense.augment.SiameseAugmentation;
import io.proxynas.condense.data.FloatPixels;
import io.proxynas.condense.data.LabelledImages;
import io.proxynas.engine.Progress;
import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.ConvNet;
import io.proxynas.engine.architecture.ImageShape;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DistributionMatchingTest {

  private static final LabelledImages REAL =
      Sets.random(new ImageShape(1, 12, 12), 50, "coat", "bag", "shirt");
  private static final ConvNet EMBEDDING =
      new ConvNet(
          2, 8, ConvNet.Activation.RELU, ConvNet.Normalization.INSTANCE, ConvNet.Pooling.AVERAGE);
  private static final DistributionMatching.Settings SETTINGS =
      new DistributionMatching.Settings(6, 10, 1, 0.5, EMBEDDING);

  private static float[] condense(int workers, long seed) throws InterruptedException {
    LabelledImages set =
        new DistributionMatching(SETTINGS, SiameseAugmentation.ALL, workers)
            .condense(REAL, 2, new Seed(seed), Progress.NONE);
    return ((FloatPixels) set.pixels()).values();
  }

  @Test
  void condense_anyNumberOfWorkers_givesTheSameBits() throws InterruptedException {
    float[] one = condense(1, 7);

    assertThat(condense(2, 7)).isEqualTo(one);
    assertThat(condense(5, 7)).isEqualTo(one); // more workers than classes
    assertThat(condense(1, 8)).isNotEqualTo(one);
  }

  @Test
  void condense_result_isOrderedByClassAndChanged() throws InterruptedException {
    List<Long> heard = new ArrayList<>();
    LabelledImages set =
        new DistributionMatching(SETTINGS, SiameseAugmentation.ALL, 2)
            .condense(REAL, 2, new Seed(7), (done, total) -> heard.add(done * 100 + total));

    assertThat(set.labels()).containsExactly(0, 0, 1, 1, 2, 2);
    assertThat(set.classNames()).isEqualTo(REAL.classNames());
    assertThat(heard).containsExactly(106L, 206L, 306L, 406L, 506L, 606L);
    float[] start =
        ((FloatPixels)
                new RandomSelection()
                    .condense(REAL, 2, new Seed(7).child("start"), Progress.NONE)
                    .pixels())
            .values();
    assertThat(((FloatPixels) set.pixels()).values()).hasSameSizeAs(start).isNotEqualTo(start);
  }

  @Test
  void condense_moreIterations_matchesBetter() throws InterruptedException {
    var settings = new DistributionMatching.Settings(40, 50, 1, 0.5, EMBEDDING);
    float[] pixels =
        ((FloatPixels)
                new RandomSelection()
                    .condense(REAL, 2, new Seed(7).child("start"), Progress.NONE)
                    .pixels())
            .values();
    List<Double> losses = new ArrayList<>();
    try (ClassMatchers matchers =
        ClassMatchers.create(settings, SiameseAugmentation.ALL, REAL, pixels, 2, new Seed(7), 2)) {
      for (int iteration = 0; iteration < settings.iterations(); iteration++) {
        losses.add(matchers.step(iteration));
      }
    }
    assertThat(mean(losses.subList(30, 40))).isLessThan(0.8 * mean(losses.subList(0, 10)));
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }

  @Test
  void condense_interrupted_stops() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> condense(2, 7)).isInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void condense_moreThanTheClassHas_isRejected() {
    assertThatThrownBy(
            () ->
                new DistributionMatching(SETTINGS, SiameseAugmentation.ALL, 1)
                    .condense(REAL, 500, new Seed(1), Progress.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("images per class must be in [1, ")
        .hasMessageContaining("but was 500");
  }

  @Test
  void new_badSettings_areRejected() {
    assertThatThrownBy(() -> SETTINGS.withIterations(0))
        .hasMessage("iterations must be at least 1, but was 0");
    assertThatThrownBy(() -> new DistributionMatching.Settings(1, 0, 1, 0.5, EMBEDDING))
        .hasMessage("the batch of real images must be at least 1, but was 0");
    assertThatThrownBy(() -> new DistributionMatching.Settings(1, 1, 0, 0.5, EMBEDDING))
        .hasMessage("the learning rate must be above 0, but was 0.0");
    assertThatThrownBy(() -> new DistributionMatching.Settings(1, 1, 1, 1, EMBEDDING))
        .hasMessage("momentum must be in [0, 1), but was 1.0");
    assertThatThrownBy(() -> new DistributionMatching(SETTINGS, SiameseAugmentation.ALL, 0))
        .hasMessage("workers must be at least 1, but was 0");
  }
}
