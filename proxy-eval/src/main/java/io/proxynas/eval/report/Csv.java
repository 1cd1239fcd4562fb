package io.proxynas.eval.report;

import io.proxynas.nas.ranking.RankingCsv;
import java.util.List;

/** Lines of numbers and texts, quoted as {@code ranking.csv}; undefined numbers are empty. */
final class Csv {

  private Csv() {}

  static String line(List<?> fields) {
    return RankingCsv.line(fields.stream().map(Csv::field).toList());
  }

  private static String field(Object value) {
    return value instanceof Double number && !Double.isFinite(number) ? "" : value.toString();
  }
}
