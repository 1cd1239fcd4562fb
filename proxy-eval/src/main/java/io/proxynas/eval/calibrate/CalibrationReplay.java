package io.proxynas.eval.calibrate;

import io.proxynas.engine.Seed;
import io.proxynas.engine.Shuffle;
import io.proxynas.nas.calibrate.CalibratedRanking;
import io.proxynas.nas.calibrate.Observations;
import io.proxynas.nas.calibrate.Prediction;
import io.proxynas.nas.calibrate.Score;
import io.proxynas.nas.calibrate.ScoreKind;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Fits some of the truths, drawn at random, and holds the predicted order against the others.
 *
 * @param ranking that predicts
 * @param train how many truths are drawn to be fitted; all if empty, and then no figure can be told
 * @param repeats how many draws, in [1, {@value #MOST_REPEATS}]
 * @param seed of the draws
 */
public record CalibrationReplay(
    CalibratedRanking ranking, OptionalInt train, int repeats, Seed seed) {

  /** More draws tell a mean no better. */
  private static final int MOST_REPEATS = 10_000;

  /** A correlation needs as many. */
  private static final int LEAST_LEFT = 3;

  /** Checks the settings. */
  public CalibrationReplay {
    if (repeats < 1) {
      throw new IllegalArgumentException("the repeats must be at least 1, but were " + repeats);
    }
    if (repeats > MOST_REPEATS) {
      throw new IllegalArgumentException(
          "the repeats must be at most %d, but were %d".formatted(MOST_REPEATS, repeats));
    }
  }

  /**
   * Replays.
   *
   * @throws IllegalArgumentException if so many truths cannot be drawn
   */
  public Result run(ScoredCandidates candidates) {
    requireEnough(candidates);
    if (train.isEmpty()) {
      Observations all = candidates.observe(candidates.judged());
      Prediction prediction = ranking.predict(candidates.table(), all);
      return new Result(prediction, all, RankFigures.NONE, RankFigures.NONE, RankFigures.NONE);
    }
    List<Observations> draws =
        IntStream.range(0, repeats).mapToObj(repeat -> draw(candidates, repeat)).toList();
    List<Prediction> predictions =
        draws.stream().map(fitted -> ranking.predict(candidates.table(), fitted)).toList();
    List<Double> prior = ranking.predict(candidates.table(), Observations.NONE).means();
    return new Result(
        predictions.get(0),
        draws.get(0),
        figures(candidates, draws, predictions.stream().map(Prediction::means).toList()),
        figures(candidates, draws, draws.stream().map(fitted -> prior).toList()),
        figures(
            candidates,
            draws,
            draws.stream().map(fitted -> bestScore(candidates, fitted)).toList()));
  }

  private void requireEnough(ScoredCandidates candidates) {
    int most = candidates.judged().size() - LEAST_LEFT;
    if (train.isPresent() && most < 1) {
      throw new IllegalArgumentException(
          "to fit some truths and judge by %d others there must be at least %d, but there are %d"
              .formatted(LEAST_LEFT, LEAST_LEFT + 1, candidates.judged().size()));
    }
    if (train.isPresent() && (train.getAsInt() < 1 || train.getAsInt() > most)) {
      throw new IllegalArgumentException(
          "of the %d rows with a truth, from 1 to %d may be fitted so that %d are left, but %d should be"
              .formatted(most + LEAST_LEFT, most, LEAST_LEFT, train.getAsInt()));
    }
  }

  private Observations draw(ScoredCandidates candidates, int repeat) {
    int[] places = candidates.judged().stream().mapToInt(p -> p).toArray();
    Shuffle.all(places, seed.child("calibrate").child(repeat).generator());
    return candidates.observe(
        IntStream.of(places).limit(train.getAsInt()).sorted().boxed().toList());
  }

  private static RankFigures figures(
      ScoredCandidates candidates, List<Observations> draws, List<List<Double>> predictions) {
    List<RankFigures.Draw> figures = new ArrayList<>();
    for (int i = 0; i < draws.size(); i++) {
      List<Integer> left = new ArrayList<>(candidates.judged());
      left.removeAll(draws.get(i).candidates());
      figures.add(RankFigures.Draw.of(left, predictions.get(i), candidates.truths()));
    }
    return RankFigures.over(figures);
  }

  private static List<Double> bestScore(ScoredCandidates candidates, Observations fitted) {
    List<Score> scores =
        candidates.table().scores().stream()
            .filter(score -> score.kind() != ScoreKind.DECISION)
            .toList();
    return BestScore.of(scores, fitted, candidates.table().candidates());
  }

  /**
   * What came out.
   *
   * @param prediction by the first draw
   * @param fitted in the first draw
   * @param calibrated how well the predictions rank what was not fitted
   * @param prior how well the prior alone does
   * @param bestScore how well that single score does which is best on the fitted truths
   */
  public record Result(
      Prediction prediction,
      Observations fitted,
      RankFigures calibrated,
      RankFigures prior,
      RankFigures bestScore) {}
}
