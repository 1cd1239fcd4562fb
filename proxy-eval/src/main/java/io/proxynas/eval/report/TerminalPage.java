package io.proxynas.eval.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Text for a terminal as it grows: headings, named values, sentences and tables. */
final class TerminalPage {

  /** The longest line. */
  static final int WIDTH = 100;

  private static final String INDENT = "  ";

  /** Where the values of items begin. */
  private static final int NAMES = 19;

  private final List<String> lines = new ArrayList<>();

  /** Begins a part, after an empty line if it is not the first. */
  void heading(String text) {
    if (!lines.isEmpty()) {
      lines.add("");
    }
    lines.addAll(Wording.wrap(text, WIDTH, ""));
  }

  /** A value on one line, cut where it is too long. */
  void item(String name, String value) {
    lines.add(Wording.shorten(Wording.text("%s%-17s%s", INDENT, name, value), WIDTH));
  }

  /** A longer value, whose lines go on below their start; none where there is nothing to say. */
  void paragraph(String name, String value) {
    if (!value.isEmpty()) {
      List<String> wrapped = Wording.wrap(value, WIDTH, " ".repeat(NAMES));
      lines.add(Wording.text("%s%-17s%s", INDENT, name, wrapped.get(0).strip()));
      lines.addAll(wrapped.subList(1, wrapped.size()));
    }
  }

  /** Sentences. */
  void wrapped(String text) {
    lines.addAll(Wording.wrap(text, WIDTH, INDENT));
  }

  void table(TextTable table) {
    lines.addAll(table.lines());
  }

  /** All of it, each line ended by a line feed. */
  String text() {
    return lines.stream().collect(Collectors.joining("\n", "", "\n"));
  }
}
