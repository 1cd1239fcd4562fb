package io.proxynas.eval.calibrate;

import io.proxynas.eval.stat.SpearmanCorrelation;
import io.proxynas.nas.calibrate.Score;
import io.proxynas.nas.calibrate.ScoreKind;
import io.proxynas.nas.calibrate.ScoreTable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Tells what each column of a {@link ScoresFile} is.
 *
 * <ul>
 *   <li>A column of numbers is a score. One with {@code loss} in its name is better where it is
 *       less; with {@code loss} or {@code accuracy} it is {@link ScoreKind#TRAINED}, with {@code
 *       param} or {@code flop} {@link ScoreKind#SIZE}, else {@link ScoreKind#UNTRAINED}.
 *   <li>A column of text with few values, or whose name begins with {@code decision:}, is a
 *       decision; other text is not used, but in the first column it names the candidates, as do
 *       digits in one that is called architecture, candidate, id or name.
 *   <li>An empty cell, or NaN, is a missing value: the middle of its column.
 * </ul>
 *
 * @param truth the name of the column with the truths
 * @param ignored names of columns to pass over; * stands for any text
 */
public record ScoresReading(String truth, List<String> ignored) {

  /** Text with more values than these, or than half of the rows, is no decision. */
  private static final int MOST_VALUES = 20;

  /** From so many rows on, a score in the very order of the truth is not one by chance. */
  private static final int ROWS_TO_TELL = 8;

  private static final String DECISION = "decision:";

  /** A first column of this name has names, even if these are digits. */
  private static final Set<String> NAMES = Set.of("architecture", "candidate", "id", "name");

  /** Keeps a copy. */
  public ScoresReading {
    ignored = List.copyOf(ignored);
  }

  /**
   * Reads the columns.
   *
   * @throws IllegalArgumentException if there is no truth, no score, a cell that is no number in a
   *     column of numbers, or a column that is the truth itself; the message is one sentence
   */
  public ScoredCandidates of(ScoresFile file) {
    requireColumns(file);
    List<Double> truths = truths(file);
    List<String> notes = new ArrayList<>();
    List<Score> scores = new ArrayList<>();
    for (String column : file.columns()) {
      if (column.equals(truth) || isIgnored(column) || isName(file, column)) {
        continue;
      }
      List<String> cells = file.column(column);
      if (isNumeric(column, cells)) {
        addNumbers(file, column, truths, scores, notes);
      } else if (isDecision(column, cells)) {
        addDecisions(column, cells, scores, notes);
      } else if (file.columns().indexOf(column) > 0) {
        notes.add(column + " is not used: it is text with many values");
      }
    }
    if (scores.isEmpty()) {
      throw new IllegalArgumentException(
          "%s must have a column of scores beside %s that is not the same in all rows, but has none"
              .formatted(file.path(), truth));
    }
    return new ScoredCandidates(names(file), new ScoreTable(scores), truths, isLoss(truth), notes);
  }

  private void requireColumns(ScoresFile file) {
    if (!file.columns().contains(truth)) {
      throw new IllegalArgumentException(
          "the truth must be a column of %s, which has %s, but was \"%s\""
              .formatted(file.path(), String.join(", ", file.columns()), truth));
    }
    for (String name : ignored) {
      if (file.columns().stream().noneMatch(column -> matches(name, column))) {
        throw new IllegalArgumentException(
            "what is ignored must be a column of %s, which has %s, but was \"%s\""
                .formatted(file.path(), String.join(", ", file.columns()), name));
      }
    }
  }

  private static boolean isName(ScoresFile file, String column) {
    return NAMES.contains(column.toLowerCase(Locale.ROOT)) && file.columns().indexOf(column) == 0;
  }

  private boolean isIgnored(String column) {
    return ignored.stream().anyMatch(name -> matches(name, column));
  }

  private static boolean matches(String name, String column) {
    String pattern =
        List.of(name.split("\\*", -1)).stream()
            .map(Pattern::quote)
            .collect(Collectors.joining(".*"));
    return Pattern.matches(pattern, column);
  }

  private List<Double> truths(ScoresFile file) {
    List<Double> truths = numbers(file, truth, isLoss(truth));
    List<Double> known = truths.stream().filter(t -> !t.isNaN()).toList();
    if (known.isEmpty()) {
      throw new IllegalArgumentException(
          "the truth %s must be there in some rows of %s, but is in none"
              .formatted(truth, file.path()));
    }
    if (known.stream().anyMatch(t -> t.isInfinite())) {
      throw new IllegalArgumentException(
          "the truth %s must be finite, but is infinite in %s".formatted(truth, file.path()));
    }
    if (known.size() > 1 && new HashSet<>(known).size() == 1) {
      throw new IllegalArgumentException(
          "the truth %s must differ between rows of %s, but is the same in all %d that have it"
              .formatted(truth, file.path(), known.size()));
    }
    return truths;
  }

  private void addNumbers(
      ScoresFile file, String column, List<Double> truths, List<Score> scores, List<String> notes) {
    List<Double> merits = numbers(file, column, isLoss(column));
    Set<Double> distinct = new HashSet<>(merits);
    distinct.remove(Double.NaN);
    if (distinct.size() < 2) {
      notes.add(column + " is not used: it is the same in all rows");
      return;
    }
    requireNotTheTruth(column, merits, truths);
    long missing = merits.stream().filter(m -> m.isNaN()).count();
    if (missing > 0) {
      notes.add(
          "%s is missing in %d of %d rows, which count as its middle"
              .formatted(column, missing, merits.size()));
    }
    scores.add(new Score(column, kind(column), merits));
  }

  private static void addDecisions(
      String column, List<String> cells, List<Score> scores, List<String> notes) {
    List<Score> decisions = Score.decisions(column, cells);
    if (decisions.isEmpty()) {
      notes.add(column + " is not used: it is the same in all rows");
    }
    scores.addAll(decisions);
  }

  private void requireNotTheTruth(String column, List<Double> merits, List<Double> truths) {
    int[] both =
        IntStream.range(0, truths.size())
            .filter(i -> !truths.get(i).isNaN() && !merits.get(i).isNaN())
            .toArray();
    double[] x = IntStream.of(both).mapToDouble(merits::get).toArray();
    double[] y = IntStream.of(both).mapToDouble(truths::get).toArray();
    boolean equal =
        both.length > 1
            && IntStream.range(0, x.length).allMatch(i -> Math.abs(x[i]) == Math.abs(y[i]));
    boolean sameOrder =
        both.length >= ROWS_TO_TELL && Math.abs(SpearmanCorrelation.of(x, y)) > 1 - 1e-12;
    if (equal || sameOrder) {
      throw new IllegalArgumentException(
          "a score must not be the truth itself, but %s %s %s in all %d rows that have both; ignore it"
              .formatted(column, equal ? "equals" : "is in the order of", truth, both.length));
    }
  }

  /** The numbers of a column; NaN where a cell is empty. */
  private static List<Double> numbers(ScoresFile file, String column, boolean negated) {
    List<String> cells = file.column(column);
    List<Double> numbers = new ArrayList<>();
    for (int row = 0; row < cells.size(); row++) {
      String cell = cells.get(row);
      if (!isMissing(cell) && !isNumber(cell)) {
        throw new IllegalArgumentException(
            "%s must be a number in row %d of %s, but was \"%s\""
                .formatted(column, row + 1, file.path(), cell));
      }
      double number = isMissing(cell) ? Double.NaN : number(cell);
      numbers.add(negated ? -number : number);
    }
    return numbers;
  }

  private static boolean isNumeric(String column, List<String> cells) {
    long known = cells.stream().filter(cell -> !isMissing(cell)).count();
    long numbers = cells.stream().filter(ScoresReading::isNumber).count();
    return !column.startsWith(DECISION) && 2 * numbers >= known;
  }

  private static boolean isDecision(String column, List<String> cells) {
    long values = cells.stream().distinct().count();
    return column.startsWith(DECISION) || values <= Math.min(MOST_VALUES, cells.size() / 2);
  }

  private static boolean isMissing(String cell) {
    return cell.isEmpty() || cell.equalsIgnoreCase("nan");
  }

  private static boolean isNumber(String cell) {
    try {
      return !Double.isNaN(number(cell));
    } catch (NumberFormatException e) {
      return false;
    }
  }

  /** Infinities as Java and as Python write them. */
  private static double number(String cell) {
    return switch (cell.toLowerCase(Locale.ROOT)) {
      case "inf", "+inf", "infinity" -> Double.POSITIVE_INFINITY;
      case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(cell);
    };
  }

  private static boolean isLoss(String column) {
    return column.toLowerCase(Locale.ROOT).contains("loss");
  }

  private static ScoreKind kind(String column) {
    String name = column.toLowerCase(Locale.ROOT);
    if (name.contains("loss") || name.contains("accuracy")) {
      return ScoreKind.TRAINED;
    }
    return name.contains("param") || name.contains("flop") ? ScoreKind.SIZE : ScoreKind.UNTRAINED;
  }

  /** The first column if it is text, else the numbers of the rows. */
  private List<String> names(ScoresFile file) {
    String first = file.columns().get(0);
    boolean isText = !first.equals(truth) && !isNumeric(first, file.column(first));
    if (isText || isName(file, first)) {
      return file.column(first);
    }
    return IntStream.rangeClosed(1, file.rows().size()).mapToObj(Integer::toString).toList();
  }
}
