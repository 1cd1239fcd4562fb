package io.proxynas.eval.report;

import io.proxynas.eval.stat.Difference;
import io.proxynas.eval.stat.Interval;
import io.proxynas.eval.validation.PairedScore;
import io.proxynas.eval.validation.Rival;
import io.proxynas.eval.validation.Shortlist;
import io.proxynas.eval.validation.ValidationFigures;
import io.proxynas.eval.validation.ValidationResult;
import io.proxynas.nas.candidate.Outcome;
import java.util.List;
import java.util.stream.Collectors;

/** How well a ranking holds on the full data, as text, and how well its rivals do. */
final class CorrelationText {

  private static final int RIVAL_WIDTH = 24;

  private final TerminalPage page;
  private final Report report;
  private final ValidationResult result;

  CorrelationText(TerminalPage page, Report report, ValidationResult result) {
    this.page = page;
    this.report = report;
    this.result = result;
  }

  void write() {
    correlations();
    rivals();
  }

  private void correlations() {
    ValidationFigures validation = report.validation();
    int count = validation.n();
    String n = "   n = " + count;
    page.heading(
        Wording.text(
            "How well it holds on the full data: %d of %d candidates drawn over the whole ranking",
            validation.n(), validation.sample()));
    page.item(
        "Spearman ρ", interval(validation.spearman(), count, fisher(validation.fisher())) + n);
    ceiling(validation);
    if (validation.half().n() > 0) {
      page.item(
          "ρ in better half",
          interval(validation.half().spearman(), validation.half().n(), "")
              + "   n = "
              + validation.half().n());
    }
    page.item("Kendall τ-b", interval(validation.kendall(), count, "") + n);
    page.item(
        Wording.text("top-%d recall", validation.topK().k()),
        Wording.twoPlaces(validation.topK().recall()) + n);
    regret(validation);
    result.failed().forEach(this::failure);
  }

  private String interval(Interval interval, int n, String more) {
    String shown = Wording.interval(interval, n);
    if (interval.isDefined() && !Interval.isBelieved(n)) {
      return shown + " (too few for an interval)";
    }
    return interval.isBounded()
        ? Wording.text("%s (%.0f %% interval%s)", shown, 100 * result.confidence(), more)
        : shown;
  }

  private static String fisher(Interval interval) {
    return interval.isBounded()
        ? Wording.text(
            "; Fisher's [%s, %s]",
            Wording.twoPlaces(interval.low()), Wording.twoPlaces(interval.high()))
        : "";
  }

  private void ceiling(ValidationFigures validation) {
    if (validation.truthSeeds() > 1) {
      page.item(
          "noise ceiling",
          Wording.text(
              "%s, as trainings on the full data rank each other at %s",
              Wording.twoPlaces(validation.noiseCeiling()),
              Wording.interval(validation.reliability(), validation.n())));
    }
  }

  private void regret(ValidationFigures validation) {
    List<PairedScore> pairs = result.untaughtPairs();
    if (pairs.isEmpty()) {
      page.item("regret", "undefined: no candidate was validated");
      return;
    }
    double first = pairs.get(0).fullAccuracy();
    double regret = validation.regret();
    page.item(
        "regret",
        Wording.text(
            "%s of accuracy by its first choice%s",
            Wording.points(regret), result.taught() > 0 ? " of those that did not teach it" : ""));
    page.item(
        "",
        Wording.text(
            "it reaches %s, the best of %d validated %s",
            Wording.percent(first), pairs.size(), Wording.percent(first + regret)));
    Shortlist shortlist = validation.shortlist();
    page.item(
        "",
        Wording.text(
            "%s by the best of its first %d", Wording.points(shortlist.regret()), shortlist.k()));
  }

  private void failure(Outcome.Failed failed) {
    page.wrapped("failed on the full data: " + failed.architecture().id() + ": " + failed.reason());
  }

  private void rivals() {
    ValidationFigures validation = report.validation();
    page.heading(
        Wording.text(
            "Other scores of the same %d candidates, and how much better this ranking is",
            validation.n()));
    TextTable table = new TextTable(0, "ranked by", "Spearman ρ", "better by", "p", "a candidate");
    table.add(
        Wording.shorten(Wording.ranking(report), RIVAL_WIDTH),
        Wording.brief(validation.spearman(), validation.n()),
        "",
        "",
        Wording.seconds(report.speedup().proxySecondsPerCandidate()));
    for (Rival rival : validation.rivals()) {
      Difference difference = rival.difference().shownFor(validation.n());
      table.add(
          Wording.shorten(rival.name(), RIVAL_WIDTH),
          Wording.brief(rival.interval(), validation.n()),
          Wording.difference(difference),
          Wording.significance(difference.p()),
          Wording.cost(rival));
    }
    page.table(table);
    trained(validation.rivals());
  }

  /** What ranks by the trainings of rivals. */
  private void trained(List<Rival> rivals) {
    List<Rival> trained =
        rivals.stream().filter(rival -> rival.needs() == Rival.Needs.TRAINING).toList();
    if (!trained.isEmpty()) {
      page.wrapped(
          Wording.text(
              "%s: by the %s of %s",
              trained.stream().map(Rival::name).collect(Collectors.joining(", ")),
              trained.get(0).basis(),
              trained.size() == 1 ? "its training" : "their trainings"));
    }
  }
}
