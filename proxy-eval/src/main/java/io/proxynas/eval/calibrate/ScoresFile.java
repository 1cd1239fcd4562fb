package io.proxynas.eval.calibrate;

import io.proxynas.train.check.Shown;
import io.proxynas.train.file.Csv;
import io.proxynas.train.file.TextFile;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * A CSV file with a header and one row a candidate, as text.
 *
 * @param path where it was read
 * @param columns their names, each once; a column without one is named by its place
 * @param rows each with a cell for every column, without the blanks around it
 */
public record ScoresFile(Path path, List<String> columns, List<List<String>> rows) {

  /** Keeps copies, and checks that there are rows and that names are distinct. */
  public ScoresFile {
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
    if (rows.isEmpty()) {
      throw new IllegalArgumentException(
          "%s must have a header and a row for each candidate, but has %s"
              .formatted(path, columns.isEmpty() ? "nothing" : "a header alone"));
    }
    Set<String> names = new HashSet<>();
    for (String column : columns) {
      if (!names.add(column)) {
        throw new IllegalArgumentException(
            "each column of %s must have another name, but %s is there twice"
                .formatted(path, Shown.of(column)));
      }
    }
    for (int row = 0; row < rows.size(); row++) {
      if (rows.get(row).size() != columns.size()) {
        throw new IllegalArgumentException(
            "row %d of %s must have %d cells like the header, but has %d"
                .formatted(row + 1, path, columns.size(), rows.get(row).size()));
      }
    }
  }

  /**
   * Reads a file; empty lines are passed over.
   *
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException if it is not a table; the message is one sentence
   */
  public static ScoresFile read(Path path) throws IOException {
    List<List<String>> lines = new ArrayList<>();
    String text = TextFile.read(path);
    try (CSVParser parser =
        Csv.FORMAT.builder().setIgnoreEmptyLines(true).get().parse(new StringReader(text))) {
      for (CSVRecord line : parser) {
        lines.add(line.stream().map(String::strip).toList());
      }
    } catch (IOException | UncheckedIOException e) {
      throw new IllegalArgumentException(
          "%s must be comma-separated values, but line %d is not".formatted(path, lines.size() + 1),
          e);
    }
    if (lines.isEmpty()) {
      return new ScoresFile(path, List.of(), List.of());
    }
    return new ScoresFile(path, named(lines.get(0)), lines.subList(1, lines.size()));
  }

  private static List<String> named(List<String> header) {
    List<String> names = new ArrayList<>();
    for (String cell : header) {
      names.add(cell.isEmpty() ? "column " + (names.size() + 1) : cell);
    }
    return names;
  }

  /** The cells of a column, one a row. */
  public List<String> column(String name) {
    int place = columns.indexOf(name);
    return rows.stream().map(row -> row.get(place)).toList();
  }
}
