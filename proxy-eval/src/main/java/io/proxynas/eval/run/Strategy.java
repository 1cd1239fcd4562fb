package io.proxynas.eval.run;

import io.proxynas.nas.search.GeneticSearch;
import io.proxynas.nas.search.RandomSearch;
import io.proxynas.nas.search.Search;

/** The search strategies, by the words that the command line and the report use. */
public enum Strategy {
  /** A genetic algorithm (Jenetics). */
  GENETIC("genetic", "breeds new candidates from the best so far"),
  /** Candidates drawn at random: the baseline that a strategy has to beat. */
  RANDOM("random", "draws candidates at random");

  private final String word;
  private final String description;

  Strategy(String word, String description) {
    this.word = word;
    this.description = description;
  }

  /** The word on the command line and in the report. */
  public String word() {
    return word;
  }

  /** What it does, as a phrase for the help. */
  public String description() {
    return description;
  }

  /** The search itself. */
  Search search() {
    return switch (this) {
      case GENETIC -> GeneticSearch.DEFAULT;
      case RANDOM -> new RandomSearch();
    };
  }
}
