package io.proxynas.nas.candidate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.architecture.Mlp;
import io.proxynas.nas.score.FreeScore;
import io.proxynas.nas.score.FreeScorer;
import io.proxynas.nas.score.ScoringBatch;
import io.proxynas.train.TrainedBy;
import io.proxynas.train.data.FloatPixels;
import io.proxynas.train.data.LabelledImages;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class FreeScoreOnlyTest {

  private static FreeScorer scorer(FreeScore... scores) {
    ImageShape shape = new ImageShape(1, 4, 4);
    RandomGenerator random = new Seed(2).generator();
    float[] pixels = new float[6 * shape.size()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) random.nextGaussian();
    }
    LabelledImages images =
        new LabelledImages(
            shape,
            List.of("a", "b"),
            new FloatPixels(pixels, shape.size()),
            new int[] {0, 0, 0, 1, 1, 1});
    return new FreeScorer(
        List.of(scores), shape, ScoringBatch.of(images, 6, new Seed(1)), 2, new Seed(5));
  }

  @Test
  void train_givesTheScoreAndTheSize_andNothingThatATrainingTells() throws InterruptedException {
    Mlp net = new Mlp(8);
    for (FreeScore score : FreeScore.values()) {
      CandidateScores scores = new FreeScoreOnly(scorer(score)).train(net);
      assertThat(scores.free()).isEqualTo(scorer(score).of(net)).containsOnlyKeys(score);
      assertThat(scores.trainedBy()).isEqualTo(TrainedBy.NOBODY);
      // 16 pixels into 8, those into 8, those into 2 classes, each with its bias
      assertThat(scores.parameters()).isEqualTo(17 * 8 + 9 * 8 + 9 * 2);
      assertThat(scores.flops()).isPositive();
      assertThat(scores.validationAccuracy()).isNaN();
    }
  }

  @Test
  void train_bySeveralScores_hasEach() throws Exception {
    Mlp net = new Mlp(8);
    FreeScorer both = scorer(FreeScore.NASWOT, FreeScore.SYNFLOW);
    assertThat(new FreeScoreOnly(both).train(net).free())
        .isEqualTo(both.of(net))
        .containsOnlyKeys(FreeScore.NASWOT, FreeScore.SYNFLOW);
  }

  @Test
  void new_withoutAScore_isRejected() {
    assertThatThrownBy(() -> new FreeScoreOnly(scorer()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("candidates must be scored by at least 1 training-free score, but by none");
  }
}
