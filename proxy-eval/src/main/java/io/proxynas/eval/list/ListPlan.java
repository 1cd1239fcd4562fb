package io.proxynas.eval.list;

import io.proxynas.condense.method.CondensationSettings;
import io.proxynas.condense.set.ProxySpec;
import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.eval.search.SearchPlan;
import io.proxynas.eval.train.Recipes;
import io.proxynas.eval.train.ScoringPlan;
import io.proxynas.nas.space.SearchSpace;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/**
 * Which architectures to score, and how; the counterpart of {@link SearchPlan} without a search.
 *
 * @param proxy the set to train on
 * @param condensation settings of the method that makes the set
 * @param space of all the architectures
 * @param architectures at least 1, in the order of the result; one may come several times
 * @param scoring what is measured, and which of it ranks
 * @param recipes of every training; their augmentation is replaced by the one that keeps the data
 *     set's classes
 * @param seed the root of all randomness
 */
@RecordBuilder
public record ListPlan(
    ProxySpec proxy,
    CondensationSettings condensation,
    SearchSpace space,
    List<Architecture> architectures,
    ScoringPlan scoring,
    Recipes recipes,
    Seed seed)
    implements ListPlanBuilder.With {

  public ListPlan {
    scoring.requireFits(proxy);
    architectures = List.copyOf(architectures);
    if (architectures.isEmpty()) {
      throw new IllegalArgumentException("architectures to score must be at least 1, but were 0");
    }
  }
}
