package io.proxynas.nas.search;

import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.ranking.Criterion;
import io.proxynas.nas.ranking.Merit;
import io.proxynas.nas.ranking.Ranking;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a search found.
 *
 * @param history the outcomes of distinct candidates in the order in which the search chose them,
 *     which is the same at any number of workers
 * @param requested number of candidates that the user asked for; more than the space has is allowed
 * @param cacheHits how often the strategy proposed a candidate that it had proposed before
 * @param refused ids of the candidates that the task's constraint refused
 * @param rankBy orders the ranking, unless it is calibrated
 * @param duration from the beginning of the search to its end
 * @param end why it ended
 * @param calibrated what full trainings taught, by which the ranking goes then
 */
public record SearchResult(
    List<Outcome> history,
    int requested,
    int cacheHits,
    Set<String> refused,
    Criterion rankBy,
    Duration duration,
    End end,
    Optional<Merit> calibrated) {

  /**
   * So many failures in a row, in the order of the history, mean that something is wrong beyond the
   * candidates.
   */
  public static final int MAX_FAILURES = 10;

  /** Why a search ended. */
  public enum End {
    /** The number of candidates asked for, or all that the space has, is evaluated. */
    COMPLETE,
    /** The time limit was reached. */
    TIME_LIMIT,
    /** No candidate of as many as the patience is was better than the best before them. */
    PATIENCE,
    /** Ten candidates in a row, in the order of the history, failed. */
    FAILURES,
    /** The thread was interrupted. */
    INTERRUPTED
  }

  public SearchResult {
    history = List.copyOf(history);
    refused = Set.copyOf(refused);
  }

  /** Of a search that is ranked by what it measured. */
  public SearchResult(
      List<Outcome> history,
      int requested,
      int cacheHits,
      Set<String> refused,
      Criterion rankBy,
      Duration duration,
      End end) {
    this(history, requested, cacheHits, refused, rankBy, duration, end, Optional.empty());
  }

  /** The candidates, best first. */
  public Ranking ranking() {
    return Ranking.by(history, calibrated.orElse(rankBy));
  }

  /** The same, of a search that asked for so many candidates and ended so. */
  public SearchResult ended(int candidates, End how) {
    return new SearchResult(
        history, candidates, cacheHits, refused, rankBy, duration, how, calibrated);
  }

  /** The same candidates, ranked by what full trainings taught. */
  public SearchResult calibratedBy(Merit merit) {
    return new SearchResult(
        history, requested, cacheHits, refused, rankBy, duration, end, Optional.of(merit));
  }

  /** The result of the rounds so far, this being that of the last, which knew those before. */
  public SearchResult after(SearchResult earlier) {
    return new SearchResult(
        history,
        requested,
        earlier.cacheHits + cacheHits,
        union(earlier.refused, refused),
        rankBy,
        earlier.duration.plus(duration),
        end,
        calibrated);
  }

  private static Set<String> union(Set<String> some, Set<String> others) {
    Set<String> all = new HashSet<>(some);
    all.addAll(others);
    return all;
  }

  /** The number of distinct candidates that the task's constraint refused. */
  public int rejected() {
    return refused.size();
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
