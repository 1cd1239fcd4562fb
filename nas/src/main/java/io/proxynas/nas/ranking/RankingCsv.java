package io.proxynas.nas.ranking;

import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.candidate.CandidateScores;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.score.FreeScore;
import io.proxynas.train.TrainedBy;
import io.proxynas.train.check.Require;
import io.proxynas.train.check.Shown;
import io.proxynas.train.check.WrongFileException;
import io.proxynas.train.file.AtomicFile;
import io.proxynas.train.file.Csv;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * A ranking as {@code ranking.csv}: a header, the trained candidates best first, then the failed
 * ones without rank and scores, as {@link Csv} writes it. Training-free scores are empty where they
 * were not measured, and {@code -Infinity} where a network has none. The column {@code trainedBy}
 * says who trained: {@code engine}, or {@code dl4j:} and the reason; {@code front} has {@code
 * pareto} for those on the Pareto front of the search's objectives; {@code rung} is the rung of the
 * ladder that the scores are from; {@code latencySeconds} is empty where it was not measured. A
 * candidate that was only scored has the status {@code scored}, and empty fields for what a
 * training tells. {@code predictedAccuracy} and {@code predictedDeviation} are there where the
 * ranking is calibrated, and enough full trainings taught it. Scores have as many digits as tell
 * them apart from every other double; seconds have three.
 */
public final class RankingCsv {

  private static final String RANK = "rank";
  private static final String ARCHITECTURE = "architecture";
  private static final String PREDICTED = "predictedAccuracy";
  private static final String RUNG = "rung";

  private static final List<String> BEFORE_FREE =
      List.of(
          RANK,
          ARCHITECTURE,
          "validationAccuracy",
          "validationLoss",
          "trainingLoss",
          "seconds",
          "parameters",
          "flops",
          "learningCurveArea",
          "seeds",
          "validationAccuracyDeviation");

  private static final List<String> AFTER_FREE =
      List.of(
          "status", "trainedBy", "front", RUNG, "latencySeconds", PREDICTED, "predictedDeviation");

  private RankingCsv() {}

  /**
   * Writes the file atomically, replacing an older one.
   *
   * @throws IOException if that fails; its message is one sentence with the file and the reason
   */
  public static void write(Ranking ranking, ParetoFront front, Path file) throws IOException {
    write(ranking, front, Map.of(), file);
  }

  /**
   * As {@link #write(Ranking, ParetoFront, Path)}, of a calibrated ranking.
   *
   * @param predicted what it goes by
   */
  public static void write(
      Ranking ranking, ParetoFront front, Map<Architecture, Predicted> predicted, Path file)
      throws IOException {
    AtomicFile.write(file, text(ranking, front, predicted));
  }

  /**
   * The order of a file of a calibrated ranking, by its ranks, and what is predicted.
   *
   * @throws IOException with one sentence if the file cannot be read or lacks a column
   */
  public static CalibratedOrder calibrated(Path file) throws IOException {
    Csv.Table table =
        Csv.read(file, Csv.FORMAT.builder().setHeader().setSkipHeaderRecord(true).get());
    for (String column : List.of(RANK, ARCHITECTURE, PREDICTED)) {
      Require.inFile(
          table.columns().contains(column),
          "a calibrated ranking must have the column %s, but %s has not",
          column,
          file);
    }
    Map<String, Double> ranks = new LinkedHashMap<>();
    Map<String, Double> predicted = new LinkedHashMap<>();
    for (CSVRecord row : table.records()) {
      Require.inFile(
          row.size() == table.columns().size(),
          "line %d of %s must have %d cells, but has %d",
          row.getRecordNumber() + 1,
          file,
          table.columns().size(),
          row.size());
      put(row, RANK, ranks, file);
      put(row, PREDICTED, predicted, file);
    }
    return new CalibratedOrder(
        ranks.entrySet().stream()
            .sorted(Map.Entry.comparingByValue())
            .map(Map.Entry::getKey)
            .toList(),
        predicted);
  }

  /** Keeps a number by id, where the cell has one. */
  private static void put(CSVRecord row, String column, Map<String, Double> numbers, Path file)
      throws IOException {
    if (!row.get(column).isEmpty()) {
      numbers.put(row.get(ARCHITECTURE), number(row, column, file));
    }
  }

  private static double number(CSVRecord row, String column, Path file) throws IOException {
    String text = row.get(column);
    try {
      double number = Double.parseDouble(text);
      if (Double.isFinite(number)) {
        return number;
      }
    } catch (NumberFormatException e) {
      // refused below
    }
    throw new WrongFileException(
        "%s in line %d of %s must be a number, but is \"%s\""
            .formatted(column, row.getRecordNumber() + 1, file, Shown.of(text)));
  }

