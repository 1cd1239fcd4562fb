package io.proxynas.nas.candidate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.evaluate.FakeTrainer;
import io.proxynas.train.TrainedBy;
import java.util.List;
import org.junit.jupiter.api.Test;

class RepeatedTrainerTest {

  private static final Architecture NET = FakeTrainer.candidates(1).get(0);

  private static CandidateTrainer giving(double accuracy, double loss, double area) {
    return architecture ->
        new CandidateScores(accuracy, loss, loss / 2, area, 100, 1000, TrainedBy.ENGINE);
  }

  @Test
  void train_threeSeeds_givesMeansAndTheSampleDeviation() throws InterruptedException {
    CandidateScores scores =
        new RepeatedTrainer(List.of(giving(0.5, 1, 4), giving(0.7, 2, 5), giving(0.9, 6, 9)))
            .train(NET);
    assertThat(scores.validationAccuracy()).isCloseTo(0.7, within(1e-12));
    assertThat(scores.validationLoss()).isEqualTo(3);
    assertThat(scores.trainingLoss()).isEqualTo(1.5);
    assertThat(scores.learningCurveArea()).isEqualTo(6);
    assertThat(scores.spread().seeds()).isEqualTo(3);
    // √((0.04 + 0 + 0.04) / 2)
    assertThat(scores.spread().validationAccuracy()).isCloseTo(0.2, within(1e-12));
    assertThat(scores.parameters()).isEqualTo(100);
  }

  @Test
  void train_oneSeed_isThatTraining() throws InterruptedException {
    CandidateTrainer one = giving(0.5, 1, 4);
    assertThat(new RepeatedTrainer(List.of(one)).train(NET)).isEqualTo(one.train(NET));
  }

  @Test
  void new_noSeed_isRejected() {
    assertThatThrownBy(() -> new RepeatedTrainer(List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("training seeds must be at least 1, but were 0");
  }
}
