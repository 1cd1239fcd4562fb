package io.proxynas.eval.report;

import io.proxynas.eval.stat.Difference;
import io.proxynas.eval.stat.Interval;
import io.proxynas.eval.validation.PartCorrelation;
import io.proxynas.eval.validation.Rival;
import io.proxynas.eval.validation.ValidationFigures;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/** A study as text for a terminal. */
public final class StudyText {

  private static final int WIDTH = TerminalPage.WIDTH;
  private static final int NAME_WIDTH = 31;

  /** After a figure that counts the seconds of another machine. */
  private static final String UNCERTAIN = " ?";

  private final StudyReport report;
  private final List<String> lines = new ArrayList<>();

  private StudyText(StudyReport report) {
    this.report = report;
  }

  /** The study, each line ended by a line feed. */
  public static String render(StudyReport report) {
    StudyText text = new StudyText(report);
    text.ranked();
    text.ceiling();
    text.choices();
    text.differences();
    text.costs();
    text.verdicts();
    return text.lines.stream().collect(Collectors.joining("\n", "", "\n"));
  }

  private void ranked() {
    lines.addAll(
        Wording.wrap(
            Wording.text(
                "%d of %d candidates drawn at random from %s, on %s, against the mean of %s each on"
                    + " the full data",
                report.n(),
                report.sample(),
                report.space(),
                report.dataset().name(),
                trainings(first().validation().truthSeeds())),
            WIDTH,
            ""));
    TextTable table =
        new TextTable(
            0,
            "ranked by",
            "Spearman ρ",
            "Kendall τ-b",
            "top-" + first().validation().topK().k(),
            "regret",
            "each");
    report.proxies().forEach(entry -> add(table, entry));
    rivalsOnce((entry, rival) -> add(table, entry, rival));
    lines.addAll(table.lines());
    if (!Interval.isBelieved(report.n())) {
      lines.add(
          Wording.text(
              "  %d candidates are too few for an interval; %d or more have one",
              report.n(), Interval.FEWEST));
    }
  }

  /** The rivals of a proxy that are no proxies of the study themselves. */
  private List<Rival> rivals(StudyReport.Entry entry) {
    Set<String> proxies =
        report.proxies().stream().map(other -> other.proxy().name()).collect(Collectors.toSet());
    return entry.validation().rivals().stream()
        .filter(rival -> !proxies.contains(rival.name()))
        .toList();
  }

  private StudyReport.Entry first() {
    return report.proxies().get(0);
  }

  private static String trainings(int seeds) {
    return seeds == 1 ? "1 training" : seeds + " trainings";
  }

  /** The same ranking beside each proxy, as of the sizes, is shown once. */
  private void rivalsOnce(BiConsumer<StudyReport.Entry, Rival> shows) {
    Set<Rival> shown = new HashSet<>();
    for (StudyReport.Entry entry : report.proxies()) {
      rivals(entry).stream()
          .filter(rival -> shown.add(withoutDifference(rival)))
          .forEach(rival -> shows.accept(entry, rival));
    }
  }

  private static Rival withoutDifference(Rival rival) {
    return rival.with(
        its -> its.low(Double.NaN).high(Double.NaN).difference(Difference.UNDEFINED).seconds(0));
  }

  private static void add(TextTable table, StudyReport.Entry entry) {
    ValidationFigures validation = entry.validation();
    table.add(
        Wording.shorten(entry.proxy().name(), NAME_WIDTH),
        Wording.brief(validation.spearman(), validation.n()),
        Wording.brief(validation.kendall(), validation.n()),
        Wording.twoPlaces(validation.topK().recall()),
        Wording.percent(validation.regret()),
        Wording.seconds(entry.speedup().proxySecondsPerCandidate()));
  }

  private static void add(TextTable table, StudyReport.Entry entry, Rival rival) {
    table.add(
        Wording.shorten(name(entry, rival), NAME_WIDTH),
        Wording.brief(rival.interval(), entry.validation().n()),
        Wording.twoPlaces(rival.kendall()),
        Wording.twoPlaces(rival.topKRecall()),
        Wording.percent(rival.regret()),
        Wording.cost(rival));
  }

  private static String name(StudyReport.Entry entry, Rival rival) {
    boolean ofAnyProxy = rival.needs() == Rival.Needs.NOTHING || rival.needs() == Rival.Needs.TRUTH;
    return ofAnyProxy ? rival.name() : rival.name() + ", as " + entry.proxy().name();
  }