  /**
   * The rung that each candidate of a file has reached, by id. Where the file does not say, as of
   * failed candidates, it may be any: {@link Integer#MAX_VALUE}.
   *
   * @throws IOException with one sentence if the file cannot be read or is no ranking
   */
  public static Map<String, Integer> rungs(Path file) throws IOException {
    Csv.Table table =
        Csv.read(file, Csv.FORMAT.builder().setHeader().setSkipHeaderRecord(true).get());
    Require.inFile(
        table.columns().contains(ARCHITECTURE),
        "a ranking must have the column %s, but %s has not",
        ARCHITECTURE,
        file);
    Map<String, Integer> rungs = new LinkedHashMap<>();
    for (CSVRecord row : table.records()) {
      String rung = row.isSet(RUNG) ? row.get(RUNG) : "";
      Require.inFile(
          row.isSet(ARCHITECTURE) && rung.matches("\\d{0,9}"),
          "line %d of %s must have a candidate and a rung of at least 0, but has \"%s\"",
          row.getRecordNumber() + 1,
          file,
          Shown.of(String.join(",", row.toList())));
      rungs.put(row.get(ARCHITECTURE), rung.isEmpty() ? Integer.MAX_VALUE : Integer.parseInt(rung));
    }
    return rungs;
  }

  /** The content of the file. */
  static String text(Ranking ranking, ParetoFront front, Map<Architecture, Predicted> predicted) {
    Set<Outcome.Trained> best = new HashSet<>(front.candidates());
    StringBuilder text = new StringBuilder(header());
    int rank = 0;
    for (Outcome.Trained outcome : ranking.trained()) {
      rank++;
      text.append(
          line(
              rank,
              outcome,
              best.contains(outcome),
              Optional.ofNullable(predicted.get(outcome.architecture()))));
    }
    for (Outcome.Failed outcome : ranking.failed()) {
      text.append(line(outcome));
    }
    return text.toString();
  }

  /**
   * The content of a file that keeps the order of a list; an architecture that comes several times
   * has one rank.
   */
  public static String inOrder(List<Outcome> outcomes, Criterion by) {
    List<Outcome.Trained> ranked = Ranking.by(outcomes.stream().distinct().toList(), by).trained();
    Map<String, Integer> ranks = new HashMap<>();
    for (Outcome.Trained outcome : ranked) {
      ranks.put(outcome.architecture().id(), ranks.size() + 1);
    }
    StringBuilder text = new StringBuilder(header());
    for (Outcome outcome : outcomes) {
      text.append(
          outcome instanceof Outcome.Trained trained
              ? line(ranks.get(trained.architecture().id()), trained, false, Optional.empty())
              : line((Outcome.Failed) outcome));
    }
    return text.toString();
  }

  /** The first line. */
  private static String header() {
    Stream<String> free = Arrays.stream(FreeScore.values()).map(FreeScore::field);
    return Csv.line(
        Stream.of(BEFORE_FREE.stream(), free, AFTER_FREE.stream()).flatMap(f -> f).toArray());
  }

  /** The line of a candidate with scores. */
  private static String line(
      int rank, Outcome.Trained outcome, boolean onFront, Optional<Predicted> predicted) {
    CandidateScores scores = outcome.scores();
    CandidateScores.SeedSpread spread = scores.spread();
    List<Object> fields = new ArrayList<>();
    fields.add(rank);
    fields.add(outcome.architecture().id());
    fields.add(told(scores.validationAccuracy()));
    fields.add(told(scores.validationLoss()));
    fields.add(told(scores.trainingLoss()));
    fields.add(seconds(outcome));
    fields.add(scores.parameters());
    fields.add(scores.flops());
    fields.add(told(scores.learningCurveArea()));
    fields.add(scores.isTrained() ? spread.seeds() : "");
    fields.add(spread.seeds() == 1 ? "" : Double.toString(spread.validationAccuracy()));
    for (FreeScore score : FreeScore.values()) {
      Double value = scores.free().get(score);
      fields.add(value == null ? "" : value.toString());
    }
    fields.add(scores.isTrained() ? "trained" : "scored");
    fields.add(scores.isTrained() ? trainedBy(outcome.trainedBy()) : "");
    fields.add(onFront ? "pareto" : "");
    fields.add(outcome.rung());
    Duration latency = scores.latency();
    fields.add(latency == null ? "" : latency.toNanos() / 1e9);
    fields.add(predicted.<Object>map(Predicted::accuracy).orElse(""));
    fields.add(predicted.<Object>map(Predicted::deviation).orElse(""));
    return Csv.line(fields.toArray());
  }

  /** A figure that not every candidate has. */
  private static String told(double value) {
    return Double.isNaN(value) ? "" : Double.toString(value);
  }

  /** The line of a candidate without scores. */
  private static String line(Outcome.Failed outcome) {
    int status = BEFORE_FREE.size() + FreeScore.values().length;
    @Nullable Object[] fields = new Object[status + AFTER_FREE.size()];
    fields[BEFORE_FREE.indexOf("architecture")] = outcome.architecture().id();
    fields[BEFORE_FREE.indexOf("seconds")] = seconds(outcome);
    fields[status] = "failed: " + outcome.reason();
    return Csv.line(fields);
  }

  private static String trainedBy(TrainedBy by) {
    return by instanceof TrainedBy.Dl4j dl4j ? "dl4j: " + dl4j.reason() : "engine";
  }

  private static String seconds(Outcome outcome) {
    return String.format(Locale.ROOT, "%.3f", outcome.seconds());
  }
}
