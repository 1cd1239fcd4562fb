package io.proxynas.experiments.run;

import io.proxynas.engine.Seed;
import io.proxynas.experiments.row.Row;
import io.proxynas.train.file.Host;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Adds to each row where it comes from, and tells it above the table.
 *
 * @param host the machine, and how many workers it gave
 */
record RowProvenance(Scale scale, Seed seed, Host host) {

  /** The first are the seconds by the clock that the row's trial took. */
  private static final List<String> COLUMNS =
      List.of("seconds", "preset", "seed", "workers", "version", "machine", "date");

  /** An experiment's columns, and those that are added. */
  static List<String> columns(List<String> experiment) {
    return Stream.concat(experiment.stream(), COLUMNS.stream()).toList();
  }

  /**
   * Adds them.
   *
   * @param duration of the trial by the clock
   */
  List<Row> of(List<Row> rows, Duration duration) {
    List<String> values =
        List.of(
            Double.toString(duration.toMillis() / 1000.0),
            scale.word(),
            Long.toString(seed.value()),
            Integer.toString(host.workers()),
            host.versions().getOrDefault("proxynas", "unknown"),
            host.machine(),
            host.clock().instant().truncatedTo(ChronoUnit.SECONDS).toString());
    return rows.stream().map(row -> with(row, values)).toList();
  }

  private static Row with(Row row, List<String> values) {
    Map<String, String> all = new LinkedHashMap<>(row.values());
    for (int i = 0; i < values.size(); i++) {
      all.put(COLUMNS.get(i), values.get(i));
    }
    return new Row(row.trial(), all);
  }

  /** What stands above an experiment's table: what it is, and where its figures come from. */
  static String preamble(Experiment experiment, List<Row> rows) {
    double seconds =
        rows.stream()
            .collect(
                Collectors.toMap(Row::trial, row -> row.number("seconds"), (first, same) -> first))
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
            distinct(rows, "version"),
            distinct(rows, "machine"),
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
        rows.stream().map(row -> row.text("date").substring(0, 10)).distinct().sorted().toList();
    return days.size() == 1 ? days.get(0) : days.get(0) + " to " + days.get(days.size() - 1);
  }
}
