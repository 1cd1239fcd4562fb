package io.proxynas.nas.search;

import io.proxynas.engine.Seed;
import io.proxynas.nas.space.SearchSpace;
import java.time.Duration;
import java.util.Optional;

/**
 * What to search, for how long.
 *
 * @param space the architectures to choose from
 * @param candidates number of distinct candidates to evaluate, at least 1; a smaller space is
 *     evaluated whole
 * @param timeLimit no candidate is started later than this after the beginning; not negative
 * @param seed decides every random choice of the search
 */
public record SearchTask(
    SearchSpace space, int candidates, Optional<Duration> timeLimit, Seed seed) {

  public SearchTask {
    if (candidates < 1) {
      throw new IllegalArgumentException("candidates must be at least 1, but was " + candidates);
    }
    if (timeLimit.filter(Duration::isNegative).isPresent()) {
      throw new IllegalArgumentException(
          "the time limit must not be negative, but was " + timeLimit.get());
    }
  }

  /** A task without time limit. */
  public SearchTask(SearchSpace space, int candidates, Seed seed) {
    this(space, candidates, Optional.empty(), seed);
  }

  /** The number of distinct candidates to evaluate: as asked for, or the whole space. */
  public int target() {
    return (int) Math.min(candidates, space.size());
  }
}
