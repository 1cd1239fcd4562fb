package io.proxynas.eval.report;

import io.proxynas.nas.candidate.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Runs side by side as text for a terminal: a line each, then each one's verdict. */
public final class RunsText {

  private static final int NAME_WIDTH = 32;
  private static final String UNKNOWN = "-";

  private RunsText() {}

  /** The runs in their order, each line ended by a line feed. */
  public static String render(List<RunRecord> runs) {
    TextTable table =
        new TextTable(1, "", "run", "candidates", "n", "Spearman ρ", "speed-up", "test accuracy");
    for (int i = 0; i < runs.size(); i++) {
      table.add(row(i + 1, runs.get(i)));
    }
    List<String> lines = new ArrayList<>(table.lines());
    for (int i = 0; i < runs.size(); i++) {
      lines.add("");
      lines.addAll(told(i + 1, runs.get(i)));
    }
    return lines.stream().collect(Collectors.joining("\n", "", "\n"));
  }

  private static String[] row(int number, RunRecord run) {
    return new String[] {
      Integer.toString(number),
      Wording.shorten(run.name(), NAME_WIDTH),
      Wording.count(run.history().size()),
      figure(run, report -> Wording.count(report.validation().n())),
      figure(
          run, report -> Wording.interval(report.validation().spearman(), report.validation().n())),
      figure(run, RunsText::speedUp),
      figure(run, report -> Wording.percent(report.best().testAccuracy()))
    };
  }

  /** With the condensation, marked where its seconds are those of another machine. */
  private static String speedUp(Report report) {
    String times = Wording.times(report.speedup().endToEnd());
    return report.cost().condensationComparable() || Double.isNaN(report.speedup().endToEnd())
        ? times
        : times + " ?";
  }

  private static String figure(RunRecord run, Function<Report, String> figure) {
    return run.report().map(figure).orElse(UNKNOWN);
  }

  private static List<String> told(int number, RunRecord run) {
    String text =
        run.report()
            .map(Report::verdict)
            .orElseGet(() -> "Not finished: " + soFar(run) + ", no verdict yet.");
    List<String> lines =
        new ArrayList<>(Wording.wrap("%d  %s".formatted(number, text), TerminalPage.WIDTH, "  "));
    best(run).ifPresent(best -> lines.addAll(Wording.wrap(best, TerminalPage.WIDTH, "     ")));
    return lines;
  }

  private static String soFar(RunRecord run) {
    return Wording.text(
        "%s candidates tried, %s on the full data",
        Wording.count(run.history().size()), Wording.count(run.validated().size()));
  }

  private static Optional<String> best(RunRecord run) {
    return run.report().isPresent()
        ? run.report().map(report -> "Best network: " + named(report.best()) + ".")
        : run.ranking().trained().stream()
            .findFirst()
            .map(best -> "First of the ranking: " + named(best) + ".");
  }

  private static String named(Report.Winner best) {
    return best.isFound()
        ? best.architecture()
        : "none, since no candidate could be trained on the full data";
  }

  private static String named(Outcome.Trained best) {
    return best.scores().hasAccuracy()
        ? best.architecture().id() + ", " + Wording.percent(best.scores().validationAccuracy())
        : best.architecture().id() + ", not trained in full yet";
  }
}
