package io.proxynas.experiments.show;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A table as GitHub's Markdown has it, its columns padded so that it reads well as text too.
 *
 * @param <R> what a row tells of
 */
public final class MarkdownTable<R> {

  private record Column<R>(String header, Function<R, String> cell) {}

  private final int texts;
  private final List<Column<R>> columns = new ArrayList<>();

  /**
   * A table without columns.
   *
   * @param texts the first columns, whose cells stand left; those of the others stand right
   */
  public MarkdownTable(int texts) {
    this.texts = texts;
  }

  /** Adds a column: its header, and what it says of each row. */
  public MarkdownTable<R> column(String header, Function<R, String> cell) {
    columns.add(new Column<>(header, cell));
    return this;
  }

  /** The lines of the header and of some rows, each with its line feed, and an empty one. */
  public String text(List<R> rows) {
    List<List<String>> lines =
        Stream.concat(
                Stream.of(columns.stream().map(Column::header).toList()),
                rows.stream().map(this::cells))
            .toList();
    List<Integer> widths =
        IntStream.range(0, columns.size())
            .map(c -> lines.stream().mapToInt(line -> line.get(c).length()).max().orElse(0))
            .boxed()
            .toList();
    StringBuilder text = new StringBuilder(line(lines.get(0), widths));
    text.append(
        IntStream.range(0, columns.size())
            .mapToObj(c -> rule(c < texts, "-".repeat(widths.get(c))))
            .collect(Collectors.joining("|", "|", "|\n")));
    lines.stream().skip(1).forEach(line -> text.append(line(line, widths)));
    return text.append('\n').toString();
  }

  private List<String> cells(R row) {
    return columns.stream().map(column -> column.cell.apply(row).replace("|", "\\|")).toList();
  }

  private static String rule(boolean left, String dashes) {
    return left ? ":" + dashes + "-" : "-" + dashes + ":";
  }

  private String line(List<String> cells, List<Integer> widths) {
    StringBuilder line = new StringBuilder("|");
    for (int column = 0; column < cells.size(); column++) {
      String cell = cells.get(column);
      String padding = " ".repeat(widths.get(column) - cell.length());
      line.append(' ').append(column < texts ? cell + padding : padding + cell).append(" |");
    }
    return line.append('\n').toString();
  }
}
