package io.proxynas.arbiter;

import io.proxynas.eval.report.Report;
import io.proxynas.eval.report.TerminalReport;
import io.proxynas.eval.validation.ValidationResult;
import io.proxynas.nas.ranking.Ranking;

/**
 * Whether the ranking of a search on a proxy set holds on the full data. Candidates are named by
 * their index in the search, as in {@code candidate-7}, and judged by accuracy, whatever the score
 * function.
 *
 * @param report the figures
 * @param ranking the candidates, best first
 * @param validation those that were trained on the full data
 */
public record ProxyEvidence(Report report, Ranking ranking, ValidationResult validation) {

  /** The evidence as text for a terminal. */
  public String text() {
    return TerminalReport.render(report, ranking, validation);
  }
}
