package io.proxynas.nas.candidate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.engine.Demand;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.evaluate.WorkplaceContract;
import io.proxynas.nas.score.FreeScore;
import io.proxynas.nas.score.FreeScorer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FidelityTest {

  private static final Architecture NET =
      WorkplaceContract.SPACE.architectures().findFirst().orElseThrow();
  private static final RecipeTrainer SCORER = WorkplaceContract.scorer(1, 3);
  private static final FreeScorer NASWOT = WorkplaceContract.free(FreeScore.NASWOT);

  @Test
  void train_givesTheMeanOfTheSeedsAndTheScores() throws InterruptedException {
    RecipeTrainer other = WorkplaceContract.scorer(1, 6);
    assertThat(Fidelity.of(SCORER).trainer().train(NET)).isEqualTo(SCORER.train(NET));
    assertThat(new Fidelity(List.of(SCORER, other), Optional.of(NASWOT)).trainer().train(NET))
        .isEqualTo(
            CandidateScores.mean(List.of(SCORER.train(NET), other.train(NET)))
                .withFree(NASWOT.of(NET)));
    CandidateScores untrained = Fidelity.untrained(NASWOT).trainer().train(NET);
    assertThat(untrained.isTrained()).isFalse();
    assertThat(untrained.free()).isEqualTo(NASWOT.of(NET));
  }

  @Test
  void cost_isTheLargerOfTrainingAndScoring() {
    Demand training = SCORER.demand(NET);
    Demand scoring = NASWOT.demand(NET);
    assertThat(Fidelity.of(SCORER).demand(NET)).isEqualTo(training);
    assertThat(Fidelity.untrained(NASWOT).demand(NET)).isEqualTo(scoring);
    assertThat(new Fidelity(List.of(SCORER, SCORER), Optional.of(NASWOT)).demand(NET))
        .isEqualTo(
            new Demand(
                training.flops(),
                Math.max(training.heapBytes(), scoring.heapBytes()),
                Math.max(training.nativeBytes(), scoring.nativeBytes())));
    assertThat(new Demand(1, 5, 3).max(new Demand(2, 4, 3))).isEqualTo(new Demand(2, 5, 3));
  }

  @Test
  void new_ofNeither_isRefused() {
    assertThatThrownBy(() -> new Fidelity(List.of(), Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "candidates must be trained or scored, but there was neither a training nor a score");
  }
}
