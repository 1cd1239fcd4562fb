package io.proxynas.nas.search;

import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.ranking.Criterion;
import io.proxynas.nas.space.SearchSpace;
import io.proxynas.nas.space.UnseenCandidates;
import io.proxynas.train.check.Require;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What to search, for how long.
 *
 * @param space the architectures to choose from
 * @param candidates number of distinct candidates to evaluate, at least 1; a smaller space is
 *     evaluated whole
 * @param timeLimit no candidate is started later than this after the beginning; not negative
 * @param patience how many candidates in a row may be no better than the best before them, at least
 *     1; the search ends after more
 * @param constraint that candidates must satisfy; the others are not trained and do not count
 * @param rankBy orders the result
 * @param seed decides every random choice of the search
 * @param round what is known at the beginning, and what the search maximises
 */
@RecordBuilder
public record SearchTask(
    SearchSpace space,
    int candidates,
    Optional<Duration> timeLimit,
    Optional<Integer> patience,
    Constraint constraint,
    Criterion rankBy,
    Seed seed,
    Round round)
    implements SearchTaskBuilder.With {

  public SearchTask {
    Require.atLeastOne("candidates", candidates);
    if (timeLimit.filter(Duration::isNegative).isPresent()) {
      throw new IllegalArgumentException(
          "the time limit must not be negative, but was " + timeLimit.get());
    }
    if (patience.filter(n -> n < 1).isPresent()) {
      throw new IllegalArgumentException("patience must be at least 1, but was " + patience.get());
    }
  }

  /** A patient task that begins with nothing, and maximises what orders its result. */
  public SearchTask(
      SearchSpace space,
      int candidates,
      Optional<Duration> timeLimit,
      Constraint constraint,
      Criterion rankBy,
      Seed seed) {
    this(
        space,
        candidates,
        timeLimit,
        Optional.empty(),
        constraint,
        rankBy,
        seed,
        Round.first(rankBy));
  }

  /** A task without time limit and constraint, whose candidates are ranked by accuracy. */
  public SearchTask(SearchSpace space, int candidates, Seed seed) {
    this(space, candidates, Optional.empty(), Constraint.NONE, Criterion.ACCURACY, seed);
  }

  /**
   * Looks for one candidate that satisfies the constraint.
   *
   * @throws IllegalArgumentException if none is found
   */
  public void requireCandidate() {
    var admitted = new UnseenCandidates(space, constraint::admits);
    if (admitted.next(seed.child("constraint").generator()).isEmpty()) {
      throw new IllegalArgumentException(
          "the space must have a candidate of %s, but none was found in %s"
              .formatted(constraint, space));
    }
  }

  /**
   * The most distinct candidates to evaluate: as asked for, or the whole space, of which less is
   * left where the constraint refuses some or several are the same network.
   */
  public int target() {
    return (int) Math.min(candidates, space.size());
  }

  /**
   * Draws the candidates at random, each once, without training them; fewer if the space has no
   * more. More candidates are the same ones and others behind them.
   */
  public List<Architecture> draw() {
    RandomGenerator random = seed.child("draw").generator();
    return UnseenCandidates.draw(space, constraint::admits, candidates, random);
  }
}
