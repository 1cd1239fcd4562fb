package io.proxynas.eval.report;

import io.proxynas.nas.candidate.Outcome;
import io.proxynas.train.file.Csv;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The candidates of several runs as one CSV file, a line for each candidate of each run in the
 * order of the runs and their rankings, failed ones last. What is not known is empty.
 */
public final class CandidatesCsv {

  private static final List<String> HEADER =
      List.of(
          "run",
          "dataset",
          "proxy",
          "space",
          "seed",
          "rank",
          "architecture",
          "proxyAccuracy",
          "fullAccuracy",
          "inRandomSample",
          "parameters",
          "flops",
          "proxySeconds",
          "fullSeconds",
          "status");

  private CandidatesCsv() {}

  /** The content of the file. */
  public static String text(List<RunRecord> runs) {
    StringBuilder text = new StringBuilder(Csv.line(HEADER.toArray()));
    for (RunRecord run : runs) {
      Map<String, Outcome> full = new HashMap<>(run.onFullData());
      int rank = 0;
      for (Outcome.Trained outcome : run.ranking().trained()) {
        rank++;
        text.append(line(run, rank, outcome, full));
      }
      for (Outcome.Failed outcome : run.ranking().failed()) {
        text.append(line(run, null, outcome, full));
      }
    }
    return text.toString();
  }

  private static String line(
      RunRecord run, @Nullable Integer rank, Outcome outcome, Map<String, Outcome> onFullData) {
    String id = outcome.architecture().id();
    Outcome full = onFullData.get(id);
    return Csv.line(
        run.name(),
        setting(run, "dataset"),
        setting(run, "proxy"),
        setting(run, "space"),
        setting(run, "seed"),
        rank,
        id,
        accuracy(outcome),
        full == null ? "" : accuracy(full),
        full == null ? "" : run.sampled().contains(id),
        outcome instanceof Outcome.Trained o ? o.scores().parameters() : "",
        outcome instanceof Outcome.Trained o ? o.scores().flops() : "",
        seconds(outcome),
        full == null ? "" : seconds(full),
        status(outcome));
  }

  private static String status(Outcome outcome) {
    if (outcome instanceof Outcome.Trained o) {
      return o.scores().isTrained() ? "trained" : "scored";
    }
    return "failed: " + ((Outcome.Failed) outcome).reason();
  }

  private static String setting(RunRecord run, String name) {
    return String.valueOf(run.configuration().getOrDefault(name, ""));
  }

  private static String accuracy(Outcome outcome) {
    return outcome instanceof Outcome.Trained o && o.scores().hasAccuracy()
        ? Double.toString(o.scores().validationAccuracy())
        : "";
  }

  private static String seconds(Outcome outcome) {
    return String.format(Locale.ROOT, "%.3f", outcome.seconds());
  }
}
