package io.proxynas.benchmarks.search;

import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.journal.Journal;
import io.proxynas.nas.ranking.Criterion;
import io.proxynas.nas.space.SearchSpace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What each score of a run says of its candidates.
 *
 * @param candidates the trained ones, in the order of the journal
 * @param byName a value for each candidate, the larger the better; scores that no candidate has are
 *     left out
 */
record Merits(List<Outcome.Trained> candidates, Map<String, double[]> byName) {

  /** Those of the journal in a folder. */
  static Merits read(Path folder, SearchSpace space) throws IOException {
    return of(Journal.outcomes(folder, space::parse, System.err::println));
  }

  /** Those of what came of a run; candidates that failed have none. */
  static Merits of(List<Outcome> outcomes) {
    List<Outcome.Trained> candidates =
        outcomes.stream()
            .filter(Outcome.Trained.class::isInstance)
            .map(Outcome.Trained.class::cast)
            .toList();
    Map<String, double[]> merits = new LinkedHashMap<>();
    for (Criterion score : Criterion.values()) {
      double[] values = candidates.stream().mapToDouble(score::of).toArray();
      if (Arrays.stream(values).anyMatch(Double::isFinite)) {
        merits.put(score.word(), values);
      }
    }
    return new Merits(candidates, merits);
  }

  /** The ids of the candidates. */
  List<String> ids() {
    return candidates.stream().map(one -> one.architecture().id()).toList();
  }
}
