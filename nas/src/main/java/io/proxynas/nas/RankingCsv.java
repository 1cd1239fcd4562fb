package io.proxynas.nas;

import io.proxynas.condense.file.AtomicFile;
import io.proxynas.nas.evaluate.Outcome;
import io.proxynas.nas.evaluate.Scores;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A ranking as {@code ranking.csv}: a header, the trained candidates best first, then the failed
 * ones without rank and scores. Fields are quoted as in RFC 4180, lines end with a line feed.
 * Scores have as many digits as tell them apart from every other double; seconds have three.
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
          "status");

  private RankingCsv() {}

  /**
   * Writes the file atomically, replacing an older one.
   *
   * @throws IOException if that fails; its message is one sentence with the file and the reason
   */
  public static void write(Ranking ranking, Path file) throws IOException {
    AtomicFile.write(file, text(ranking));
  }

  /** The content of the file. */
  public static String text(Ranking ranking) {
    StringBuilder text = new StringBuilder(line(HEADER));
    int rank = 0;
    for (Outcome.Trained outcome : ranking.trained()) {
      rank++;
      text.append(line(fields(rank, outcome)));
    }
    for (Outcome.Failed outcome : ranking.failed()) {
      text.append(line(fields(outcome)));
    }
    return text.toString();
  }

  private static List<String> fields(int rank, Outcome.Trained outcome) {
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
        "trained");
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
        "failed: " + outcome.reason());
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.3f", duration.toNanos() / 1e9);
  }

  private static String line(List<String> fields) {
    return fields.stream().map(RankingCsv::quoted).collect(Collectors.joining(",", "", "\n"));
  }

  private static String quoted(String field) {
    boolean plain = field.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? field : '"' + field.replace("\"", "\"\"") + '"';
  }
}
