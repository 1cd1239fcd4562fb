package io.proxynas.nas.candidate;

import io.proxynas.engine.Demand;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.score.FreeScorer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * How closely candidates are looked at: trained, once or from several seeds, beside training-free
 * scores or not; or only scored without training.
 *
 * @param seeds trainings that differ in their seed, whose scores are averaged; none where
 *     candidates are only scored
 * @param free measures training-free scores
 */
public record Fidelity(List<RecipeTrainer> seeds, Optional<FreeScorer> free) {

  public Fidelity {
    seeds = List.copyOf(seeds);
    if (seeds.isEmpty() && free.isEmpty()) {
      throw new IllegalArgumentException(
          "candidates must be trained or scored, but there was neither a training nor a score");
    }
  }

  /** One training. */
  public static Fidelity of(RecipeTrainer scorer) {
    return new Fidelity(List.of(scorer), Optional.empty());
  }

  /** Training-free scores alone. */
  public static Fidelity untrained(FreeScorer scorer) {
    return new Fidelity(List.of(), Optional.of(scorer));
  }

  /** The same, with trained candidates scored at other times. */
  public Fidelity scored(ScoredAt when) {
    return new Fidelity(seeds.stream().map(trainer -> trainer.scored(when)).toList(), free);
  }

  /** Looks at candidates. */
  public CandidateTrainer trainer() {
    return trainer(scorer -> scorer);
  }

  /**
   * Looks at candidates.
   *
   * @param training does what each of {@link #seeds} does, and perhaps more
   */
  public CandidateTrainer trainer(Function<RecipeTrainer, CandidateTrainer> training) {
    if (seeds.isEmpty()) {
      return new FreeScoreOnly(free.orElseThrow());
    }
    List<CandidateTrainer> each = seeds.stream().map(training).toList();
    CandidateTrainer trained = each.size() == 1 ? each.get(0) : repeated(each);
    return free.<CandidateTrainer>map(scorer -> new WithFreeScores(trained, scorer))
        .orElse(trained);
  }

  /**
   * Trains by several seeds: a noisy ranking becomes less so, for the time of as many trainings.
   */
  private static CandidateTrainer repeated(List<CandidateTrainer> seeds) {
    return architecture -> {
      List<CandidateScores> scores = new ArrayList<>();
      for (CandidateTrainer trainer : seeds) {
        scores.add(trainer.train(architecture));
      }
      return CandidateScores.mean(scores);
    };
  }

  /** Operations of a candidate's forward pass; 0 where looking at it will say why not. */
  public long flops(Architecture architecture) {
    try {
      return demand(architecture).flops();
    } catch (RuntimeException e) {
      return 0;
    }
  }

  /**
   * The memory that a candidate takes: its trainings and its scores come one after the other, so
   * the most of them.
   *
   * @throws io.proxynas.engine.layer.UnsupportedLayerException if the engine does not know a layer
   */
  public Demand demand(Architecture architecture) {
    return Stream.concat(
            seeds.stream().limit(1).map(scorer -> scorer.demand(architecture)),
            free.stream().map(scorer -> scorer.demand(architecture)))
        .reduce(Demand::max)
        .orElseThrow();
  }
}
