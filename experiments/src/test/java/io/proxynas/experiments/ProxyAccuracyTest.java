package io.proxynas.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.engine.Progress;
import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.engine.architecture.ConvNet;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.architecture.LeNet;
import io.proxynas.nas.candidate.MemoryLimit;
import io.proxynas.train.Recipe;
import io.proxynas.train.data.FloatPixels;
import io.proxynas.train.data.LabelledImages;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class ProxyAccuracyTest {

  private static final ImageShape SHAPE = new ImageShape(1, 8, 8);
  private static final Architecture NET =
      new ConvNet(
          1, 8, ConvNet.Activation.RELU, ConvNet.Normalization.INSTANCE, ConvNet.Pooling.AVERAGE);
  private static final Recipe RECIPE = new Recipe(20, 8, 0.05, 0.9, 0, Optional.empty());

  /** Stripes across for class 0, stripes down for class 1, under noise; wrong labels on demand. */
  private static LabelledImages stripes(int count, boolean swapped, long seed) {
    RandomGenerator random = new Seed(seed).generator();
    float[] pixels = new float[count * SHAPE.size()];
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      int stripes = i % 2;
      labels[i] = swapped ? 1 - stripes : stripes;
      for (int p = 0; p < SHAPE.size(); p++) {
        int line = stripes == 0 ? p / SHAPE.width() : p % SHAPE.width();
        pixels[i * SHAPE.size() + p] = (line % 2 * 2 - 1) + 0.3f * (random.nextFloat() - 0.5f);
      }
    }
    return new LabelledImages(
        SHAPE, List.of("across", "down"), new FloatPixels(pixels, SHAPE.size()), labels);
  }

  private static ProxyAccuracy measurement(int networks, int workers) {
    return new ProxyAccuracy(NET, RECIPE, networks, workers, new Seed(1));
  }

  @Test
  void measure_goodAndMislabelledSet_tellsThemApart() throws InterruptedException {
    List<Accuracies> results =
        measurement(2, 2)
            .measure(
                List.of(stripes(16, false, 1), stripes(16, true, 1)),
                stripes(40, false, 2),
                Progress.NONE);

    assertThat(results.get(0).mean()).isGreaterThan(0.9);
    assertThat(results.get(1).mean()).isLessThan(0.1);
  }

  @Test
  void measure_otherNumberOfWorkers_isTheSame() throws InterruptedException {
    List<LabelledImages> sets = List.of(stripes(4, false, 1), stripes(4, false, 3));
    LabelledImages test = stripes(101, false, 2);

    assertThat(measurement(3, 1).measure(sets, test, Progress.NONE))
        .isEqualTo(measurement(3, 3).measure(sets, test, Progress.NONE));
  }

  @Test
  void measure_sameSetTwice_givesTheSameTwice() throws InterruptedException {
    LabelledImages set = stripes(4, false, 1);

    List<Accuracies> results =
        measurement(2, 2).measure(List.of(set, set), stripes(40, false, 2), Progress.NONE);

    assertThat(results.get(0)).isEqualTo(results.get(1));
  }

  @Test
  void epochs_besideASetOfFourTimesTheImages_areFourTimesAsMany() {
    List<LabelledImages> sets = List.of(stripes(64, false, 1), stripes(16, false, 1));

    // 20 epochs of 8 batches of 8 images, 80 of 2: 160 updates each.
    assertThat(measurement(1, 1).epochs(sets)).containsExactly(20, 80);
    assertThat(measurement(1, 1).epochs(List.of(sets.get(1)))).containsExactly(20);
  }

  @Test
  void epochs_thatDoNotComeOutEven_giveTheSmallerSetNoFewerUpdates() {
    List<LabelledImages> sets = List.of(stripes(40, false, 1), stripes(24, false, 1));

    assertThat(measurement(1, 1).epochs(sets)).containsExactly(20, 34); // 100 and 102 updates
  }

  @Test
  void measure_setsOfSeveralSizes_trainsEachForItsEpochs() throws InterruptedException {
    LabelledImages small = stripes(16, false, 1);
    LabelledImages test = stripes(41, false, 2);
    ProxyAccuracy longer = new ProxyAccuracy(NET, RECIPE.withEpochs(80), 1, 1, new Seed(1));
    List<Long> heard = new ArrayList<>();

    List<Accuracies> together =
        measurement(1, 1)
            .measure(
                List.of(stripes(64, false, 1), small), test, (done, total) -> heard.add(total));

    assertThat(together.get(1))
        .isEqualTo(longer.measure(List.of(small), test, Progress.NONE).get(0));
    assertThat(heard).hasSize(100).containsOnly(100L);
  }

  @Test
  void measure_progress_countsEveryEpoch() throws InterruptedException {
    List<Long> heard = new ArrayList<>();

    measurement(2, 2)
        .measure(
            List.of(stripes(4, false, 1)),
            stripes(4, false, 2),
            (done, total) -> {
              assertThat(total).isEqualTo(40);
              heard.add(done);
            });

    assertThat(heard).hasSize(40).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void measure_interrupted_stops() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(
            () ->
                measurement(2, 1)
                    .measure(List.of(stripes(4, false, 1)), stripes(4, false, 2), Progress.NONE))
        .isInstanceOf(InterruptedException.class);
  }

  @Test
  void measure_divergingTraining_saysSo() {
    Recipe wild = new Recipe(20, 8, 1e30, 0.9, 0, Optional.empty());

    assertThatThrownBy(
            () ->
                new ProxyAccuracy(NET, wild, 1, 1, new Seed(1))
                    .measure(List.of(stripes(4, false, 1)), stripes(4, false, 2), Progress.NONE))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("the training loss must be finite");
  }

  @Test
  void requireFits_networkForLargerImages_isRefusedWithItsName() {
    ProxyAccuracy lenet = new ProxyAccuracy(new LeNet(), RECIPE, 1, 1, new Seed(1));

    assertThatThrownBy(() -> lenet.requireFits(4, stripes(4, false, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "a network to evaluate must be one for images of 1x8x8, but lenet cannot be built for"
                + " them: a window must fit into its padded image, but layer convolution4 ");
  }

  @Test
  void requireFits_networkLargerThanTheMemory_isRefusedWithTheNumbers() {
    assertThatThrownBy(
            () ->
                measurement(3, 2)
                    .requireFits(16, stripes(40, false, 2), new MemoryLimit(1 << 30, 1 << 10, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching(
            "a candidate must fit the memory once a worker, but "
                + NET.id()
                + " needs \\S+ GiB of native memory and each of 2 workers may use .*");
  }

  @Test
  void requireFits_smallNetwork_passes() {
    assertThatCode(() -> measurement(3, 2).requireFits(16, stripes(40, false, 2)))
        .doesNotThrowAnyException();
  }

  @Test
  void proxyAccuracy_noNetworkOrWorker_isRefused() {
    assertThatThrownBy(() -> measurement(0, 1))
        .hasMessage("networks must be at least 1, but was 0");
    assertThatThrownBy(() -> measurement(1025, 1))
        .hasMessage("networks must be at most 1024, but was 1025");
    assertThatThrownBy(() -> measurement(1, 0)).hasMessage("workers must be at least 1, but was 0");
  }
}
