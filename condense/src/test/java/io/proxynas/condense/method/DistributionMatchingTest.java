package io.proxynas.condense.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.proxynas.condense.coreset.RandomSelection;
import io.proxynas.condense.course.Course;
import io.proxynas.condense.embed.Embeddings;
import io.proxynas.condense.embed.RandomNetworks;
import io.proxynas.condense.embed.TrainedNetworks;
import io.proxynas.condense.match.Decoder;
import io.proxynas.condense.match.Decoding;
import io.proxynas.condense.match.LearningRate;
import io.proxynas.condense.match.MatchingParts;
import io.proxynas.condense.match.MeanDiscrepancy;
import io.proxynas.condense.match.PixelDescent;
import io.proxynas.condense.match.PixelSteps;
import io.proxynas.condense.match.RealBatches;
import io.proxynas.condense.set.Sets;
import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.ConvNet;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.architecture.Mlp;
import io.proxynas.train.Recipe;
import io.proxynas.train.augment.SiameseAugmentation;
import io.proxynas.train.data.FloatPixels;
import io.proxynas.train.data.LabelledImages;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DistributionMatchingTest {

  private static final LabelledImages REAL =
      Sets.random(new ImageShape(1, 12, 12), 50, "coat", "bag", "shirt");
  private static final ConvNet EMBEDDING =
      new ConvNet(
          2, 8, ConvNet.Activation.RELU, ConvNet.Normalization.INSTANCE, ConvNet.Pooling.AVERAGE);
  private static final DistributionMatching.Settings SETTINGS =
      settings(6, RandomNetworks.of(EMBEDDING), 10);

  private static DistributionMatching.Settings settings(
      int iterations, Embeddings embeddings, int realBatch) {
    return new DistributionMatching.Settings(
        iterations,
        1,
        LearningRate.of(1),
        0.5,
        Initialization.REAL,
        embeddings,
        RealBatches.RANDOM,
        realBatch);
  }

  private static float[] condense(int workers, long seed) throws InterruptedException {
    return condense(SETTINGS, workers, seed);
  }

  private static float[] condense(DistributionMatching.Settings settings, int workers, long seed)
      throws InterruptedException {
    LabelledImages set =
        new DistributionMatching(settings, SiameseAugmentation.ALL, workers)
            .condense(REAL, 2, new Seed(seed), Course.of(Course.Listener.NONE));
    return ((FloatPixels) set.pixels()).values();
  }

  private static ConvNet with(ConvNet.Normalization normalization) {
    return new ConvNet(2, 8, ConvNet.Activation.RELU, normalization, ConvNet.Pooling.AVERAGE);
  }

  static List<DistributionMatching.Settings> variants() {
    Recipe recipe = new Recipe(1, 25, 0.01, 0.9, 0, Optional.empty());
    return List.of(
        SETTINGS,
        SETTINGS.withInitialization(Initialization.NOISE),
        SETTINGS.withRealBatches(RealBatches.CLUSTERED).withRealBatch(10),
        SETTINGS.withEmbeddings(RandomNetworks.of(with(ConvNet.Normalization.BATCH))),
        SETTINGS.withEmbeddings(new TrainedNetworks(List.of(EMBEDDING), 2, recipe, 1)),
        SETTINGS.withEmbeddings(
            new RandomNetworks(List.of(EMBEDDING, new Mlp(8), with(ConvNet.Normalization.NONE)))),
        SETTINGS.withEmbeddings(
            new RandomNetworks(List.of(EMBEDDING, with(ConvNet.Normalization.BATCH)))));
  }

  @ParameterizedTest
  @MethodSource("variants")
  void condense_anyVariant_givesTheSameBitsAtAnyNumberOfWorkers(
      DistributionMatching.Settings settings) throws InterruptedException {
    float[] one = condense(settings, 1, 7);

    assertThat(condense(settings, 2, 7)).isEqualTo(one);
    for (float value : one) {
      assertThat(value).isFinite();
    }
  }

  @Test
  void configuration_anyVariant_isItsOwn() {
    List<Map<String, String>> all =
        variants().stream()
            .map(s -> new DistributionMatching(s, SiameseAugmentation.ALL, 1).configuration())
            .toList();
    assertThat(all).doesNotHaveDuplicates();
    assertThat(all.get(0))
        .containsEntry("learningRate", "LearningRate[few=1.0, many=1.0]")
        .containsEntry("pixelSteps", "1")
        .containsEntry("initialization", "real");
  }

  @Test
  void start_noise_isStandardNormal() throws InterruptedException {
    float[] noise =
        ((FloatPixels) Initialization.NOISE.start(REAL, 12, Decoder.IDENTITY, new Seed(1)).pixels())
            .values();
    double square = 0;
    double sum = 0;
    for (float value : noise) {
      sum += value;
      square += (double) value * value;
    }
    assertThat(sum / noise.length).isCloseTo(0, within(0.06));
    assertThat(square / noise.length).isCloseTo(1, within(0.06));
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
            .condense(
                REAL,
                2,
                new Seed(7),
                Course.of((done, total, loss) -> heard.add(done * 100 + total)));

    assertThat(set.labels()).containsExactly(0, 0, 1, 1, 2, 2);
    assertThat(set.classNames()).isEqualTo(REAL.classNames());
    assertThat(heard).containsExactly(106L, 206L, 306L, 406L, 506L, 606L);
    float[] start =
        ((FloatPixels)
                new RandomSelection()
                    .condense(REAL, 2, new Seed(7).child("start"), Course.of(Course.Listener.NONE))
                    .pixels())
            .values();
    assertThat(((FloatPixels) set.pixels()).values()).hasSameSizeAs(start).isNotEqualTo(start);
  }

  /** Each quarter of a mosaic is one real image of the class, halved. */
  @Test
  void start_mosaics_haveFourRealImagesEach() throws InterruptedException {
    LabelledImages set =
        Initialization.REAL.start(REAL, 2, Decoding.QUARTERS.decoder(), new Seed(1));
    float[] pixels = Sets.pixels(set);
    int size = REAL.shape().size();
    for (int part = 0; part < 4; part++) {
      boolean found = false;
      for (int index : REAL.indicesOf(set.labels()[0])) {
        float[] image = new float[size];
        REAL.pixels().copy(index, image, 0);
        float[] mosaic = Arrays.copyOf(pixels, size);
        Decoding.QUARTERS.decoder().encode(image, part, 1, REAL.shape(), mosaic);
        found |= Arrays.equals(mosaic, Arrays.copyOf(pixels, size));
      }
      assertThat(found).as("part " + part).isTrue();
    }
  }

  @Test
  void condense_moreIterations_matchesBetter() throws InterruptedException {
    float[] pixels =
        ((FloatPixels) Initialization.REAL.start(REAL, 2, Decoder.IDENTITY, new Seed(7)).pixels())
            .values();
    List<Double> losses = new ArrayList<>();
    var settings = settings(40, RandomNetworks.of(EMBEDDING), 50);
    try (PixelDescent descent =
        new PixelDescent(
            new MatchingParts(
                Decoder.IDENTITY,
                MeanDiscrepancy::new,
                SiameseAugmentation.ALL,
                settings.realBatches(),
                settings.realBatch()),
            settings.steps(2),
            REAL,
            pixels,
            settings.embeddings().prepare(REAL, new Seed(7), 2, Course.of(Course.Listener.NONE)),
            false,
            new Seed(7),
            2)) {
      for (int iteration = 0; iteration < settings.iterations(); iteration++) {
        losses.add(descent.step(iteration));
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
                    .condense(REAL, 500, new Seed(1), Course.of(Course.Listener.NONE)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("images per class must be in [1, ")
        .hasMessageContaining("but was 500");
  }

  @Test
  void new_badSettings_areRejected() {
    assertThatThrownBy(() -> SETTINGS.withIterations(0))
        .hasMessage("iterations must be at least 1, but was 0");
    assertThatThrownBy(() -> SETTINGS.withRealBatch(0))
        .hasMessage("the batch of real images must be at least 1, but was 0");
    assertThatThrownBy(() -> LearningRate.of(0))
        .hasMessage("the learning rate must be above 0, but was 0.0");
    assertThatThrownBy(() -> new PixelSteps(1_000_001, 1, 1, 0))
        .hasMessage("iterations must be at most 1000000, but was 1000001");
    assertThatThrownBy(() -> new PixelSteps(1, Integer.MAX_VALUE, 1, 0))
        .hasMessage("pixel steps must be at most 1000, but was 2147483647");
    assertThatThrownBy(() -> new PixelSteps(1, 1, 1, 1))
        .hasMessage("momentum must be in [0, 1), but was 1.0");
    assertThatThrownBy(() -> new DistributionMatching(SETTINGS, SiameseAugmentation.ALL, 0))
        .hasMessage("workers must be at least 1, but was 0");
  }
}
