package io.proxynas.experiments.run;

import io.proxynas.experiments.row.Row;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What stands above every experiment's table: what it is, and where its figures come from. */
record Preamble(Experiment experiment) {

  String of(List<Row> rows) {
    double seconds =
        rows.stream()
            .collect(
                Collectors.toMap(
                    Row::trial, row -> row.number(RowProvenance.SECONDS), (first, same) -> first))
            .values()
            .stream()
            .mapToDouble(Double::doubleValue)
            .sum();
    return String.format(
            Locale.ROOT,
            "# %s: %s\n\n%s. Preset %s, seed %s, %s in %,.0f s by the clock.\n\n",
            experiment.name(),
            experiment.title(),
            experiment.source(),
            distinct(rows, "preset"),
            distinct(rows, "seed"),
            rows.size() == 1 ? "1 row" : String.format(Locale.ROOT, "%,d rows", rows.size()),
            seconds)
        + String.format(
            Locale.ROOT,
            "Measured by version %s on %s, %s, %s.\n\n",
            distinct(rows, RowProvenance.VERSION),
            distinct(rows, RowProvenance.MACHINE),
            workers(distinct(rows, "workers")),
            dates(rows));
  }

  private static String workers(String numbers) {
    return numbers.equals("1") ? "1 worker" : numbers + " workers";
  }

  private static String distinct(List<Row> rows, String column) {
    return rows.stream()
        .map(row -> row.text(column))
        .distinct()
        .collect(Collectors.joining(" and "));
  }

  private static String dates(List<Row> rows) {
    List<String> days =
        rows.stream()
            .map(row -> row.text(RowProvenance.DATE).substring(0, 10))
            .distinct()
            .sorted()
            .toList();
    return days.size() == 1 ? days.get(0) : days.get(0) + " to " + days.get(days.size() - 1);
  }
}
