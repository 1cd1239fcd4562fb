package io.proxynas.nas.calibrate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Which candidates to train in full: first some that the prior believes in, then some that are
 * spread over the scores, then by turns the best of the model and the next of the prior.
 *
 * <p>A first version, without the spread ones.
 *
 * @param prior how many are chosen by the prior
 * @param spread how many after these are far from all that were chosen
 */
public record Portfolio(int prior, int spread) {

  /** What the search uses. */
  public static final Portfolio DEFAULT = new Portfolio(3, 4);

  /** Checks the numbers. */
  public Portfolio {
    if (prior < 0 || spread < 0) {
      throw new IllegalArgumentException(
          "the numbers of a portfolio must not be negative, but were %d and %d"
              .formatted(prior, spread));
    }
  }

  /**
   * The candidates to train next.
   *
   * @param ranking predicts
   * @param table all candidates
   * @param known the truths so far; none of these is chosen again
   * @param count how many; fewer come if there are no more
   * @return places in the table, distinct, in the order of their choice
   */
  public List<Integer> next(
      CalibratedRanking ranking, ScoreTable table, Observations known, int count) {
    Set<Integer> taken = new HashSet<>(known.candidates());
    List<Double> means = ranking.predict(table, known).means();
    List<Integer> chosen = new ArrayList<>();
    IntStream.range(0, table.candidates())
        .boxed()
        .filter(place -> !taken.contains(place))
        .sorted(Comparator.comparing((Integer place) -> -means.get(place)))
        .limit(count)
        .forEach(chosen::add);
    return List.copyOf(chosen);
  }
}
