package io.proxynas.nas.search;

import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.ranking.RankBy;
import io.proxynas.nas.ranking.Ranking;
import java.time.Duration;
import java.util.List;

/**
 * What a search found.
 *
 * @param history the outcomes of distinct candidates in the order in which the search chose them,
 *     which is the same at any number of workers
 * @param requested number of candidates that the user asked for; more than the space has is allowed
 * @param cacheHits how often the strategy proposed a candidate that it had proposed before
 * @param rejected number of distinct candidates that the task's constraint refused
 * @param rankBy orders the ranking
 * @param duration from the beginning of the search to its end
 * @param end why it ended
 */
public record SearchResult(
    List<Outcome> history,
    int requested,
    int cacheHits,
    int rejected,
    RankBy rankBy,
    Duration duration,
    End end) {

  /** Why a search ended. */
  public enum End {
    /** The number of candidates asked for, or all that the space has, is evaluated. */
    COMPLETE,
    /** The time limit was reached. */
    TIME_LIMIT,
    /** Ten candidates in a row, in the order of the history, failed. */
    FAILURES,
    /** The thread was interrupted. */
    INTERRUPTED
  }

  public SearchResult {
    history = List.copyOf(history);
  }

  /** The candidates, best first. */
  public Ranking ranking() {
    return Ranking.of(history, rankBy);
  }

  /** The number of distinct candidates evaluated, failures included. */
  public int distinct() {
    return history.size();
  }

  /** The number of candidates that failed. */
  public int failed() {
    return (int) history.stream().filter(Outcome.Failed.class::isInstance).count();
  }
}
