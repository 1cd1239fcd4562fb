package io.proxynas.eval.report;

import io.proxynas.eval.stat.Difference;
import io.proxynas.eval.validation.Rival;
import io.proxynas.eval.validation.ValidationFigures;
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
          "condenseScale",
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
      text.append(line(report, entry, ofProxy(entry), true));
      for (Rival rival : entry.validation().rivals()) {
        text.append(line(report, entry, rival, false));
      }
    }
    return text.toString();
  }

  /** The proxy as one of its own rivals, from which it does not differ. */
  private static Rival ofProxy(StudyReport.Entry entry) {
    ValidationFigures figures = entry.validation();
    return new Rival(
        entry.proxy().name(),
        Rival.Needs.PROXY,
        "",
        figures.spearman().value(),
        figures.spearman().low(),
        figures.spearman().high(),
        figures.kendall().value(),
        figures.topK().recall(),
        figures.regret(),
        figures.top().spearman(),
        figures.choice(),
        Difference.UNDEFINED,
        entry.speedup().proxySecondsPerCandidate());
  }

  private static String line(
      StudyReport report, StudyReport.Entry entry, Rival rival, boolean isProxy) {
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
        isProxy ? entry.proxy().condenseSeconds() : "",
        isProxy ? entry.cost().condenseScale() : "",
        isProxy ? entry.speedup().breakEvenCandidates() : "",
        entry.validation().noiseCeiling(),
        entry.validation().top().n(),
        rival.top().value(),
        rival.top().low(),
        rival.top().high(),
        rival.choice(),
        report.testAccuracy(rival.choice()));
  }
}
