package io.proxynas.eval.table;

import io.proxynas.train.check.Require;
import io.proxynas.train.check.Shown;
import io.proxynas.train.file.Csv;
import io.proxynas.train.file.LineFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.commons.csv.CSVRecord;

/**
 * {@code table.csv}: rows of which the first field is the network, and which only grow in number.
 */
final class TableRows implements AutoCloseable {

  private static final int SHOWN = 80;

  private final Set<String> networks;
  private final LineFile file;

  private TableRows(Set<String> networks, LineFile file) {
    this.networks = networks;
    this.file = file;
  }

  /**
   * Opens a table, or begins one.
   *
   * @param header with its line feed
   * @param warnings hears if the end was torn, which is dropped
   * @throws IOException if the file cannot be read or written, has another header, a row that is
   *     not whole, or two of one network
   */
  static TableRows open(Path csv, String header, Consumer<String> warnings) throws IOException {
    LineFile.Content content = LineFile.read(csv);
    List<String> lines = content.lines();
    Set<String> networks = lines.isEmpty() ? new LinkedHashSet<>() : networks(csv, header, lines);
    content.warn(lines.size(), warnings);
    content.cut(lines.size());
    LineFile file = LineFile.open(csv);
    if (lines.isEmpty()) {
      file.append(header);
    }
    return new TableRows(networks, file);
  }

  private static Set<String> networks(Path csv, String header, List<String> lines)
      throws IOException {
    String first = lines.get(0);
    Require.inFile(
        header.equals(first + "\n"),
        "%s must have the columns of its plan, but begins with %s",
        csv,
        Shown.of(first.substring(0, Math.min(SHOWN, first.length()))));
    int width = fields(csv, 1, header).size();
    Set<String> networks = new LinkedHashSet<>();
    for (int i = 1; i < lines.size(); i++) {
      List<String> fields = fields(csv, i + 1, lines.get(i));
      Require.inFile(
          fields.size() == width,
          "line %d of %s must have %d fields, but has %d",
          i + 1,
          csv,
          width,
          fields.size());
      Require.inFile(
          networks.add(fields.get(0)),
          "each network must have one row in %s, but line %d is another of %s",
          csv,
          i + 1,
          Shown.of(fields.get(0)));
    }
    return networks;
  }

  private static List<String> fields(Path csv, int number, String line) throws IOException {
    List<CSVRecord> records =
        Csv.parsed("line %d of %s".formatted(number, csv), line, Csv.FORMAT).records();
    return records.isEmpty() ? List.of() : records.get(0).toList();
  }

  /** The ids of the networks that have a row. */
  Set<String> networks() {
    return Set.copyOf(networks);
  }

  int size() {
    return networks.size();
  }

  /**
   * Adds rows, which are on the disk afterwards.
   *
   * @param ids of their networks
   * @param lines of the same, each with its line feed
   */
  void append(List<String> ids, String lines) throws IOException {
    file.append(lines);
    file.force();
    networks.addAll(ids);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
