package io.proxynas.benchmarks.search;

import io.proxynas.nas.ranking.Objective;
import io.proxynas.nas.search.ExhaustiveSearch;
import io.proxynas.nas.search.GeneticSearch;
import io.proxynas.nas.search.LocalSearch;
import io.proxynas.nas.search.Nsga2;
import io.proxynas.nas.search.RandomSearch;
import io.proxynas.nas.search.RegularizedEvolution;
import io.proxynas.nas.search.Search;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The strategies with their defaults, by name. */
final class Strategies {

  private Strategies() {}

  static Map<String, Search> all() {
    Map<String, Search> strategies = new LinkedHashMap<>();
    strategies.put("regularized-evolution", RegularizedEvolution.DEFAULT);
    strategies.put("genetic", GeneticSearch.DEFAULT);
    strategies.put("local", LocalSearch.DEFAULT);
    strategies.put("nsga2", new Nsga2(List.of(Objective.ACCURACY, Objective.PARAMETERS)));
    strategies.put("random", new RandomSearch());
    strategies.put("exhaustive", new ExhaustiveSearch());
    return strategies;
  }
}
