package io.proxynas.eval.study;

import io.proxynas.condense.method.CondensationSettings;
import io.proxynas.condense.set.ProxySpec;
import io.proxynas.engine.Seed;
import io.proxynas.eval.train.Recipes;
import io.proxynas.eval.train.StatisticsFrom;
import io.proxynas.eval.validation.ValidationPlan;
import io.proxynas.nas.search.SizeLimits;
import io.proxynas.nas.space.SearchSpace;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.HashSet;
import java.util.List;

/**
 * Everything that decides what a study finds.
 *
 * @param proxies the sets to compare, each once; at least one
 * @param condensation settings of the methods that make them
 * @param space to draw candidates from
 * @param limits that candidates must keep
 * @param recipes of every training, on the proxies and on the full data
 * @param validation how many candidates to draw, at least 1, and what to hold the proxies against
 * @param statistics by which candidates trained on the proxies, and those of rivals that train, are
 *     scored
 * @param seed the root of all randomness
 */
@RecordBuilder
public record StudyPlan(
    List<ProxySpec> proxies,
    CondensationSettings condensation,
    SearchSpace space,
    SizeLimits limits,
    Recipes recipes,
    ValidationPlan validation,
    StatisticsFrom statistics,
    Seed seed)
    implements StudyPlanBuilder.With {

  public StudyPlan {
    proxies = List.copyOf(proxies);
    if (proxies.isEmpty()) {
      throw new IllegalArgumentException("a study must have at least 1 proxy, but has 0");
    }
    HashSet<String> names = new HashSet<>();
    for (ProxySpec proxy : proxies) {
      ProxySpec.requireTrained("a proxy of a study", proxy);
      if (!names.add(proxy.name())) {
        throw new IllegalArgumentException(
            "each proxy of a study must have its own name, but two are named " + proxy.name());
      }
    }
    if (validation.candidates() < 1) {
      throw new IllegalArgumentException(
          "the sample must be at least 1 candidate, but was " + validation.candidates());
    }
  }
}
