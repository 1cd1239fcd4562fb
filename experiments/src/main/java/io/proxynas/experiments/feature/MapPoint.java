package io.proxynas.experiments.feature;

import io.proxynas.train.check.Require;
import io.proxynas.train.check.Shown;
import io.proxynas.train.check.WrongFileException;
import io.proxynas.train.file.AtomicFile;
import io.proxynas.train.file.Csv;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVRecord;

/**
 * An image on the map of features.
 *
 * @param kind of the image
 * @param label the name of its class
 * @param x from left to right, without unit
 * @param y upwards
 */
public record MapPoint(Kind kind, String label, double x, double y) {

  /** Where an image comes from. */
  public enum Kind {
    /** The data set. */
    REAL("real"),
    /** A condensed set, or a coreset. */
    SYNTHETIC("synthetic");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** The word in files and legends. */
    public String word() {
      return word;
    }
  }

  private static final List<String> COLUMNS = List.of("image", "class", "x", "y");

  /** Writes a map as comma-separated values, replacing an older file in one step. */
  public static void write(List<MapPoint> points, Path file) throws IOException {
    AtomicFile.write(
        file,
        points.stream()
            .map(point -> Csv.line(point.kind.word, point.label, point.x, point.y))
            .collect(Collectors.joining("", Csv.line(COLUMNS.toArray()), "")));
  }

  /**
   * Reads a map.
   *
   * @throws IOException with one sentence if the file cannot be read or is no map
   */
  public static List<MapPoint> read(Path file) throws IOException {
    List<CSVRecord> lines = Csv.read(file, Csv.FORMAT).records();
    List<String> columns = lines.isEmpty() ? List.of() : lines.get(0).toList();
    Require.inFile(
        columns.equals(COLUMNS),
        "the columns of %s must be %s, but were %s",
        file,
        COLUMNS,
        columns);
    try {
      return lines.stream().skip(1).map(line -> point(line, file)).toList();
    } catch (IllegalArgumentException e) {
      throw new WrongFileException(e.getMessage(), e);
    }
  }

  private static MapPoint point(CSVRecord line, Path file) {
    try {
      return new MapPoint(
          kind(line.get(0)),
          line.get(1),
          Double.parseDouble(line.get(2)),
          Double.parseDouble(line.get(3)));
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
      throw new IllegalArgumentException(
          "line %d of %s must be real or synthetic, a class and two numbers, but was %s"
              .formatted(line.getRecordNumber(), file, Shown.of(line.toList())),
          e);
    }
  }

  private static Kind kind(String word) {
    for (Kind kind : Kind.values()) {
      if (kind.word.equals(word)) {
        return kind;
      }
    }
    throw new IllegalArgumentException("no kind: " + word);
  }
}
