package io.proxynas.experiments.row;

import io.proxynas.train.file.AtomicFile;
import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

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
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setRecordSeparator('\n').get();

  private final Path path;
  private final List<String> columns;
  private final RandomAccessFile file;
  private final List<Row> rows;

  private RowFile(Path path, List<String> columns, RandomAccessFile file, List<Row> rows) {
    this.path = path;
    this.columns = columns;
    this.file = file;
    this.rows = rows;
  }

  /**
   * Opens a file, or begins it.
   *
   * @param path in a folder that is there
   * @param columns of every row
   * @param warnings hears of a torn end
   * @throws IOException if it cannot be read or written, is damaged, or is another process's; the
   *     message is one sentence
   * @throws IllegalArgumentException if it has other columns
   */
  public static RowFile open(Path path, List<String> columns, Consumer<String> warnings)
      throws IOException {
    RandomAccessFile file = locked(path);
    try {
      Content content = new Reading(path, columns, warnings).content(bytes(file));
      file.setLength(content.length());
      file.seek(content.length());
      RowFile rows = new RowFile(path, List.copyOf(columns), file, content.rows());
      if (content.length() == 0) {
        rows.write(line(header(columns)));
      }
      return rows;
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /** The rows of a file that nobody writes; a torn end is passed over. */
  public static List<Row> read(Path path, List<String> columns) throws IOException {
    try {
      return new Reading(path, columns, warning -> {}).content(Files.readAllBytes(path)).rows();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  private static RandomAccessFile locked(Path path) throws IOException {
    try {
      RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
      if (!isMine(file)) {
        file.close();
        throw new IOException("another process is writing " + path);
      }
      return file;
    } catch (FileNotFoundException e) {
      throw AtomicFile.cannot("write", path, e);
    }
  }

  private static byte[] bytes(RandomAccessFile file) throws IOException {
    byte[] bytes = new byte[Math.toIntExact(file.length())];
    file.readFully(bytes);
    return bytes;
  }

  /** Whether this process got the file; the lock ends when the file is closed. */
  private static boolean isMine(RandomAccessFile file) throws IOException {
    try {
      @Nullable FileLock lock = file.getChannel().tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false; // by another thread of this process
    }
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
    try {
      file.write(lines.getBytes(StandardCharsets.UTF_8));
      file.getFD().sync();
    } catch (IOException e) {
      throw AtomicFile.cannot("write", path, e);
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
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
    return FORMAT.format(cells.toArray()) + "\n";
  }

  /**
   * What counts of a file.
   *
   * @param rows complete trials
   * @param length bytes of these and of the header; what comes after is dropped
   */
  private record Content(List<Row> rows, long length) {}

  /** Reads the lines of a file. */
  private record Reading(Path path, List<String> columns, Consumer<String> warnings) {

    Content content(byte[] bytes) throws IOException {
      List<Row> complete = new ArrayList<>();
      List<Row> open = new ArrayList<>(); // of a trial whose last row has not come
      Set<String> seen = new LinkedHashSet<>();
      int start = 0;
      int kept = 0;
      int number = 1;
      for (int feed = feed(bytes, 0); feed < bytes.length; feed = feed(bytes, start)) {
        String line = new String(bytes, start, feed - start, StandardCharsets.UTF_8);
        start = feed + 1;
        List<String> cells = cells(line, number);
        if (number == 1) {
          requireHeader(cells);
          kept = start;
        } else {
          open.add(row(cells, number));
          if (isLast(cells.get(1), open, number)) {
            requireNew(seen.add(cells.get(0)), cells.get(0), number);
            complete.addAll(open);
            open.clear();
            kept = start;
          }
        }
        number++;
      }
      if (kept < bytes.length) {
        warnings.accept(
            "the end of %s, from line %d on, was torn and is dropped"
                .formatted(path, number - open.size()));
      }
      return new Content(complete, kept);
    }

    private static int feed(byte[] bytes, int from) {
      int i = from;
      while (i < bytes.length && bytes[i] != '\n') {
        i++;
      }
      return i;
    }

    private List<String> cells(String line, int number) throws IOException {
      try (CSVParser parser = CSVParser.parse(line, FORMAT)) {
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
                .formatted(path, header(columns), cells));
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
                .formatted(open.size(), trial, part, open.get(open.size() - 1).trial()));
      }
      return Integer.parseInt(part.substring(part.indexOf('/') + 1)) == open.size();
    }

    private void requireNew(boolean isNew, String trial, int number) throws IOException {
      if (!isNew) {
        throw damaged(number, "the trial %s is there twice".formatted(trial));
      }
    }

    private IOException damaged(int number, String how) {
      return new IOException(
          "line %d of %s is damaged: %s; mend it, or move the file away"
              .formatted(number, path, how));
    }
  }
}
