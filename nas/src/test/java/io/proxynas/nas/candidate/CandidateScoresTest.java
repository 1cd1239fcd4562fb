package io.proxynas.nas.candidate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.proxynas.engine.architecture.Mlp;
import io.proxynas.nas.score.FreeScore;
import io.proxynas.train.EpochScores;
import io.proxynas.train.Evaluation;
import io.proxynas.train.TrainedBy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CandidateScoresTest {

  @Test
  void height_ofAnyScore_isInTheOrderOfScoresAndBelowTheNextRung() {
    double[] values = {
      Double.NEGATIVE_INFINITY, -1e42, -3, -1e-9, 0, 1e-9, 0.5, 2, 700, 701, 1e42, 1e300
    };
    double below = -1;
    for (double value : values) {
      CandidateScores scores =
          CandidateScores.untrained(FreeScore.SYNFLOW, value, new NetworkSize(1, 2));
      double height = new Outcome.Trained(new Mlp(8), scores, Duration.ZERO, 0).height();
      assertThat(height).as("%s", value).isGreaterThan(below).isBetween(0.0, 1.0);
      below = height;
    }
    Outcome.Trained worst = new Outcome.Trained(new Mlp(8), accuracy(0), Duration.ZERO, 1);
    assertThat(worst.height()).isEqualTo(1).isGreaterThan(below);
    assertThat(new Outcome.Trained(new Mlp(8), accuracy(0.25), Duration.ZERO, 2).height())
        .isEqualTo(2.25);
  }

  private static CandidateScores accuracy(double accuracy) {
    return new CandidateScores(accuracy, 1, 1, 1, 1);
  }

  @Test
  void untrained_hasItsScoreAndSize_andKeepsItsLatency() {
    CandidateScores scores = CandidateScores.untrained(FreeScore.SYNFLOW, 3, new NetworkSize(1, 2));
    assertThat(scores.isTrained()).isFalse();
    assertThat(scores.untrainedMerit()).isEqualTo(3);
    assertThat(scores.validationAccuracy()).isNaN();
    assertThat(scores.latency()).isNull();
    assertThat(scores.withLatency(Duration.ofMillis(3)).latency()).isEqualTo(Duration.ofMillis(3));
    assertThat(accuracy(1).isTrained()).isTrue();
    assertThat(
            CandidateScores.mean(List.of(accuracy(1).withLatency(Duration.ofMillis(3)))).latency())
        .isEqualTo(Duration.ofMillis(3));
  }

  private static CandidateScores training(double accuracy, double loss, double area) {
    double training = Double.isNaN(loss) ? 0 : loss / 2;
    return new CandidateScores(accuracy, loss, training, 100, 1000).withLearningCurveArea(area);
  }

  @Test
  void mean_threeSeeds_isOfEachScoreWithTheSampleDeviation() {
    CandidateScores scores =
        CandidateScores.mean(
            List.of(training(0.5, 1, 4), training(0.7, 2, 5), training(0.9, 6, 9)));
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
  void mean_oneSeed_isThatTraining() {
    CandidateScores one = training(0.5, 1, 4);
    assertThat(CandidateScores.mean(List.of(one))).isEqualTo(one);
  }

  @Test
  void scores_ofATrainingThatWasNotScored_haveNoAccuracy_andNoSpread() {
    CandidateScores unscored = training(Double.NaN, Double.NaN, 4).withTrainingLoss(0.5);
    assertThat(unscored.isTrained()).isTrue();
    assertThat(unscored.hasAccuracy()).isFalse();
    assertThat(training(0, 1, 4).hasAccuracy()).isTrue();
    CandidateScores mean = CandidateScores.mean(List.of(unscored, unscored.withTrainingLoss(1.5)));
    assertThat(mean.trainingLoss()).isEqualTo(1);
    assertThat(mean.hasAccuracy()).isFalse();
    assertThat(mean.spread()).isEqualTo(new CandidateScores.SeedSpread(2, 0));
  }

  @Test
  void curve_ofOneTraining_tellsWhatItTookLonger_andSeveralHaveNone() {
    Evaluation any = new Evaluation(0.5, 1);
    List<EpochScores> curve =
        IntStream.of(3, 4, 5)
            .mapToObj(ms -> new EpochScores(1, any, any, any, Duration.ofMillis(ms)))
            .toList();
    CandidateScores one = training(0.5, 1, 4).withCurve(curve);
    assertThat(one.curveTime()).isEqualTo(Duration.ofMillis(7));
    assertThat(training(0.5, 1, 4).curveTime()).isEqualTo(Duration.ZERO);
    Outcome trained = new Outcome.Trained(new Mlp(8), one, Duration.ofMillis(100), 2);
    assertThat(trained.withoutCurveTime())
        .isEqualTo(new Outcome.Trained(new Mlp(8), one, Duration.ofMillis(93), 2));
    Outcome failed = new Outcome.Failed(new Mlp(8), "no memory", Duration.ofMillis(1));
    assertThat(failed.withoutCurveTime()).isEqualTo(failed);
    assertThat(CandidateScores.mean(List.of(one))).isEqualTo(one);
    assertThat(CandidateScores.mean(List.of(one, one)).curve()).isEmpty();
  }

  @Test
  void new_withImpossibleValues_saysRuleAndValue() {
    assertThatThrownBy(() -> new CandidateScores(1.5, 1, 1, 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("validation accuracy must be in [0, 1], but was 1.5");
    assertThatThrownBy(() -> new CandidateScores(Double.NaN, 1, 1, 1, 1))
        .hasMessage("validation accuracy must be in [0, 1], but was NaN");
    assertThatThrownBy(() -> new CandidateScores(1, Double.NaN, 1, 1, 1))
        .hasMessage("validation loss must be a finite number, but was NaN");
    assertThatThrownBy(() -> new CandidateScores(1, 1, Double.POSITIVE_INFINITY, 1, 1))
        .hasMessage("training loss must be a finite number, but was Infinity");
    assertThatThrownBy(() -> new CandidateScores(1, 1, 1, -1, 1))
        .hasMessage("parameters must be at least 0, but was -1");
    assertThatThrownBy(() -> new CandidateScores(1, 1, 1, 1, -2))
        .hasMessage("FLOPs must be at least 0, but was -2");
    CandidateScores scores = new CandidateScores(1, 1, 1, 1, 1);
    assertThatThrownBy(() -> scores.withLearningCurveArea(Double.NaN))
        .hasMessage("the area under the learning curve must be a finite number, but was NaN");
    assertThatThrownBy(() -> scores.withFree(Map.of(FreeScore.SYNFLOW, Double.NaN)))
        .hasMessage("synflow must be a number or −∞, but was NaN");
    assertThatThrownBy(() -> scores.withFree(Map.of(FreeScore.SYNFLOW, Double.POSITIVE_INFINITY)))
        .hasMessage("synflow must be a number or −∞, but was Infinity");
    assertThatThrownBy(() -> scores.withTrainedBy(TrainedBy.NOBODY))
        .hasMessage(
            "what only a training tells must be NaN without one, but validation accuracy was 1.0");
    CandidateScores untrained =
        CandidateScores.untrained(FreeScore.SYNFLOW, 3, new NetworkSize(1, 2));
    assertThatThrownBy(() -> untrained.withFree(Map.of()))
        .hasMessage(
            "a network without training must have at least 1 training-free score, but had 0");
    assertThatThrownBy(scores::untrainedMerit)
        .hasMessageStartingWith(
            "a network must have one score and no training, but was trained by");
    assertThatThrownBy(() -> new CandidateScores.SeedSpread(0, 0))
        .hasMessage("training seeds must be at least 1, but were 0");
    assertThatThrownBy(() -> new CandidateScores.SeedSpread(2, Double.NaN))
        .hasMessage("a standard deviation must be at least 0, but was NaN");
  }
}
