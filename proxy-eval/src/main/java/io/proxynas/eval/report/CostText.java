package io.proxynas.eval.report;

import io.proxynas.eval.validation.Costs;
import io.proxynas.eval.validation.SpeedUp;
import java.util.ArrayList;
import java.util.List;

/** What a run cost, as text, and what the proxy saves. */
final class CostText {

  private final TerminalPage page;
  private final Report report;

  CostText(TerminalPage page, Report report) {
    this.page = page;
    this.report = report;
  }

  void write() {
    Costs cost = report.cost();
    page.heading(
        "What did it cost, in the time of one worker, and would something simpler have done?");
    if (report.proxy().trains()) {
      page.item("condensation", condensation());
    }
    page.item("search", Wording.seconds(cost.searchSeconds()));
    if (report.calibration().rounds() > 0) {
      page.item(
          "calibration",
          Wording.text(
              "%s, for %d trainings on the full data",
              Wording.seconds(report.calibration().seconds()),
              report.calibration().candidates().size()));
    }
    if (report.validation().sample() > 0) {
      proof();
      report.answers().simplicity().ifPresent(page::wrapped);
    }
  }

  /** What the validation cost, and what it tells of the costs. */
  private void proof() {
    SpeedUp speedup = report.speedup();
    Costs cost = report.cost();
    page.item(
        "validation",
        Wording.text(
            "%s, and %s for the other scores",
            Wording.seconds(cost.validationSeconds()), Wording.seconds(cost.rivalSeconds())));
    page.item(
        "a candidate",
        Wording.text(
            "%s %s, %s on the full data",
            Wording.seconds(speedup.proxySecondsPerCandidate()),
            report.proxy().trains() ? "on the proxy" : "without training",
            Wording.seconds(speedup.fullSecondsPerCandidate())));
    speedUp(speedup);
    if (report.proxy().trains()) {
      storage(cost);
    }
  }

  private void speedUp(SpeedUp speedup) {
    String search = Wording.times(speedup.search());
    if (outlay().isEmpty()) {
      page.item("speed-up", search);
      return;
    }
    page.item("speed-up", search + " without " + outlay());
    if (isUnknown()) {
      page.item("", "with it not known, since the saved set does not tell what it took");
      return;
    }
    page.item("", Wording.times(speedup.endToEnd()) + " with it" + uncertain());
    if (report.proxy().trains()) {
      page.item("break-even", breakEven(speedup.breakEvenCandidates()) + uncertain());
    }
  }

  private void storage(Costs cost) {
    page.item(
        "storage",
        Wording.text(
            "%s of proxy set in place of %s of images",
            Wording.megabytes(cost.proxyBytes()), Wording.megabytes(cost.dataBytes())));
  }

  private String condensation() {
    Report.ProxySummary proxy = report.proxy();
    Costs cost = report.cost();
    if (isUnknown()) {
      return "not known, since the saved set does not tell";
    }
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

  /** Whether a saved set does not say what making it took; earlier versions did not say it here. */
  private boolean isUnknown() {
    return report.proxy().trains()
        && Double.isNaN(report.cost().condenseSeconds())
        && Double.isNaN(report.speedup().endToEnd());
  }

  /** What is paid once, whatever the number of candidates; empty if nothing is. */
  private String outlay() {
    List<String> paid = new ArrayList<>();
    if (report.proxy().trains()) {
      paid.add("the condensation");
    }
    if (report.calibration().rounds() > 0) {
      paid.add("what taught the ranking");
    }
    return String.join(" and ", paid);
  }

  private String breakEven(double candidates) {
    return Double.isFinite(candidates)
        ? Wording.text(
            "%s %s from %s candidates on",
            outlay(),
            report.calibration().rounds() > 0 ? "pay" : "pays",
            Wording.count((long) Math.ceil(candidates)))
        : "never: a candidate is no cheaper on the proxy, or its cost is not known";
  }
}