  private void ceiling() {
    ValidationFigures validation = first().validation();
    if (validation.truthSeeds() > 1) {
      lines.add(
          Wording.text(
              "  noise ceiling %s: trainings on the full data rank each other at %s",
              Wording.twoPlaces(validation.noiseCeiling()),
              Wording.interval(validation.reliability(), validation.n())));
    }
  }

  private void choices() {
    TextTable table =
        hasTop()
            ? new TextTable(0, "ranked by", "choice, on test images", "ρ in the top 5 %")
            : new TextTable(0, "ranked by", "choice, on test images");
    for (StudyReport.Entry entry : report.proxies()) {
      ValidationFigures validation = entry.validation();
      add(table, entry.proxy().name(), validation.choice(), validation.top().spearman());
    }
    rivalsOnce((entry, rival) -> add(table, name(entry, rival), rival.choice(), rival.top()));
    PartCorrelation top = first().validation().top();
    lines.add("");
    lines.add("What is ranked first, after training on the full data");
    if (hasTop()) {
      lines.add(
          Wording.text(
              "The top 5 %% are the %d best by truth seed 1; they are ranked by the other trainings",
              top.n()));
    }
    lines.addAll(table.lines());
    if (!Double.isNaN(top.noiseCeiling())) {
      lines.add(
          Wording.text(
              "  noise ceiling in the top 5 %%: %s", Wording.twoPlaces(top.noiseCeiling())));
    }
  }

  /** Whether the top 5 % are enough candidates to correlate. */
  private boolean hasTop() {
    return first().validation().top().n() >= 3;
  }

  private void add(TextTable table, String name, String choice, Interval top) {
    List<String> cells = new ArrayList<>();
    cells.add(Wording.shorten(name, NAME_WIDTH));
    cells.add(Wording.percent(report.testAccuracy(choice)));
    if (hasTop()) {
      cells.add(Wording.brief(top, first().validation().top().n()));
    }
    table.add(cells.toArray(String[]::new));
  }

  private void differences() {
    TextTable table = new TextTable(0, "Spearman ρ of", "less that of", "difference", "p");
    for (StudyReport.Pairwise pair : report.differences()) {
      add(table, pair.first(), pair.second(), pair.difference());
    }
    for (StudyReport.Entry entry : report.proxies()) {
      for (Rival rival : rivals(entry)) {
        add(table, entry.proxy().name(), rival.name(), rival.difference());
      }
    }
    lines.add("");
    lines.add("Differences on the same candidates; p is not corrected for how many there are");
    lines.addAll(table.lines());
  }

  private void add(TextTable table, String first, String second, Difference between) {
    Difference difference = between.shownFor(report.n());
    table.add(
        Wording.shorten(first, NAME_WIDTH),
        Wording.shorten(second, NAME_WIDTH),
        Wording.difference(difference),
        Wording.significance(difference.p()));
  }

  private void costs() {
    TextTable table =
        new TextTable(
            0, "proxy", "condensation", "a candidate", "full data", "speed-up", "pays from");
    for (StudyReport.Entry entry : report.proxies()) {
      table.add(
          Wording.shorten(entry.proxy().name(), NAME_WIDTH),
          Wording.seconds(entry.cost().condenseSeconds()),
          Wording.seconds(entry.speedup().proxySecondsPerCandidate()),
          Wording.seconds(entry.speedup().fullSecondsPerCandidate()),
          Wording.times(entry.speedup().search()),
          paysFrom(entry));
    }
    lines.add("");
    lines.add("Cost in the time of one worker; candidates from which on the condensation pays");
    lines.addAll(table.lines());
    if (report.proxies().stream().anyMatch(entry -> paysFrom(entry).endsWith(UNCERTAIN))) {
      lines.add(
          UNCERTAIN.strip() + " condensed on a machine that this one cannot be compared with");
    }
  }

  private static String paysFrom(StudyReport.Entry entry) {
    if (Double.isNaN(entry.cost().condenseSeconds())) {
      return "not known";
    }
    double breakEven = entry.speedup().breakEvenCandidates();
    return (Double.isFinite(breakEven) ? Wording.count((long) Math.ceil(breakEven)) : "never")
        + (entry.cost().condensationComparable() ? "" : UNCERTAIN);
  }

  private void verdicts() {
    lines.add("");
    lines.add("Verdicts");
    for (StudyReport.Entry entry : report.proxies()) {
      lines.addAll(Wording.wrap(entry.proxy().name() + ": " + entry.verdict(), WIDTH, "  "));
    }
  }
}
