package io.proxynas.eval.report;

import io.proxynas.eval.validation.ValidationResult;
import io.proxynas.nas.ranking.Ranking;

/**
 * The evidence as text for a terminal, in the order of a reader's questions: what was found,
 * whether the ranking may be trusted, what it cost and whether something simpler would have done,
 * and then the details. Lines are at most 100 characters wide.
 */
public final class TerminalReport {

  private final TerminalPage page = new TerminalPage();
  private final Report report;

  private TerminalReport(Report report) {
    this.report = report;
  }

  /**
   * The report, each line ended by a line feed.
   *
   * @param report the figures
   * @param ranking the candidates, for the table
   * @param result the validation that {@code report} sums up, for the table's full accuracies
   */
  public static String render(Report report, Ranking ranking, ValidationResult result) {
    TerminalReport text = new TerminalReport(report);
    text.found();
    text.trust();
    new CostText(text.page, report).write();
    new RankingText(text.page, report, ranking, result).write();
    if (report.validation().sample() > 0) {
      new CorrelationText(text.page, report, result).write();
    }
    return text.page.text();
  }

  private void found() {
    Report.Winner best = report.best();
    if (!best.isFound()) {
      page.heading(
          "Found: nothing, since no candidate that was tried could be trained on the full data");
      return;
    }
    page.heading("Found: " + best.architecture());
    page.item("accuracy", FoundText.accuracy(report));
    page.item("", Wording.percent(best.validationAccuracy()) + " of the images that " + theirUse());
    page.item("size", FoundText.size(best));
    page.paragraph("layers", FoundText.layers(best));
    page.paragraph("by class", FoundText.classes(best));
  }

  /** Without full trainings the ranking chose, by other images than those that score its first. */
  private String theirUse() {
    return report.validation().sample() > 0 || report.calibration().truths() > 0
        ? "chose it"
        : "judge, none of which chose it";
  }

  private void trust() {
    page.heading("May the ranking be trusted?");
    report.answers().trust().forEach(page::wrapped);
  }
}
