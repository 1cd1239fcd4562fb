package io.proxynas.cli.text;

import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.ranking.Criterion;
import io.proxynas.nas.ranking.Ranking;
import java.nio.file.Path;
import java.util.List;

/** What the scoring of a list prints when it ends. */
public final class RankText {

  private static final int SHOWN = 10;

  private RankText() {}

  /** The first of the ranking, and where the scores are. */
  public static String finished(Ranking ranking, Criterion by, Path csv) {
    List<Outcome.Trained> trained = ranking.trained();
    int shown = Math.min(SHOWN, trained.size());
    StringBuilder text =
        new StringBuilder(
            Format.text(
                "Ranking by %s: the first %,d of %,d architectures, %,d failed%n",
                by.word(),
                shown,
                trained.size() + ranking.failed().size(),
                ranking.failed().size()));
    text.append(
        Format.text(
            "  %4s  %9s  %11s  %8s  %s%n",
            "rank", "accuracy", "parameters", "seconds", "architecture"));
    for (int i = 0; i < shown; i++) {
      Outcome.Trained outcome = trained.get(i);
      text.append(
          Format.text(
              "  %4d  %9s  %,11d  %8.2f  %s%n",
              i + 1,
              accuracy(outcome),
              outcome.scores().parameters(),
              outcome.duration().toNanos() / 1e9,
              outcome.architecture().id()));
    }
    return text.append(Format.text("%nAll scores, in the order of the list: %s%n", csv)).toString();
  }

  /** What it reached, if it has an accuracy. */
  private static String accuracy(Outcome.Trained outcome) {
    return outcome.scores().hasAccuracy()
        ? Format.percent(outcome.scores().validationAccuracy())
        : "-";
  }

  /**
   * How to go on.
   *
   * @param goOn the command line that does
   */
  public static String interrupted(int finished, String goOn) {
    return Format.text(
        "Interrupted after %,d architectures; those in training are not kept.%nGo on with: %s%n",
        finished, goOn);
  }
}
