package io.proxynas.nas.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.proxynas.engine.Network;
import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.engine.architecture.ConvNet;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.train.data.FloatPixels;
import io.proxynas.train.data.LabelledImages;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class FreeScorerTest {

  private static final ImageShape SHAPE = new ImageShape(1, 8, 8);
  private static final Architecture NET =
      new ConvNet(
          1, 8, ConvNet.Activation.RELU, ConvNet.Normalization.BATCH, ConvNet.Pooling.AVERAGE);

  /** Of three classes with 5, 2 and 1 images; each image's first pixel is its number. */
  private static LabelledImages images() {
    RandomGenerator random = new Seed(2).generator();
    float[] pixels = new float[8 * SHAPE.size()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = i % SHAPE.size() == 0 ? i / SHAPE.size() : (float) random.nextGaussian();
    }
    return new LabelledImages(
        SHAPE,
        List.of("a", "b", "c"),
        new FloatPixels(pixels, SHAPE.size()),
        new int[] {0, 0, 0, 0, 0, 1, 1, 2});
  }

  private static FreeScorer scorer(int initialisations, FreeScore... scores) {
    return new FreeScorer(
        List.of(scores),
        SHAPE,
        ScoringBatch.of(images(), 6, new Seed(1)),
        initialisations,
        new Seed(5));
  }

  @Test
  void batch_classesOfUnequalSize_takesOneOfEachInTurn() {
    ScoringBatch batch = ScoringBatch.of(images(), 6, new Seed(1));
    assertThat(batch.labels()).containsExactly(0, 1, 2, 0, 1, 0);
    for (int i = 0; i < batch.count(); i++) { // the pixels are those of the label's images
      assertThat(images().labels()[(int) batch.images()[i * SHAPE.size()]])
          .isEqualTo(batch.labels()[i]);
    }
    assertThat(ScoringBatch.of(images(), 100, new Seed(1)).count()).isEqualTo(8);
  }

  @Test
  void of_sameSeed_isTheSameWhateverElseIsScored() throws InterruptedException {
    Map<FreeScore, Double> all = scorer(2, FreeScore.values()).of(NET);
    assertThat(all).containsOnlyKeys(FreeScore.values());
    assertThat(scorer(2, FreeScore.values()).of(NET)).isEqualTo(all);
    for (FreeScore score : FreeScore.values()) {
      assertThat(scorer(2, score).of(NET)).containsExactly(Map.entry(score, all.get(score)));
    }
  }

  @Test
  void of_severalDraws_isTheirMean() throws InterruptedException {
    FreeScorer scorer = scorer(3, FreeScore.NASWOT, FreeScore.SYNFLOW);
    Map<FreeScore, Double> means = scorer.of(NET);
    for (FreeScore score : scorer.scores()) {
      double[] draws = draws(scorer, score);
      assertThat(draws).doesNotHaveDuplicates();
      double mean = (draws[0] + draws[1] + draws[2]) / 3;
      assertThat(means.get(score)).isCloseTo(mean, withinPercentage(1e-10));
    }
  }

  /** The score of each of three draws of weights, by itself. */
  private static double[] draws(FreeScorer scorer, FreeScore score) {
    Seed weights = scorer.seed().child(NET.id()).child("weights");
    double[] draws = new double[3];
    for (int draw = 0; draw < draws.length; draw++) {
      try (Network network = Network.compile(scorer.configuration(NET), SHAPE)) {
        network.initialize(weights.child(draw).generator());
        draws[draw] = score.score().of(network, scorer.batch());
      }
    }
    return draws;
  }

  @Test
  void of_networkWithoutRelu_hasNoNaswot() throws InterruptedException {
    Architecture sigmoid =
        new ConvNet(
            1, 8, ConvNet.Activation.SIGMOID, ConvNet.Normalization.NONE, ConvNet.Pooling.MAX);
    assertThat(scorer(2, FreeScore.NASWOT).of(sigmoid))
        .containsExactly(Map.entry(FreeScore.NASWOT, Double.NEGATIVE_INFINITY));
  }

  @Test
  void of_interruptedThread_ends() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> scorer(1, FreeScore.NASWOT).of(NET))
        .isInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void new_noInitialisation_isRejected() {
    assertThatThrownBy(() -> scorer(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("initialisations must be at least 1, but was 0");
  }
}
