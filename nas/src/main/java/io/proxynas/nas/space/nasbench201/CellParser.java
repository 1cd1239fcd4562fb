package io.proxynas.nas.space.nasbench201;

import io.proxynas.engine.Worded;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Reads the benchmark's string of a cell from left to right. */
final class CellParser {

  private static final int NODES = 4;

  private final String text;
  private int position;

  CellParser(String text) {
    this.text = text;
  }

  Cell cell() {
    List<CellOperation> operations = new ArrayList<>();
    for (int to = 1; to < NODES; to++) {
      skip(to == 1 ? "|" : "+|");
      for (int from = 0; from < to; from++) {
        operations.add(operation());
        skip("~" + from + "|");
      }
    }
    if (position < text.length()) {
      throw malformed("its end");
    }
    return new Cell(operations);
  }

  private void skip(String expected) {
    for (char c : expected.toCharArray()) {
      if (position == text.length() || text.charAt(position) != c) {
        throw malformed("\"" + c + "\"");
      }
      position++;
    }
  }

  private CellOperation operation() {
    CellOperation operation =
        Stream.of(CellOperation.values())
            .filter(o -> text.startsWith(o.word(), position))
            .findAny()
            .orElseThrow(() -> malformed("one of " + Worded.words(CellOperation.values())));
    position += operation.word().length();
    return operation;
  }

  /** Positions count from 1. */
  private IllegalArgumentException malformed(String expected) {
    return new IllegalArgumentException(
        "a NAS-Bench-201 cell must look like |op~0|+|op~0|op~1|+|op~0|op~1|op~2|, with %s at position %d, but was %s"
            .formatted(expected, position + 1, text.isEmpty() ? "empty" : text));
  }
}
