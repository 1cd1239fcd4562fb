package io.proxynas.eval.report;

import io.proxynas.engine.architecture.Architecture;
import io.proxynas.eval.stat.Difference;
import io.proxynas.eval.stat.Interval;
import io.proxynas.eval.validation.Costs;
import io.proxynas.eval.validation.PairedScore;
import io.proxynas.eval.validation.Rival;
import io.proxynas.eval.validation.Shortlist;
import io.proxynas.eval.validation.SpeedUp;
import io.proxynas.eval.validation.ValidationFigures;
import io.proxynas.eval.validation.ValidationResult;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.ranking.Objective;
import io.proxynas.nas.ranking.Ranking;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The evidence as text for a terminal, in the order of a reader's questions: what was found,
 * whether the ranking may be trusted, what it cost and whether something simpler would have done,
 * and then the details. Lines are at most {@value #WIDTH} characters wide.
 */
public final class TerminalReport {

  /** The longest line. */
  static final int WIDTH = 100;

  /** Candidates that the table shows. */
  private static final int ROWS = 10;

  private static final int ARCHITECTURE_WIDTH = 38;

  /** Of an architecture beside its latency. */
  private static final int TIMED_WIDTH = 34;

  /** Scores that are named of those that a calibrated ranking listens to. */
  private static final int WEIGHTS = 6;

  private static final int RIVAL_WIDTH = 24;
  private static final String INDENT = "  ";

  /** Where the values of items begin. */
  private static final int NAMES = 19;

  private final Report report;
  private final Ranking ranking;
  private final ValidationResult result;
  private final List<String> lines = new ArrayList<>();

  private TerminalReport(Report report, Ranking ranking, ValidationResult result) {
    this.report = report;
    this.ranking = ranking;
    this.result = result;
  }

  /**
   * The report, each line ended by a line feed.
   *
   * @param report the figures
   * @param ranking the candidates, for the table
   * @param result the validation that {@code report} sums up, for the table's full accuracies
   */
  public static String render(Report report, Ranking ranking, ValidationResult result) {
    TerminalReport text = new TerminalReport(report, ranking, result);
    text.found();
    text.trust();
    text.cost();
    text.ranking();
    text.front();
    text.halving();
    text.calibration();
    if (report.validation().sample() > 0) {
      text.correlations();
      text.rivals();
    }
    return text.lines.stream().collect(Collectors.joining("\n", "", "\n"));
  }

  private void found() {
    Report.Winner best = report.best();
    if (!best.isFound()) {
      heading(
          "Found: nothing, since no candidate that was tried could be trained on the full data");
      return;
    }
    heading("Found: " + best.architecture());
    item("accuracy", FoundText.accuracy(report));
    item("", Wording.percent(best.validationAccuracy()) + " of the images that chose it");
    item("size", FoundText.size(best));
    paragraph("layers", FoundText.layers(best));
    paragraph("by class", FoundText.classes(best));
  }

  private void trust() {
    heading("May the ranking be trusted?");
    report.answers().trust().forEach(this::wrapped);
  }

  private void ranking() {
    int shown = Math.min(ROWS, ranking.trained().size());
    heading(
        Wording.text(
            "Ranking by %s on %s: the first %d of %s candidates, %s failed",
            report.proxy().name(),
            report.dataset().name(),
            shown,
            Wording.count(ranking.trained().size()),
            Wording.count(ranking.failed().size())));
    TextTable table =
        new TextTable(
            1, "rank", "architecture", "proxy accuracy", "full accuracy", "parameters", "seconds");
    for (int place = 0; place < shown; place++) {
      row(table, place + 1, ranking.trained().get(place));
    }
    lines.addAll(table.lines());
    int byDl4j = report.search().trainedByDl4j();
    if (byDl4j > 0) {
      wrapped(
          Wording.count(byDl4j) + " were trained by DL4J, since the engine does not know a layer");
    }
  }

  private void front() {
    List<Report.Pareto.FrontMember> front = report.pareto().front();
    if (front.isEmpty()) {
      return;
    }
    int shown = Math.min(ROWS, front.size());
    heading(
        Wording.text(
            "Pareto front of %s: the first %d of %s candidates",
            String.join(", ", report.pareto().objectives()), shown, Wording.count(front.size())));
    boolean timed = report.pareto().objectives().contains(Objective.LATENCY.word());
    List<String> heads =
        new ArrayList<>(List.of("rank", "architecture", "proxy accuracy", "parameters", "flops"));
    if (timed) {
      heads.add("latency");
    }
    TextTable table = new TextTable(1, heads.toArray(String[]::new));
    List<String> ids = ranking.trained().stream().map(o -> o.architecture().id()).toList();
    for (Report.Pareto.FrontMember member : front.subList(0, shown)) {
      List<String> cells =
          new ArrayList<>(
              List.of(
                  Integer.toString(ids.indexOf(member.architecture()) + 1),
                  Wording.shorten(member.architecture(), timed ? TIMED_WIDTH : ARCHITECTURE_WIDTH),
                  accuracy(member.validationAccuracy()),
                  Wording.count(member.parameters()),
                  Wording.count(member.flops())));
      if (timed) {
        cells.add(Wording.milliseconds(member.latencySeconds()));
      }
      table.add(cells.toArray(String[]::new));
    }
    lines.addAll(table.lines());
  }

  /** What a candidate reached; one that was only scored has none. */
  private static String accuracy(double fraction) {
    return Double.isNaN(fraction) ? "-" : Wording.percent(fraction);
  }

  private void halving() {
    Report.HalvingSummary halving = report.halving();
    if (halving.rungs().isEmpty()) {
      return;
    }
    heading(Wording.text("Successive halving by %d", halving.factor()));
    TextTable table =
        new TextTable(
            1, "rung", "set", "epochs", "candidates", "seconds", "Spearman ρ with the next");
    int number = 0;
    for (Report.HalvingSummary.RungSummary rung : halving.rungs()) {
      table.add(
          Integer.toString(number++),
          Wording.shorten(rung.proxy(), ARCHITECTURE_WIDTH),
          rung.epochs() == 0 ? "-" : Integer.toString(rung.epochs()),
          Wording.count(rung.candidates()),
          Wording.twoPlaces(rung.seconds()),
          number == halving.rungs().size()
              ? "-"
              : Wording.text("%s (n = %d)", Wording.twoPlaces(rung.spearman()), rung.both()));
    }
    lines.addAll(table.lines());
    wrapped(
        Wording.text(
            "%s candidates were not trained on the last rung, for %s of the work of training all"
                + " there",
            Wording.count(halving.fullTrainingsSaved()), Wording.percent(halving.work())));
  }

  /** What the space listens to: the scores that say most of what is predicted. */
  private void calibration() {
    Report.CalibrationSummary calibration = report.calibration();
    if (calibration.rounds() == 0) {
      return;
    }
    heading(
        calibration.isFitted()
            ? Wording.text(
                "What this space listens to, as %d trainings on the full data taught",
                calibration.truths())
            : Wording.text(
                "Fewer than %d truths, %d: the prior alone ranks, which listens to",
                calibration.leastTruths(), calibration.truths()));
    wrapped(
        calibration.listensTo().stream()
            .sorted(Comparator.comparingDouble(weight -> -weight.share()))
            .limit(WEIGHTS)
            .map(weight -> weight.score() + " " + Wording.percent(weight.share()))
            .collect(Collectors.joining(", ")));
  }

  private void row(TextTable table, int rank, Outcome.Trained candidate) {
    table.add(
        Integer.toString(rank),
        Wording.shorten(candidate.architecture().id(), ARCHITECTURE_WIDTH),
        accuracy(candidate.scores().validationAccuracy()),
        fullAccuracy(rank, candidate.architecture()),
        Wording.count(candidate.scores().parameters()),
        Wording.twoPlaces(candidate.seconds()));
  }

  private String fullAccuracy(int rank, Architecture architecture) {
    if (result.failed().stream().anyMatch(o -> o.architecture().equals(architecture))) {
      return "failed";
    }
    return result.pairs().stream()
        .filter(pair -> pair.rank() == rank)
        .map(pair -> Wording.percent(pair.fullAccuracy()))
        .findFirst()
        .orElse("-");
  }

  private void correlations() {
    ValidationFigures validation = report.validation();
    int count = validation.n();
    String n = "   n = " + count;
    heading(
        Wording.text(
            "How well it holds on the full data: %d of %d candidates drawn over the whole ranking",
            validation.n(), validation.sample()));
    item("Spearman ρ", interval(validation.spearman(), count, fisher(validation.fisher())) + n);
    ceiling(validation);
    if (validation.half().n() > 0) {
      item(
          "ρ in better half",
          interval(validation.half().spearman(), validation.half().n(), "") + half(validation));
    }
    item("Kendall τ-b", interval(validation.kendall(), count, "") + n);
    item(
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
      item(
          "noise ceiling",
          Wording.text(
              "%s, as trainings on the full data rank each other at %s",
              Wording.twoPlaces(validation.noiseCeiling()),
              Wording.interval(validation.reliability(), validation.n())));
    }
  }

  private void rivals() {
    ValidationFigures validation = report.validation();
    heading(
        Wording.text(
            "Other scores of the same %d candidates, and how much better the proxy ranks",
            validation.n()));
    TextTable table =
        new TextTable(0, "ranked by", "Spearman ρ", "the proxy's less it", "p", "a candidate");
    table.add(
        Wording.shorten(report.proxy().name(), RIVAL_WIDTH),
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
    lines.addAll(table.lines());
    trained(validation.rivals());
  }

  /** What ranks by the trainings of rivals. */
  private void trained(List<Rival> rivals) {
    List<Rival> trained =
        rivals.stream().filter(rival -> rival.needs() == Rival.Needs.TRAINING).toList();
    if (!trained.isEmpty()) {
      lines.add(
          Wording.text(
              "  %s: by the %s of %s",
              trained.stream().map(Rival::name).collect(Collectors.joining(", ")),
              trained.get(0).basis(),
              trained.size() == 1 ? "its training" : "their trainings"));
    }
  }

  private static String half(ValidationFigures validation) {
    return "   n = " + validation.half().n();
  }

  private void regret(ValidationFigures validation) {
    List<PairedScore> pairs = result.untaughtPairs();
    if (pairs.isEmpty()) {
      item("regret", "undefined: no candidate was validated");
      return;
    }
    double first = pairs.get(0).fullAccuracy();
    double regret = validation.regret();
    item(
        "regret",
        Wording.text(
            "%s of accuracy by the proxy's first choice%s",
            Wording.points(regret), result.taught() > 0 ? " of those that did not teach it" : ""));
    item(
        "",
        Wording.text(
            "it reaches %s, the best of %d validated %s",
            Wording.percent(first), pairs.size(), Wording.percent(first + regret)));
    Shortlist shortlist = validation.shortlist();
    item(
        "",
        Wording.text(
            "%s by the best of its first %d", Wording.points(shortlist.regret()), shortlist.k()));
  }

  private void failure(Outcome.Failed failed) {
    wrapped("failed on the full data: " + failed.architecture().id() + ": " + failed.reason());
  }

  private void cost() {
    Costs cost = report.cost();
    heading("What did it cost, in the time of one worker, and would something simpler have done?");
    item("condensation", condensation());
    item("search", Wording.seconds(cost.searchSeconds()));
    if (report.calibration().rounds() > 0) {
      item(
          "calibration",
          Wording.text(
              "%s, for %d trainings on the full data",
              Wording.seconds(report.calibration().seconds()),
              report.calibration().candidates().size()));
    }
    if (report.validation().sample() > 0) {
      proof();
      report.answers().simplicity().ifPresent(this::wrapped);
    }
  }

  /** What the validation cost, and what it tells of the costs. */
  private void proof() {
    SpeedUp speedup = report.speedup();
    Costs cost = report.cost();
    item(
        "validation",
        Wording.text(
            "%s, and %s for the other scores",
            Wording.seconds(cost.validationSeconds()), Wording.seconds(cost.rivalSeconds())));
    item(
        "a candidate",
        Wording.text(
            "%s on the proxy, %s on the full data",
            Wording.seconds(speedup.proxySecondsPerCandidate()),
            Wording.seconds(speedup.fullSecondsPerCandidate())));
    item("speed-up", Wording.times(speedup.search()) + " without the condensation");
    item("", Wording.times(speedup.endToEnd()) + " with it" + uncertain());
    item("break-even", breakEven(speedup.breakEvenCandidates()) + uncertain());
    item(
        "storage",
        Wording.text(
            "%s of proxy set in place of %s of images",
            Wording.megabytes(cost.proxyBytes()), Wording.megabytes(cost.dataBytes())));
  }

  private String condensation() {
    Report.ProxySummary proxy = report.proxy();
    Costs cost = report.cost();
    String here = Wording.seconds(cost.condenseSeconds());
    if (!proxy.shipped() && !proxy.fromCache()) {
      return here;
    }
    String when = Wording.text("when the %s set was made", proxy.shipped() ? "shipped" : "cached");
    if (!cost.condensationComparable()) {
      return Wording.text("%s, %s, on another machine", here, when);
    }
    String there = Wording.seconds(proxy.condenseSeconds());
    return there.equals(here)
        ? here + ", " + when
        : Wording.text("%s at this machine's pace; %s %s", here, there, when);
  }

  /** What is said of a figure that counts the seconds of another machine. */
  private String uncertain() {
    return report.cost().condensationComparable() ? "" : ", by another machine's seconds";
  }

  private static String breakEven(double candidates) {
    return Double.isFinite(candidates)
        ? Wording.text(
            "the condensation pays from %s candidates on",
            Wording.count((long) Math.ceil(candidates)))
        : "never: a candidate is no cheaper on the proxy, or its cost is not known";
  }

  private void heading(String text) {
    if (!lines.isEmpty()) {
      lines.add("");
    }
    lines.addAll(Wording.wrap(text, WIDTH, ""));
  }

  private void item(String name, String value) {
    lines.add(Wording.shorten(Wording.text("%s%-17s%s", INDENT, name, value), WIDTH));
  }

  /** A longer value, whose lines go on below their start; none where there is nothing to say. */
  private void paragraph(String name, String value) {
    if (!value.isEmpty()) {
      List<String> wrapped = Wording.wrap(value, WIDTH, " ".repeat(NAMES));
      lines.add(Wording.text("%s%-17s%s", INDENT, name, wrapped.get(0).strip()));
      lines.addAll(wrapped.subList(1, wrapped.size()));
    }
  }

  private void wrapped(String text) {
    lines.addAll(Wording.wrap(text, WIDTH, INDENT));
  }
}
