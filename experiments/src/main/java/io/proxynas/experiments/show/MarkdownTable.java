package io.proxynas.experiments.show;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A table as GitHub's Markdown has it, its columns padded so that it reads well as text too. */
public final class MarkdownTable {

  private final List<String> header;
  private final int texts;
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * A table without rows.
   *
   * @param texts the first columns, whose cells stand left; those of the others stand right
   */
  public MarkdownTable(int texts, List<String> header) {
    this.texts = texts;
    this.header = List.copyOf(header);
  }

  /** Adds a row of as many cells as the header has. */
  public void add(List<String> cells) {
    if (cells.size() != header.size()) {
      throw new IllegalArgumentException(
          "a row must have %d cells, but had %d".formatted(header.size(), cells.size()));
    }
    rows.add(cells.stream().map(cell -> cell.replace("|", "\\|")).toList());
  }

  /** As {@link #add(List)}. */
  public void add(String... cells) {
    add(List.of(cells));
  }

  /** The lines, each with its line feed, and an empty one. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(line(header));
    text.append(
        IntStream.range(0, header.size())
            .mapToObj(c -> (c < texts ? ":" : "-") + "-".repeat(width(c)) + (c < texts ? "-" : ":"))
            .collect(Collectors.joining("|", "|", "|\n")));
    rows.forEach(row -> text.append(line(row)));
    return text.append('\n').toString();
  }

  private String line(List<String> cells) {
    StringBuilder line = new StringBuilder("|");
    for (int column = 0; column < cells.size(); column++) {
      String cell = cells.get(column);
      String padding = " ".repeat(width(column) - cell.length());
      line.append(' ').append(column < texts ? cell + padding : padding + cell).append(" |");
    }
    return line.append('\n').toString();
  }

  private int width(int column) {
    return Math.max(
        header.get(column).length(),
        rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0));
  }
}
