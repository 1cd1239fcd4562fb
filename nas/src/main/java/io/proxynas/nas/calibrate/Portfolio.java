package io.proxynas.nas.calibrate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Which candidates to train in full, in this order: some in which the prior believes, then some
 * that are spread over the scores, then by turns the best of the model and the next of the prior.
 *
 * <p>What each training costs does not count, so that in a space of very unequal costs the spread
 * ones take most of the time. The search goes by {@link ImprovementPerCost}; this is its rival in
 * the race (docs/results/race.md).
 *
 * @param prior how many trainings go to the best of the prior at first
 * @param spread how many go after these to candidates unlike all that were chosen
 */
public record Portfolio(int prior, int spread) {

  /** As in the race. */
  public static final Portfolio DEFAULT = new Portfolio(3, 4);

  /** Checks the numbers. */
  public Portfolio {
    if (prior < 0 || spread < 0) {
      throw new IllegalArgumentException(
          "the numbers of a portfolio must be at least 0, but were %d and %d"
              .formatted(prior, spread));
    }
  }

  /**
   * The candidates to train next. Which turn it is follows from the number of the truths that are
   * known, so asking one by one goes on where an earlier call ended.
   *
   * @param ranking predicts
   * @param table all candidates
   * @param known the truths so far; none of these candidates is chosen again
   * @param count how many; fewer come if there are no more
   * @return places in the table, distinct, in the order of their choice
   * @throws IllegalArgumentException if the count is below 0, or a known candidate not in the table
   */
  public List<Integer> next(
      CalibratedRanking ranking, ScoreTable table, Observations known, int count) {
    if (count < 0) {
      throw new IllegalArgumentException("the count must be at least 0, but was " + count);
    }
    Features features = ranking.features(table);
    Choice choice = new Choice(features, known.candidates());
    List<Integer> byPrior = bestFirst(boxed(features.belief().values()));
    List<Integer> byModel = bestFirst(ranking.predict(table, known).means());
    int first = known.count();
    int end = Math.min(first + count, table.candidates());
    for (int turn = first; turn < end; turn++) {
      boolean isModels = (turn - prior - spread) % 2 == 0;
      if (turn >= prior && turn < prior + spread) {
        choice.takeFarthest(byPrior.get(0));
      } else {
        choice.takeFirst(turn >= prior && isModels ? byModel : byPrior);
      }
    }
    return choice.made();
  }

  /** All places, that with the largest value first, of equal ones the first. */
  private static List<Integer> bestFirst(List<Double> values) {
    return IntStream.range(0, values.size())
        .boxed()
        .sorted(Comparator.comparing(values::get, Comparator.reverseOrder()))
        .toList();
  }

  private static List<Double> boxed(double[] values) {
    return Arrays.stream(values).boxed().toList();
  }

  /** What is chosen so far. */
  private static final class Choice {

    private final Features features;
    private final Set<Integer> taken = new HashSet<>();
    private final List<Integer> made = new ArrayList<>();
    private final double[] nearest; // the largest covariance of each candidate with a taken one

    Choice(Features features, List<Integer> known) {
      this.features = features;
      this.nearest = new double[features.candidates()];
      known.forEach(this::mark);
    }

    List<Integer> made() {
      return List.copyOf(made);
    }

    void takeFirst(List<Integer> order) {
      order.stream().filter(place -> !taken.contains(place)).findFirst().ifPresent(this::take);
    }

    /** Takes the candidate that is least like any taken one; the given one if none is taken. */
    void takeFarthest(int start) {
      if (taken.isEmpty()) {
        take(start);
      } else {
        IntStream.range(0, nearest.length)
            .boxed()
            .filter(place -> !taken.contains(place))
            .min(Comparator.comparing(place -> nearest[place]))
            .ifPresent(this::take);
      }
    }

    private void take(int place) {
      made.add(place);
      mark(place);
    }

    private void mark(int place) {
      taken.add(place);
      for (int i = 0; i < nearest.length; i++) {
        nearest[i] = Math.max(nearest[i], features.covariance(i, place));
      }
    }
  }
}
