package io.proxynas.eval.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxynas.engine.architecture.Mlp;
import io.proxynas.nas.candidate.CandidateScores;
import io.proxynas.nas.candidate.NetworkSize;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.candidate.RungTraining;
import io.proxynas.nas.score.FreeScore;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rungs of a score, of 10 passes and of 100. */
class TrainingPaceTest {

  private static final int[] PASSES = {3, 10, 100};

  private static Outcome.Trained scored(int width, int seconds) {
    return new Outcome.Trained(
        new RungTraining(new Mlp(width), 0),
        CandidateScores.untrained(FreeScore.NASWOT, 1, new NetworkSize(1, 7)),
        Duration.ofSeconds(seconds));
  }

  private static Outcome.Trained trained(int width, int rung, int seconds) {
    return new Outcome.Trained(
        new RungTraining(new Mlp(width), rung),
        new CandidateScores(0.5, 1, 1, 1, 20),
        Duration.ofSeconds(seconds));
  }

  private static TrainingPace pace(Outcome... trainings) {
    return TrainingPace.of(
        List.of(trainings), o -> PASSES[((RungTraining) o.architecture()).rung()]);
  }

  private static Outcome.Trained candidate(int width, long flops) {
    return new Outcome.Trained(
        new Mlp(width), new CandidateScores(0.5, 1, 1, 1, flops), Duration.ofHours(9), 2);
  }

  @Test
  void of_aCandidate_isThatOfItsLongestTraining_notOfTheSumOfItsRungs() {
    TrainingPace pace = pace(scored(8, 5), trained(8, 1, 4), trained(8, 2, 50), trained(9, 1, 2));
    assertThat(pace.of(candidate(8, 20), 1000)).isEqualTo(Duration.ofSeconds(500));
    assertThat(pace.of(candidate(9, 20), 1000)).isEqualTo(Duration.ofSeconds(200));
  }

  @Test
  void of_oneThatWasOnlyScored_isTheMeanOfTheOthersByFlops() {
    // 50 s and 5 s for 100 and 10 passes of 20 FLOPs: 1 s for 40 FLOPs.
    TrainingPace pace = pace(scored(7, 1), trained(8, 2, 50), trained(9, 1, 5));
    assertThat(pace.of(candidate(7, 8), 30)).isEqualTo(Duration.ofSeconds(6));
  }

  @Test
  void of_severalSeeds_isOfAllTheirPasses() {
    Outcome twice = new Outcome.Trained(new Mlp(8), trained(8, 0, 1).scores(), seconds(60));
    assertThat(TrainingPace.of(List.of(twice), o -> 2 * 100).of(candidate(8, 20), 500))
        .isEqualTo(seconds(150));
  }

  @Test
  void byClock_whereWorkersWaited_isSlowerByAsMuch() {
    // 2 workers held for 75 s for 50 s of work: three times.
    TrainingPace pace = pace(trained(8, 2, 50)).byClock(seconds(75), 2, seconds(50));
    assertThat(pace.of(candidate(8, 20), 10)).isEqualTo(seconds(15));
    assertThat(pace.of(candidate(7, 40), 10)).isEqualTo(seconds(30));
  }

  @Test
  void byClock_whereTrainingsWereKnownBefore_isNoFasterThanTheirWork() {
    TrainingPace pace = pace(trained(8, 2, 50));
    assertThat(pace.byClock(seconds(1), 2, seconds(50))).isEqualTo(pace);
    assertThat(pace.byClock(seconds(1), 2, seconds(0))).isEqualTo(pace);
  }

  private static Duration seconds(int seconds) {
    return Duration.ofSeconds(seconds);
  }

  @Test
  void of_nothingTrained_isNoTime() {
    Outcome failed = new Outcome.Failed(new RungTraining(new Mlp(8), 1), "no", seconds(3));
    assertThat(pace(failed, scored(9, 4)).of(candidate(8, 20), 30)).isZero();
  }
}
