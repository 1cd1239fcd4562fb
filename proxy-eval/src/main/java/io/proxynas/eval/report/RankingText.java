package io.proxynas.eval.report;

import io.proxynas.engine.architecture.Architecture;
import io.proxynas.eval.validation.ValidationResult;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.ranking.Objective;
import io.proxynas.nas.ranking.Ranking;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** How a search ranks, as text: its first candidates, its Pareto front, and how it came to it. */
final class RankingText {

  /** Candidates that the table shows. */
  private static final int ROWS = 10;

  private static final int ARCHITECTURE_WIDTH = 38;

  /** Of an architecture beside its latency. */
  private static final int TIMED_WIDTH = 34;

  /** Scores that are named of those that a calibrated ranking listens to. */
  private static final int WEIGHTS = 6;

  private final TerminalPage page;
  private final Report report;
  private final Ranking ranking;
  private final ValidationResult result;

  RankingText(TerminalPage page, Report report, Ranking ranking, ValidationResult result) {
    this.page = page;
    this.report = report;
    this.ranking = ranking;
    this.result = result;
  }

  void write() {
    ranking();
    front();
    halving();
    calibration();
  }

  private void ranking() {
    int shown = Math.min(ROWS, ranking.trained().size());
    page.heading(
        Wording.text(
            "Ranking by %s on %s: the first %d of %s candidates, %s failed",
            Wording.ranking(report),
            report.dataset().name(),
            shown,
            Wording.count(ranking.trained().size()),
            Wording.count(ranking.failed().size())));
    List<String> heads = new ArrayList<>(List.of("rank", "architecture"));
    if (report.proxy().trains()) {
      heads.add("proxy accuracy");
    }
    heads.addAll(List.of("full accuracy", "parameters", "seconds"));
    TextTable table = new TextTable(1, heads.toArray(String[]::new));
    for (int place = 0; place < shown; place++) {
      row(table, place + 1, ranking.trained().get(place));
    }
    page.table(table);
    int byDl4j = report.search().trainedByDl4j();
    if (byDl4j > 0) {
      page.wrapped(
          Wording.count(byDl4j) + " were trained by DL4J, since the engine does not know a layer");
    }
  }

  private void row(TextTable table, int rank, Outcome.Trained candidate) {
    List<String> cells =
        new ArrayList<>(
            List.of(
                Integer.toString(rank),
                Wording.shorten(candidate.architecture().id(), ARCHITECTURE_WIDTH)));
    if (report.proxy().trains()) {
      cells.add(accuracy(candidate.scores().validationAccuracy()));
    }
    cells.add(fullAccuracy(rank, candidate.architecture()));
    cells.add(Wording.count(candidate.scores().parameters()));
    cells.add(Wording.twoPlaces(candidate.seconds()));
    table.add(cells.toArray(String[]::new));
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

  private void front() {
    List<Report.Pareto.FrontMember> front = report.pareto().front();
    if (front.isEmpty()) {
      return;
    }
    int shown = Math.min(ROWS, front.size());
    page.heading(
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
    page.table(table);
  }

  /** What a candidate reached, if it has an accuracy. */
  private static String accuracy(double fraction) {
    return Double.isNaN(fraction) ? "-" : Wording.percent(fraction);
  }

  private void halving() {
    Report.HalvingSummary halving = report.halving();
    if (halving.rungs().isEmpty()) {
      return;
    }
    page.heading(Wording.text("Successive halving by %d", halving.factor()));
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
    page.table(table);
    page.wrapped(
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
    page.heading(
        calibration.isFitted()
            ? Wording.text(
                "What this space listens to, as %d trainings on the full data taught",
                calibration.truths())
            : Wording.text(
                "Fewer than %d truths, %d: the prior alone ranks, which listens to",
                calibration.leastTruths(), calibration.truths()));
    page.wrapped(
        calibration.listensTo().stream()
            .sorted(Comparator.comparingDouble(weight -> -weight.share()))
            .limit(WEIGHTS)
            .map(weight -> weight.score() + " " + Wording.percent(weight.share()))
            .collect(Collectors.joining(", ")));
  }
}
