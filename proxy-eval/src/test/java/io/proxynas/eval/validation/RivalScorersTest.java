package io.proxynas.eval.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.nas.candidate.CandidateScores;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.evaluate.CandidateEvaluator;
import io.proxynas.nas.ranking.Criterion;
import io.proxynas.nas.score.FreeScore;
import io.proxynas.nas.score.FreeScorer;
import io.proxynas.nas.score.ScoringBatch;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RivalScorersTest {

  /** Candidates 1, 2 and 3, ever less accurate on the proxy, in 2 s each. */
  private static final List<PairedScore> PAIRS =
      List.of(pair(1, 0.9, 40), pair(2, 0.8, 60), pair(3, 0.7, 50));

  private static PairedScore pair(int number, double accuracy, long size) {
    return new PairedScore(
        number,
        Candidates.trained(number, accuracy, size, 2),
        List.of(Candidates.trained(number, 0.5, size, 10)),
        true,
        false,
        false);
  }

  private static FreeScorer scorer(FreeScore... scores) {
    ImageShape shape = new ImageShape(1, 8, 8);
    float[] images = new float[4 * shape.size()];
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < images.length; i++) {
      images[i] = (float) random.nextDouble(-1, 1);
    }
    ScoringBatch batch = new ScoringBatch(images, new int[] {0, 1, 0, 1}, 2);
    return new FreeScorer(List.of(scores), shape, batch, 1, new Seed(1));
  }

  @Test
  void sizes_areReadOffTheSearch() {
    assertThat(SizeRival.PARAMETERS.score(PAIRS))
        .containsExactly(
            new RivalScore(40, Duration.ZERO),
            new RivalScore(60, Duration.ZERO),
            new RivalScore(50, Duration.ZERO));
    assertThat(SizeRival.FLOPS.score(PAIRS)).extracting(RivalScore::value).contains(40_000.0);
    assertThat(SizeRival.FLOPS.needs()).isEqualTo(Rival.Needs.NOTHING);
  }

  @Test
  void free_scoresEachCandidateOnce() throws InterruptedException {
    FreeScorer scorer = scorer(FreeScore.SYNFLOW);
    FreeRival rival = new FreeRival(scorer);

    List<RivalScore> scores = rival.score(PAIRS);

    assertThat(rival.name()).isEqualTo("synflow");
    assertThat(rival.needs()).isEqualTo(Rival.Needs.NOTHING);
    for (int i = 0; i < PAIRS.size(); i++) {
      assertThat(scores.get(i).value())
          .isEqualTo(scorer.of(PAIRS.get(i).architecture()).get(FreeScore.SYNFLOW));
      assertThat(scores.get(i).cost()).isPositive();
    }
    assertThat(rival.score(PAIRS)).isEqualTo(scores); // with the time of the first
  }

  @Test
  void free_cost_isTheProcessorTimeOfTheScore() throws InterruptedException {
    Iterator<Long> readings = List.of(5L, 25L, 30L, 31L, 40L, 42L).iterator();
    FreeRival rival = new FreeRival(scorer(FreeScore.SYNFLOW), readings::next);
    assertThat(rival.score(PAIRS))
        .extracting(RivalScore::cost)
        .containsExactly(Duration.ofNanos(20), Duration.ofNanos(1), Duration.ofNanos(2));
  }

  @Test
  void free_ofSeveralScores_isRejected() {
    assertThatThrownBy(() -> new FreeRival(scorer(FreeScore.NASWOT, FreeScore.SYNFLOW)))
        .hasMessage("a rival must have 1 score, but had 2");
  }

  @Test
  void trained_scoresByWhatRanks() throws InterruptedException {
    CandidateEvaluator evaluator = // the most accurate one has the highest loss
        (candidates, observer) ->
            candidates.stream()
                .<Outcome>map(
                    candidate ->
                        new Outcome.Trained(
                            candidate,
                            new CandidateScores(
                                1.0 / Candidates.number(candidate),
                                0.25,
                                4.0 / Candidates.number(candidate),
                                1,
                                1),
                            Duration.ofSeconds(3)))
                .toList();

    assertThat(new TrainedRival("random-ipc50", Criterion.ACCURACY, evaluator).score(PAIRS))
        .extracting(RivalScore::value)
        .containsExactly(1.0, 1 / 2.0, 1 / 3.0);
    TrainedRival byLoss = new TrainedRival("random-ipc50", Criterion.TRAINING_LOSS, evaluator);
    assertThat(byLoss.score(PAIRS))
        .containsExactly(
            new RivalScore(-4, Duration.ofSeconds(3)),
            new RivalScore(-2, Duration.ofSeconds(3)),
            new RivalScore(-4.0 / 3, Duration.ofSeconds(3)));
    assertThat(byLoss.basis(PAIRS)).isEqualTo("training-loss");
    assertThat(byLoss.needs()).isEqualTo(Rival.Needs.TRAINING);
  }

  /** So that a proxy whose scores are means of trainings is not set beside noisier ones. */
  @Test
  void trained_bySeveralSeeds_scoresByTheirMean_andCountsAll() throws InterruptedException {
    TrainedRival rival =
        new TrainedRival(
            "random-ipc50", Criterion.TRAINING_LOSS, List.of(seed(1, false), seed(4, true)));

    List<RivalScore> scores = rival.score(PAIRS);

    assertThat(scores)
        .extracting(RivalScore::value)
        .containsExactly(-2.5, -5.0, Double.NaN); // the mean of n and 4n; the third fails once
    assertThat(scores).extracting(RivalScore::cost).containsOnly(Duration.ofSeconds(5));
  }

  /** Trains in as many seconds to as many times the candidate's number. */
  private static CandidateEvaluator seed(int times, boolean failsOnTheThird) {
    return (candidates, observer) ->
        candidates.stream()
            .<Outcome>map(
                candidate -> {
                  int number = Candidates.number(candidate);
                  Duration duration = Duration.ofSeconds(times);
                  return failsOnTheThird && number == 3
                      ? new Outcome.Failed(candidate, "diverged", duration)
                      : new Outcome.Trained(
                          candidate, new CandidateScores(0.5, 1, times * number, 1, 1), duration);
                })
            .toList();
  }
}
