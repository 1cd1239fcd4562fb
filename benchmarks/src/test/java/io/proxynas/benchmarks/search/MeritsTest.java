package io.proxynas.benchmarks.search;

import static io.proxynas.benchmarks.search.Tables.trained;
import static org.assertj.core.api.Assertions.assertThat;

import io.proxynas.nas.candidate.CandidateScores;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.score.FreeScore;
import io.proxynas.nas.space.nasbenchmacro.NasBenchMacroSpace;
import io.proxynas.train.TrainedBy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MeritsTest {

  @Test
  void of_outcomes_turnsLossesAndLeavesOutWhatIsMissing() {
    Merits merits =
        Merits.of(
            List.of(
                trained("00000001", 0.5, 2, 30),
                new Outcome.Failed(
                    new NasBenchMacroSpace().parse("11111111"), "no memory", Duration.ZERO),
                trained("00000002", 0.75, 1, 20)));
    assertThat(merits.ids()).containsExactly("00000001", "00000002");
    assertThat(merits.byName())
        .containsOnlyKeys(
            "accuracy", "validation-loss", "training-loss", "curve-area", "parameters", "flops");
    assertThat(merits.byName().get("accuracy")).containsExactly(0.5, 0.75);
    assertThat(merits.byName().get("validation-loss")).containsExactly(-2, -1);
    assertThat(merits.byName().get("flops")).containsExactly(30, 20);
  }

  @Test
  void of_trainingFreeScores_areAsMeasured() {
    Merits merits = Merits.of(List.of(scored(0.9, 1, 5, 7), scored(0.6, 2, 6, 8)));
    assertThat(merits.byName().get("naswot")).containsExactly(7, 8);
    assertThat(merits.byName().get("jacobian-covariance")).containsExactly(5, 6);
  }

  private static Outcome.Trained scored(
      double accuracy, long flops, double jacobian, double naswot) {
    Map<FreeScore, Double> free =
        Map.of(FreeScore.JACOBIAN_COVARIANCE, jacobian, FreeScore.NASWOT, naswot);
    CandidateScores scores =
        new CandidateScores(
            accuracy,
            1,
            1,
            1,
            10,
            flops,
            TrainedBy.ENGINE,
            free,
            CandidateScores.SeedSpread.NONE,
            null);
    return new Outcome.Trained(
        new NasBenchMacroSpace().parse("0000000" + flops), scores, Duration.ZERO);
  }
}
