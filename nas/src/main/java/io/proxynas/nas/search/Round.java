package io.proxynas.nas.search;

import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.ranking.Merit;
import io.proxynas.nas.ranking.Ranking;
import java.util.Comparator;
import java.util.List;

/**
 * Where a search stands when it begins: what it knows already, and what it maximises from then on.
 * A search in several rounds is several searches, each of which knows what those before it found.
 *
 * @param known outcomes of distinct candidates, in the order in which they were chosen; they count
 *     as candidates of the search
 * @param merit what the search maximises
 */
public record Round(List<Outcome> known, Merit merit) {

  public Round {
    known = List.copyOf(known);
  }

  /** The first, which knows nothing. */
  static Round first(Merit merit) {
    return new Round(List.of(), merit);
  }

  /** The order by merit, the best first; a candidate of a higher rung of a ladder comes first. */
  Comparator<Outcome.Trained> bestFirst() {
    return Ranking.bestFirst(merit);
  }

  /** The best of what is known, the best first. */
  List<Outcome.Trained> best(int number) {
    return known.stream()
        .filter(Outcome.Trained.class::isInstance)
        .map(Outcome.Trained.class::cast)
        .sorted(bestFirst())
        .limit(number)
        .toList();
  }
}
