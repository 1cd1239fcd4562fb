package io.proxynas.nas.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.candidate.CandidateScores;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.evaluate.FakeTrainer;
import io.proxynas.nas.score.FreeScore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RankByTest {

  private static final List<Architecture> NETS = FakeTrainer.candidates(4);

  private static Outcome.Trained trained(int net, double accuracy, long flops, double naswot) {
    CandidateScores scores = new CandidateScores(accuracy, 1, 1, 1, flops);
    Map<FreeScore, Double> free =
        Double.isNaN(naswot) ? Map.of() : Map.of(FreeScore.NASWOT, naswot);
    return new Outcome.Trained(NETS.get(net), scores.withFree(free), Duration.ZERO);
  }

  /** Ranks by accuracy 1, 2½, 2½, 4, by FLOPs 4, 1, 2, 3 and by NASWOT 2, 1, 3½, 3½. */
  private static final List<Outcome.Trained> FOUR =
      List.of(
          trained(0, 0.9, 10, 5),
          trained(1, 0.8, 40, 6),
          trained(2, 0.8, 30, Double.NEGATIVE_INFINITY),
          trained(3, 0.7, 20, Double.NaN));

  @Test
  void merits_oneScore_areItsValues() {
    assertThat(RankBy.ACCURACY.merits(FOUR)).containsExactly(0.9, 0.8, 0.8, 0.7);
    assertThat(new RankBy(List.of(Criterion.VALIDATION_LOSS)).merits(FOUR)).containsOnly(-1);
    assertThat(new RankBy(List.of(Criterion.NASWOT)).merits(FOUR))
        .containsExactly(5, 6, Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY);
  }

  @Test
  void merits_combined_areTheLogarithmsOfTheProductOfRanks() {
    RankBy by = new RankBy(List.of(Criterion.ACCURACY, Criterion.FLOPS, Criterion.NASWOT));
    double[] expected = {
      -Math.log(1 * 4 * 2), -Math.log(2.5 * 1 * 1), -Math.log(2.5 * 2 * 3.5), -Math.log(4 * 3 * 3.5)
    };
    assertThat(by.merits(FOUR)).containsExactly(expected, within(1e-12));
    assertThat(Ranking.of(FOUR, by).trained().get(0)).isEqualTo(FOUR.get(1));
  }

  @Test
  void fitness_combined_isAccuracy() {
    assertThat(RankBy.COMBINED.fitness()).isEqualTo(Criterion.ACCURACY);
    assertThat(new RankBy(List.of(Criterion.FLOPS)).fitness()).isEqualTo(Criterion.FLOPS);
    assertThat(RankBy.COMBINED.free())
        .containsExactly(FreeScore.NASWOT, FreeScore.JACOBIAN_COVARIANCE);
    assertThat(RankBy.COMBINED).hasToString("combined:accuracy,flops,jacobian-covariance,naswot");
    assertThat(RankBy.ACCURACY).hasToString("accuracy");
  }

  @Test
  void new_scoresThatAreNoSet_areRejected() {
    assertThatThrownBy(() -> new RankBy(List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a ranking must be by at least 1 score, but was by 0");
    assertThatThrownBy(
            () -> new RankBy(List.of(Criterion.FLOPS, Criterion.NASWOT, Criterion.FLOPS)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("scores to combine must differ, but were flops,naswot,flops");
  }
}
