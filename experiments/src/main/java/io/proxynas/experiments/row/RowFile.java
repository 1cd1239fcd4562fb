package io.proxynas.experiments.row;

import io.proxynas.train.check.Shown;
import io.proxynas.train.check.WrongFileException;
import io.proxynas.train.file.Csv;
import io.proxynas.train.file.LineFile;
import io.proxynas.train.file.LockFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * The file {@code rows.csv}: a header, then a line for each row, appended when its trial is done
 * and forced to the disk. One process at a time writes it.
 *
 * <p>The columns {@code trial} and {@code part} come first; the latter, as in {@code 2/3}, tells
 * whether all rows of a trial are there. What a killed process or a full disk leaves at the end, a
 * line without its line feed or a trial without all its rows, is dropped with a warning. Any other
 * damage is an error, and the file stays as it is.
 */
public final class RowFile implements Closeable {

  private static final String TRIAL = "trial";
  private static final String PART = "part";

  private final List<String> columns;
  private final List<Row> rows;
  private final LockFile lock;
  private final LineFile file;

  private RowFile(List<String> columns, List<Row> rows, LockFile lock, LineFile file) {
    this.columns = columns;
    this.rows = rows;
    this.lock = lock;
    this.file = file;
  }

  /**
   * Opens a file, or begins it.
   *
   * @param path of the file; beside it is its lock
   * @param columns of every row
   * @param warnings hears of a torn end
   * @throws IOException if it cannot be read or written, is damaged, or is another process's; the
   *     message is one sentence
   * @throws IllegalArgumentException if it has other columns
   */
  public static RowFile open(Path path, List<String> columns, Consumer<String> warnings)
      throws IOException {
    LockFile lock =
        LockFile.take(
            path.resolveSibling(path.getFileName() + ".lock"),
            "another process is writing " + path);
    try {
      LineFile.Content content = LineFile.read(path);
      Rows found = new Reading(path, columns).rows(content.lines());
      content.warn(found.lines(), warnings);
      content.cut(found.lines());
      RowFile rows = new RowFile(List.copyOf(columns), found.rows(), lock, LineFile.open(path));
      if (found.lines() == 0) {
        rows.write(line(header(columns)));
      }
      return rows;
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /** The rows of a file that nobody writes; a torn end is passed over. */
  public static List<Row> read(Path path, List<String> columns) throws IOException {
    return new Reading(path, columns).rows(LineFile.read(path).lines()).rows();
  }

  /** All rows that are there, in the order in which they came. */
  public List<Row> rows() {
    return List.copyOf(rows);
  }

  /** The keys of the trials whose rows are there. */
  public Set<String> trials() {
    Set<String> trials = new LinkedHashSet<>();
    rows.forEach(row -> trials.add(row.trial()));
    return trials;
  }

  /**
   * Adds the rows of a trial; when this returns, they are on the disk.
   *
   * @param added all of one trial, at least one, with this file's columns
   */
  public void append(List<Row> added) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < added.size(); i++) {
      Row row = added.get(i);
      if (!List.copyOf(row.values().keySet()).equals(columns)) {
        throw new IllegalArgumentException(
            "the columns of a row must be %s, but were %s"
                .formatted(columns, row.values().keySet()));
      }
      List<String> cells = new ArrayList<>(List.of(row.trial(), (i + 1) + "/" + added.size()));
      cells.addAll(row.values().values());
      lines.append(line(cells));
    }
    write(lines.toString());
    rows.addAll(added);
  }

  private void write(String lines) throws IOException {
    file.append(lines);
    file.force();
  }

  @Override
  public void close() throws IOException {
    try (lock) {
      file.close();
    }
  }

  private static List<String> header(List<String> columns) {
    return Stream.concat(Stream.of(TRIAL, PART), columns.stream()).toList();
  }

  private static String line(List<String> cells) {
    for (String cell : cells) {
      if (cell.indexOf('\n') >= 0 || cell.indexOf('\r') >= 0) {
        throw new IllegalArgumentException(
            "a cell must be one line of text, but was \"%s\"".formatted(cell));
      }
    }
    return Csv.line(cells.toArray());
  }

  /**
   * What counts of a file.
   *
   * @param rows of complete trials
   * @param lines of these and of the header; what comes after is dropped
   */
  private record Rows(List<Row> rows, int lines) {}

  /** Reads the lines of a file. */
  private record Reading(Path path, List<String> columns) {

    Rows rows(List<String> lines) throws IOException {
      List<Row> complete = new ArrayList<>();
      List<Row> open = new ArrayList<>(); // of a trial whose last row has not come
      Set<String> seen = new LinkedHashSet<>();
      int kept = 0;
      for (int number = 1; number <= lines.size(); number++) {
        List<String> cells = cells(lines.get(number - 1), number);
        if (number == 1) {
          requireHeader(cells);
          kept = number;
        } else {
          open.add(row(cells, number));
          if (isLast(cells.get(1), open, number)) {
            requireNew(seen.add(cells.get(0)), cells.get(0), number);
            complete.addAll(open);
            open.clear();
            kept = number;
          }
        }
      }
      return new Rows(complete, kept);
    }

    private List<String> cells(String line, int number) throws IOException {
      try (CSVParser parser = CSVParser.parse(line, Csv.FORMAT)) {
        List<CSVRecord> records = parser.getRecords();
        if (records.size() == 1) {
          return records.get(0).toList();
        }
      } catch (IOException | RuntimeException e) {
        throw damaged(number, "it is not comma-separated values");
      }
      throw damaged(number, "it is empty");
    }

    private void requireHeader(List<String> cells) {
      if (!cells.equals(header(columns))) {
        throw new IllegalArgumentException(
            "the columns of %s must be %s, but are %s: another version wrote it; use another --out"
                .formatted(path, header(columns), Shown.of(cells)));
      }
    }

    private Row row(List<String> cells, int number) throws IOException {
      if (cells.size() != columns.size() + 2) {
        throw damaged(
            number,
            "it must have %d cells, but has %d".formatted(columns.size() + 2, cells.size()));
      }
      Map<String, String> values = new LinkedHashMap<>();
      for (int column = 0; column < columns.size(); column++) {
        values.put(columns.get(column), cells.get(column + 2));
      }
      return new Row(cells.get(0), values);
    }

    /** Whether the trial of the last open row has all its rows; they must come in their order. */
    private boolean isLast(String part, List<Row> open, int number) throws IOException {
      String trial = open.get(0).trial();
      boolean inOrder =
          part.startsWith(open.size() + "/")
              && open.get(open.size() - 1).trial().equals(trial)
              && part.matches("\\d+/\\d{1,6}");
      if (!inOrder) {
        throw damaged(
            number,
            "it must be row %d of the trial %s, but is row %s of %s"
                .formatted(
                    open.size(),
                    Shown.of(trial),
                    Shown.of(part),
                    Shown.of(open.get(open.size() - 1).trial())));
      }
      return Integer.parseInt(part.substring(part.indexOf('/') + 1)) == open.size();
    }

    private void requireNew(boolean isNew, String trial, int number) throws IOException {
      if (!isNew) {
        throw damaged(number, "the trial %s is there twice".formatted(Shown.of(trial)));
      }
    }

    private WrongFileException damaged(int number, String how) {
      return new WrongFileException(
          "line %d of %s is damaged: %s; mend it, or move the file away"
              .formatted(number, path, how));
    }
  }
}
