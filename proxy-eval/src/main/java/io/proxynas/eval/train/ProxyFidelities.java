package io.proxynas.eval.train;

import io.proxynas.condense.ProxySets;
import io.proxynas.engine.Seed;
import io.proxynas.nas.candidate.Fidelity;
import io.proxynas.nas.candidate.RecipeTrainer;
import io.proxynas.nas.score.FreeScore;
import io.proxynas.nas.score.FreeScorer;
import io.proxynas.nas.score.ScoringBatch;
import io.proxynas.train.data.LabelledImages;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How the candidates of one run are trained and scored on a proxy, or scored alone without one.
 *
 * @param regimes of the run
 * @param scoring what is measured
 */
public record ProxyFidelities(Regimes regimes, ScoringPlan scoring) {

  /** Trains and scores on a proxy, as often and by what was asked for. */
  public Fidelity onProxy(ProxySets.Proxy proxy) {
    return onProxy(proxy, regimes.recipes().proxyEpochs());
  }

  /**
   * The same, but no further than so many epochs: the beginning of the training, which has an
   * unfinished network.
   *
   * @param epochs at most all
   */
  public Fidelity onProxy(ProxySets.Proxy proxy, int epochs) {
    if (proxy.isNone()) {
      return Fidelity.untrained(freeScorer(proxy, List.copyOf(scoring.free())));
    }
    Regime all = regimes.on(proxy);
    Regime first = all.withRecipe(all.recipe().firstEpochs(epochs));
    List<RecipeTrainer> seeds =
        IntStream.range(0, scoring.seeds())
            .mapToObj(k -> regimes.scorer(k == 0 ? first : first.again(k)))
            .toList();
    return new Fidelity(
        seeds,
        scoring.free().isEmpty()
            ? Optional.empty()
            : Optional.of(freeScorer(proxy, List.copyOf(scoring.free()))));
  }

  /** Scores without training, on images of a proxy. */
  public FreeScorer freeScorer(ProxySets.Proxy proxy, List<FreeScore> scores) {
    LabelledImages images = proxy.images();
    Seed free = regimes.seed().child("training-free scores");
    return new FreeScorer(
        scores,
        images.shape(),
        ScoringBatch.of(images, ScoringBatch.IMAGES, free.child("batch")),
        scoring.initialisations(),
        free);
  }
}
