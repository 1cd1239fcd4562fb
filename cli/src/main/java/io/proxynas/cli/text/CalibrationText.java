package io.proxynas.cli.text;

import io.proxynas.eval.calibrate.CalibrationReplay;
import io.proxynas.eval.calibrate.PredictedOrderCsv;
import io.proxynas.eval.calibrate.RankFigures;
import io.proxynas.eval.calibrate.ScoredCandidates;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** What a calibration found, as text. */
public final class CalibrationText {

  private static final int SHOWN = 10;

  private CalibrationText() {}

  /** All lines; the last has the word rho, its mean and its standard deviation, between tabs. */
  public static String render(
      ScoredCandidates candidates, CalibrationReplay replay, CalibrationReplay.Result result) {
    StringBuilder text = new StringBuilder();
    text.append(
        Format.text(
            "%d candidates, %d with a truth, %d of these fitted%s%n",
            candidates.names().size(),
            candidates.judged().size(),
            result.fitted().count(),
            replay.train().isPresent() ? ", in draws: " + replay.repeats() : ""));
    candidates.notes().forEach(note -> text.append("  ").append(note).append('\n'));
    appendLeast(text, replay, result);
    appendListensTo(text, result.prediction().listensTo());
    appendFirst(text, candidates, result);
    appendFigures(text, replay, result);
    return text.toString();
  }

  private static void appendLeast(
      StringBuilder text, CalibrationReplay replay, CalibrationReplay.Result result) {
    int least = replay.ranking().leastTruths();
    if (result.fitted().count() < least) {
      text.append(
          Format.text("  fewer than %d truths are not fitted: this is the prior alone%n", least));
    }
  }

  private static void appendListensTo(StringBuilder text, Map<String, Double> shares) {
    text.append(Format.text("%nWhat this space listens to, share of all%n"));
    shares.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .limit(SHOWN)
        .forEach(
            share ->
                text.append(
                    Format.text("  %5.1f %%  %s%n", 100 * share.getValue(), share.getKey())));
  }

  private static void appendFirst(
      StringBuilder text, ScoredCandidates candidates, CalibrationReplay.Result result) {
    text.append(Format.text("%nThe first of the order, predicted ± one standard deviation%n"));
    List<Integer> order = PredictedOrderCsv.order(result);
    for (int candidate : order.subList(0, Math.min(SHOWN, order.size()))) {
      double mean = result.prediction().means().get(candidate);
      text.append(
          Format.text(
              "  %.6g ± %.2g  %s%n",
              candidates.asInFile(mean),
              result.prediction().deviations().get(candidate),
              candidates.names().get(candidate)));
    }
  }

  private static void appendFigures(
      StringBuilder text, CalibrationReplay replay, CalibrationReplay.Result result) {
    text.append('\n');
    if (replay.train().isEmpty()) {
      text.append(
          Format.text("All truths are fitted, so none is left to tell rho by: see --train%n"));
    } else {
      text.append(Format.text("Spearman's rho on the others      all   better half%n"));
      appendRow(text, "calibrated", result.calibrated());
      appendRow(text, "best score by the same truths", result.bestScore());
      appendRow(text, "prior alone", result.prior());
    }
    RankFigures figures = result.calibrated();
    text.append(Format.text("rho\t%.4f\t%.4f%n", figures.rho(), figures.deviation()));
  }

  private static void appendRow(StringBuilder text, String name, RankFigures figures) {
    text.append(Format.text("  %-30s %6.3f  %6.3f%n", name, figures.rho(), figures.betterHalf()));
  }
}
