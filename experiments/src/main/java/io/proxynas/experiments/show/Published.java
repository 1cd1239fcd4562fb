package io.proxynas.experiments.show;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * The figures of the papers, in {@code published.csv}. Those of {@code dc} and {@code dsa} were
 * read in the README of the authors' program, but for 42.8 of {@code dsa} on CIFAR-100; secondary
 * ones of the table of accuracies in those of two later papers (PAD and AutoPalette).
 *
 * @param table the experiment that they belong beside
 * @param dataSet its name
 * @param method its word
 * @param imagesPerClass 0 for the whole data
 * @param condition what else was varied, such as the network; mostly empty
 * @param value as printed: accuracies in per cent, ratios as they are
 * @param certainty where it was read
 */
public record Published(
    String table,
    String dataSet,
    String method,
    int imagesPerClass,
    String condition,
    double value,
    Certainty certainty) {

  /** Where a figure was read. */
  public enum Certainty {
    /** In the paper or program itself. */
    VERIFIED("v", "read in the paper or program itself"),
    /** In somebody else's account of it. */
    SECONDARY("s", "read in another paper's account"),
    /** It could not be traced. */
    UNVERIFIED("u", "not traced to its source");

    private final String letter;
    private final String description;

    Certainty(String letter, String description) {
      this.letter = letter;
      this.description = description;
    }

    /** The letter in tables. */
    public String letter() {
      return letter;
    }

    private static Certainty of(String letter) {
      return Arrays.stream(values())
          .filter(one -> one.letter.equals(letter))
          .findFirst()
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "a certainty must be v, s or u, but was \"%s\"".formatted(letter)));
    }
  }

  /** What the letters beside published figures mean, as a line below a table. */
  public static final String LEGEND =
      "Published figures are marked v (%s), s (%s) or u (%s).\n\n"
          .formatted(
              Certainty.VERIFIED.description,
              Certainty.SECONDARY.description,
              Certainty.UNVERIFIED.description);

  private static final List<Published> ALL = read();

  /** All of them. */
  public static List<Published> all() {
    return ALL;
  }

  /** The figure of an experiment, if there is one. */
  public static Optional<Published> find(
      String table, String dataSet, String method, int imagesPerClass, String condition) {
    return ALL.stream()
        .filter(
            one ->
                one.table.equals(table)
                    && one.dataSet.equals(dataSet)
                    && one.method.equals(method)
                    && one.imagesPerClass == imagesPerClass
                    && one.condition.equals(condition))
        .findFirst();
  }

  /** The value of an accuracy as a fraction. */
  public double fraction() {
    return value / 100;
  }

  /** An accuracy with its mark, as in {@code 83.5 v}. */
  public String percent() {
    return Figures.percent(fraction()) + " " + certainty.letter;
  }

  private static List<Published> read() {
    CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
    try (InputStream in = Published.class.getResourceAsStream("published.csv")) {
      if (in == null) {
        throw new IllegalStateException("published.csv must be beside Published, but was not");
      }
      try (CSVParser parser =
          CSVParser.parse(new InputStreamReader(in, StandardCharsets.UTF_8), format)) {
        return parser.stream().map(Published::of).toList();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Published of(CSVRecord line) {
    return new Published(
        line.get("table"),
        line.get("dataset"),
        line.get("method"),
        Integer.parseInt(line.get("ipc")),
        line.get("condition"),
        Double.parseDouble(line.get("value")),
        Certainty.of(line.get("certainty")));
  }
}
