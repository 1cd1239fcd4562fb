package io.proxynas.eval.report;

import java.util.List;
import java.util.stream.Collectors;

/** Tables as RFC 4180 has them, with line feeds; undefined numbers are empty fields. */
final class Csv {

  private Csv() {}

  /** One line. A field is a text or a number. */
  static String line(List<?> fields) {
    return fields.stream().map(Csv::field).collect(Collectors.joining(",", "", "\n"));
  }

  private static String field(Object value) {
    if (value instanceof Double number && !Double.isFinite(number)) {
      return "";
    }
    String text = value.toString();
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
