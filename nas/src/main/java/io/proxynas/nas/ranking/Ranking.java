package io.proxynas.nas.ranking;

import io.proxynas.nas.candidate.Outcome;
import io.proxynas.train.TrainedBy;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The candidates of a search, best first: by the rung of the ladder that they reached where there
 * is one, by what the user asked for, then higher validation accuracy, lower validation loss, fewer
 * parameters and id, so that the order is total and the same in every run.
 *
 * <pre>{@code
 * Ranking ranking = Ranking.by(outcomes, Criterion.TRAINING_LOSS);
 * Architecture best = ranking.trained().get(0).architecture();
 * double accuracy = ranking.trained().get(0).scores().validationAccuracy();
 * }</pre>
 *
 * @param trained the candidates with scores, best first
 * @param merits how good each of them is by what they are ranked by, the larger the better
 * @param failed those without scores, by id
 */
public record Ranking(
    List<Outcome.Trained> trained, List<Double> merits, List<Outcome.Failed> failed) {

  /** The order by validation accuracy: total, so that the first is the same in every run. */
  public static final Comparator<Outcome.Trained> BEST_FIRST =
      Comparator.<Outcome.Trained>comparingInt(o -> -o.rung())
          .thenComparingDouble(o -> -Criterion.ACCURACY.merit(o.scores()))
          .thenComparingDouble(o -> o.scores().validationLoss())
          .thenComparingLong(o -> o.scores().parameters())
          .thenComparing(o -> o.architecture().id());

  public Ranking {
    trained = List.copyOf(trained);
    merits = List.copyOf(merits);
    failed = failed.stream().sorted(Comparator.comparing(o -> o.architecture().id())).toList();
  }

  /** Ranks outcomes of distinct candidates by validation accuracy. */
  public static Ranking of(List<? extends Outcome> outcomes) {
    return by(outcomes, Criterion.ACCURACY);
  }

  /** Ranks outcomes of distinct candidates by the merit of those with scores. */
  public static Ranking by(List<? extends Outcome> outcomes, Merit merit) {
    List<Outcome.Trained> trained = ofType(outcomes, Outcome.Trained.class);
    double[] merits = trained.stream().mapToDouble(merit::of).toArray();
    List<Integer> order =
        IntStream.range(0, merits.length)
            .boxed()
            .sorted(
                Comparator.<Integer>comparingInt(i -> -trained.get(i).rung())
                    .thenComparingDouble(i -> -merits[i])
                    .thenComparing(trained::get, BEST_FIRST))
            .toList();
    return new Ranking(
        order.stream().map(trained::get).toList(),
        order.stream().map(i -> merits[i]).toList(),
        ofType(outcomes, Outcome.Failed.class));
  }

  private static <T extends Outcome> List<T> ofType(
      List<? extends Outcome> outcomes, Class<T> type) {
    return outcomes.stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** The order by merit, equal ones as by accuracy; candidates of a higher rung come first. */
  public static Comparator<Outcome.Trained> bestFirst(Merit merit) {
    return Comparator.<Outcome.Trained>comparingInt(o -> -o.rung())
        .thenComparingDouble(o -> -merit.of(o))
        .thenComparing(BEST_FIRST);
  }

  /**
   * How many of the trained are worse than one of them, by the rung that they reached and then by
   * their merit; equal ones have equal numbers.
   *
   * @param place of the candidate, from 0
   */
  public double standing(int place) {
    int rung = trained.get(place).rung();
    double merit = merits.get(place);
    return IntStream.range(place + 1, trained.size())
        .filter(i -> trained.get(i).rung() < rung || merits.get(i) < merit)
        .count();
  }

  /** The number of candidates that DL4J trained, since the engine does not know a layer. */
  public int trainedByDl4j() {
    return (int) trained.stream().filter(o -> o.trainedBy() instanceof TrainedBy.Dl4j).count();
  }
}
