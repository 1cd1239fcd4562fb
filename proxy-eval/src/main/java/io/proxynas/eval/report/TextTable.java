package io.proxynas.eval.report;

import java.util.ArrayList;
import java.util.List;

/** Rows of text in columns as wide as their longest cell; one column stands left. */
final class TextTable {

  private final int leftColumn;
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * A table without rows.
   *
   * @param leftColumn the column, from 0, whose cells stand left; those of the others stand right
   */
  TextTable(int leftColumn, String... header) {
    this.leftColumn = leftColumn;
    rows.add(List.of(header));
  }

  void add(String... cells) {
    if (cells.length != rows.get(0).size()) {
      throw new IllegalArgumentException(
          "a row must have %d cells, but had %d".formatted(rows.get(0).size(), cells.length));
    }
    rows.add(List.of(cells));
  }

  /** The header and the rows, a line each, columns two blanks apart. */
  List<String> lines() {
    return rows.stream().map(this::line).toList();
  }

  private String line(List<String> cells) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < cells.size(); column++) {
      String cell = cells.get(column);
      String padding = " ".repeat(width(column) - cell.length());
      line.append("  ").append(column == leftColumn ? cell + padding : padding + cell);
    }
    return line.toString().stripTrailing();
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }
}
