package io.proxynas.eval.report;

import io.proxynas.eval.validation.Rival;
import io.proxynas.train.file.Csv;
import java.util.List;

/** {@code study.csv}: a line for each proxy and for each rival of it. */
public final class StudyCsv {

  private static final List<String> HEADER =
      List.of(
          "proxy",
          "rankedBy",
          "needs",
          "n",
          "spearman",
          "low",
          "high",
          "kendall",
          "topKRecall",
          "regret",
          "difference",
          "differenceLow",
          "differenceHigh",
          "p",
          "secondsPerCandidate",
          "condenseSeconds",
          "breakEvenCandidates",
          "noiseCeiling",
          "topN",
          "top",
          "topLow",
          "topHigh",
          "choice",
          "choiceTestAccuracy");

  private StudyCsv() {}

  /** The content of the file. */
  public static String text(StudyReport report) {
    StringBuilder text = new StringBuilder(Csv.line(HEADER.toArray()));
    for (StudyReport.Entry entry : report.proxies()) {
      text.append(line(report, entry));
      for (Rival rival : entry.validation().rivals()) {
        text.append(line(report, entry, rival));
      }
    }
    return text.toString();
  }

  private static String line(StudyReport report, StudyReport.Entry entry) {
    Report.Validation validation = entry.validation();
    return Csv.line(
        entry.proxy().name(),
        entry.proxy().name(),
        Rival.Needs.PROXY,
        validation.n(),
        validation.spearman().value(),
        validation.spearman().low(),
        validation.spearman().high(),
        validation.kendall().value(),
        validation.topK().recall(),
        validation.regret(),
        "",
        "",
        "",
        "",
        entry.speedup().proxySecondsPerCandidate(),
        entry.proxy().condenseSeconds(),
        entry.speedup().breakEvenCandidates(),
        validation.noiseCeiling(),
        validation.top().n(),
        validation.top().spearman().value(),
        validation.top().spearman().low(),
        validation.top().spearman().high(),
        validation.choice(),
        report.testAccuracy(validation.choice()));
  }

  private static String line(StudyReport report, StudyReport.Entry entry, Rival rival) {
    return Csv.line(
        entry.proxy().name(),
        rival.name(),
        rival.needs(),
        entry.validation().n(),
        rival.spearman(),
        rival.low(),
        rival.high(),
        rival.kendall(),
        rival.topKRecall(),
        rival.regret(),
        rival.difference().value(),
        rival.difference().low(),
        rival.difference().high(),
        rival.difference().p(),
        rival.seconds(),
        "",
        "",
        entry.validation().noiseCeiling(),
        entry.validation().top().n(),
        rival.top().value(),
        rival.top().low(),
        rival.top().high(),
        rival.choice(),
        report.testAccuracy(rival.choice()));
  }
}
