package io.proxynas.nas;

import io.proxynas.condense.file.AtomicFile;
import io.proxynas.condense.train.TrainedBy;
import io.proxynas.nas.evaluate.Outcome;
import io.proxynas.nas.evaluate.Scores;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A ranking as {@code ranking.csv}: a header, the trained candidates best first, then the failed
 * ones without rank and scores. Fields are quoted as in RFC 4180, lines end with a line feed. The
 * column {@code trainedBy} says who trained: {@code engine}, or {@code dl4j:} and the reason;
 * {@code front} has {@code pareto} for those on the Pareto front of the search's objectives; {@code
 * rung} is the rung of the ladder that the scores are from. Scores have as many digits as tell them
 * apart from every other double; seconds have three.
 */
public final class RankingCsv {

  private static final List<String> HEADER =
      List.of(
          "rank",
          "architecture",
          "validationAccuracy",
          "validationLoss",
          "trainingLoss",
          "seconds",
          "parameters",
          "flops",
          "status",
          "trainedBy",
          "front",
          "rung");

  private RankingCsv() {}

  /**
   * Writes the file atomically, replacing an older one.
   *
   * @throws IOException if that fails; its message is one sentence with the file and the reason
   */
  public static void write(Ranking ranking, ParetoFront front, Path file) throws IOException {
    AtomicFile.write(file, text(ranking, front));
  }

  /** The content of the file. */
  public static String text(Ranking ranking, ParetoFront front) {
    Set<Outcome.Trained> best = new HashSet<>(front.candidates());
    StringBuilder text = new StringBuilder(line(HEADER));
    int rank = 0;
    for (Outcome.Trained outcome : ranking.trained()) {
      rank++;
      text.append(line(fields(rank, outcome, best.contains(outcome))));
    }
    for (Outcome.Failed outcome : ranking.failed()) {
      text.append(line(fields(outcome)));
    }
    return text.toString();
  }

  private static List<String> fields(int rank, Outcome.Trained outcome, boolean onFront) {
    Scores scores = outcome.scores();
    return List.of(
        Integer.toString(rank),
        outcome.architecture().id(),
        Double.toString(scores.validationAccuracy()),
        Double.toString(scores.validationLoss()),
        Double.toString(scores.trainingLoss()),
        seconds(outcome.duration()),
        Long.toString(scores.parameters()),
        Long.toString(scores.flops()),
        "trained",
        trainedBy(outcome.trainedBy()),
        onFront ? "pareto" : "",
        Integer.toString(outcome.rung()));
  }

  private static List<String> fields(Outcome.Failed outcome) {
    return List.of(
        "",
        outcome.architecture().id(),
        "",
        "",
        "",
        seconds(outcome.duration()),
        "",
        "",
        "failed: " + outcome.reason(),
        "",
        "",
        "");
  }

  private static String trainedBy(TrainedBy by) {
    return by instanceof TrainedBy.Dl4j dl4j ? "dl4j: " + dl4j.reason() : "engine";
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.3f", duration.toNanos() / 1e9);
  }

  /** One line of such a file, its line feed included. */
  public static String line(List<String> fields) {
    return fields.stream().map(RankingCsv::quoted).collect(Collectors.joining(",", "", "\n"));
  }

  private static String quoted(String field) {
    boolean plain = field.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? field : '"' + field.replace("\"", "\"\"") + '"';
  }
}
