package io.proxynas.nas;

import io.proxynas.condense.train.TrainedBy;
import io.proxynas.nas.evaluate.Outcome;
import java.util.Comparator;
import java.util.List;

/**
 * The candidates of a search, best first: by the rung of the ladder that they reached where there
 * is one, by validation accuracy, then lower validation loss, then fewer parameters, then id, so
 * that the order is total and the same in every run.
 *
 * @param trained the candidates with scores, best first
 * @param failed those without, by id
 */
public record Ranking(List<Outcome.Trained> trained, List<Outcome.Failed> failed) {

  /** The order of a ranking: total, so that the first is the same in every run. */
  public static final Comparator<Outcome.Trained> BEST_FIRST =
      Comparator.<Outcome.Trained>comparingInt(o -> -o.rung())
          .thenComparingDouble(o -> -o.scores().validationAccuracy())
          .thenComparingDouble(o -> o.scores().validationLoss())
          .thenComparingLong(o -> o.scores().parameters())
          .thenComparing(o -> o.architecture().id());

  /** Sorts the candidates. */
  public Ranking {
    trained = trained.stream().sorted(BEST_FIRST).toList();
    failed = failed.stream().sorted(Comparator.comparing(o -> o.architecture().id())).toList();
  }

  /** Ranks outcomes of distinct candidates. */
  public static Ranking of(List<? extends Outcome> outcomes) {
    return new Ranking(
        outcomes.stream()
            .filter(Outcome.Trained.class::isInstance)
            .map(Outcome.Trained.class::cast)
            .toList(),
        outcomes.stream()
            .filter(Outcome.Failed.class::isInstance)
            .map(Outcome.Failed.class::cast)
            .toList());
  }

  /** The number of candidates that DL4J trained, since the engine does not know a layer. */
  public int trainedByDl4j() {
    return (int) trained.stream().filter(o -> o.trainedBy() instanceof TrainedBy.Dl4j).count();
  }
}
