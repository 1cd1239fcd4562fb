package io.proxynas.eval.search;

import io.proxynas.eval.report.Report;
import io.proxynas.eval.validation.ValidationResult;
import io.proxynas.nas.ranking.Ranking;
import io.proxynas.nas.search.SearchResult;
import java.util.Optional;

/**
 * What a run found.
 *
 * @param search the search, whatever ended it
 * @param evidence the validated report, absent where the run was interrupted or every candidate
 *     failed
 */
public record RunResult(SearchResult search, Optional<Evidence> evidence) {

  /**
   * The report and what it sums up.
   *
   * @param report the figures
   * @param validation the candidates behind them
   */
  public record Evidence(Report report, ValidationResult validation) {}

  /** The candidates, best first. */
  public Ranking ranking() {
    return search.ranking();
  }
}
