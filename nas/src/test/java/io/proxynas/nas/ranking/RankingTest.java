package io.proxynas.nas.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.candidate.CandidateScores;
import io.proxynas.nas.candidate.NetworkSize;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.evaluate.FakeTrainer;
import io.proxynas.nas.score.FreeScore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RankingTest {

  private static final List<Architecture> NETS =
      FakeTrainer.candidates(7).stream().sorted(Comparator.comparing(Architecture::id)).toList();

  private static Outcome trained(int net, double accuracy, double loss, long parameters) {
    CandidateScores scores = new CandidateScores(accuracy, loss, 1, parameters, 1);
    return new Outcome.Trained(NETS.get(net), scores, Duration.ZERO);
  }

  @Test
  void of_inAnyOrder_sortsByAccuracyThenLossThenParametersThenId() {
    List<Outcome> expected =
        List.of(
            trained(6, 0.9, 2, 9),
            trained(5, 0.8, 1, 9),
            trained(4, 0.8, 2, 5),
            trained(0, 0.8, 2, 9),
            trained(1, 0.8, 2, 9));
    List<Outcome> failed =
        List.of(
            new Outcome.Failed(NETS.get(2), "a", Duration.ZERO),
            new Outcome.Failed(NETS.get(3), "b", Duration.ZERO));
    List<Outcome> all = new ArrayList<>(expected);
    all.addAll(failed);
    for (int seed = 0; seed < 20; seed++) {
      Collections.shuffle(all, new Random(seed));
      Ranking ranking = Ranking.of(all);
      assertThat(ranking.trained()).isEqualTo(expected);
      assertThat(ranking.failed()).isEqualTo(failed);
    }
  }

  private static Outcome.Trained scored(int net, double value) {
    CandidateScores scores =
        CandidateScores.untrained(FreeScore.NASWOT, value, new NetworkSize(1, 1));
    return new Outcome.Trained(NETS.get(net), scores, Duration.ZERO);
  }

  private static Outcome.Trained onRung(int net, int rung, double accuracy, double loss) {
    Outcome.Trained trained = (Outcome.Trained) trained(net, accuracy, loss, 1);
    return new Outcome.Trained(NETS.get(net), trained.scores(), Duration.ZERO, rung);
  }

  @Test
  void of_thoseThatWereOnlyScored_putsThemBelowByTheirScore_whateverRanks() {
    List<Outcome.Trained> expected =
        List.of(
            onRung(0, 2, 0.1, 9),
            onRung(1, 1, 0.5, 1),
            onRung(2, 1, 0.4, 2),
            scored(3, 70),
            scored(4, -3),
            scored(5, Double.NEGATIVE_INFINITY),
            scored(6, Double.NEGATIVE_INFINITY));
    List<Outcome> all = new ArrayList<>(expected);
    for (Criterion by : List.of(Criterion.ACCURACY, Criterion.VALIDATION_LOSS)) {
      Collections.shuffle(all, new Random(1));
      assertThat(Ranking.by(all, by).trained()).isEqualTo(expected);
    }
  }

  @Test
  void of_thoseWithSeveralScoresAndNoTraining_isByTheScoreThatRanks() {
    List<Outcome.Trained> scored = List.of(untrained(0, 3, 5), untrained(1, 2, 7));

    assertThat(Ranking.by(scored, Criterion.NASWOT).trained()).isEqualTo(scored);
    assertThat(Ranking.by(scored, Criterion.SYNFLOW).trained())
        .containsExactly(scored.get(1), scored.get(0));
    assertThat(Ranking.by(scored, Criterion.PARAMETERS).merits()).containsExactly(10.0, 10.0);
    for (Criterion missing : List.of(Criterion.ACCURACY, Criterion.EPE_NAS)) {
      assertThat(Ranking.by(scored, missing).merits()).containsOnly(Double.NEGATIVE_INFINITY);
    }
  }

  private static Outcome.Trained untrained(int net, double naswot, double synflow) {
    CandidateScores scores =
        CandidateScores.untrained(
            Map.of(FreeScore.NASWOT, naswot, FreeScore.SYNFLOW, synflow), new NetworkSize(10, 20));
    return new Outcome.Trained(NETS.get(net), scores, Duration.ZERO);
  }

  @Test
  void of_byLoss_sortsByIt() {
    List<Outcome> all =
        List.of(trained(0, 0.9, 2, 9), trained(1, 0.5, 1, 9), trained(2, 0.8, 3, 9));
    Ranking ranking = Ranking.by(all, Criterion.VALIDATION_LOSS);
    assertThat(ranking.merits()).containsExactly(-1.0, -2.0, -3.0);
    assertThat(ranking.trained())
        .containsExactly(
            (Outcome.Trained) all.get(1),
            (Outcome.Trained) all.get(0),
            (Outcome.Trained) all.get(2));
  }
}
