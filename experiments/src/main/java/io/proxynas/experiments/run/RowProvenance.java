package io.proxynas.experiments.run;

import io.proxynas.engine.Seed;
import io.proxynas.experiments.row.Row;
import io.proxynas.train.file.Host;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Adds to each row where it comes from. */
final class RowProvenance {

  /** The seconds by the clock that the row's trial took. */
  static final String SECONDS = "seconds";

  static final String VERSION = "version";
  static final String MACHINE = "machine";
  static final String DATE = "date";

  private static final List<String> COLUMNS =
      List.of(SECONDS, "preset", "seed", "workers", VERSION, MACHINE, DATE);

  private final Scale scale;
  private final Seed seed;
  private final Host host;

  RowProvenance(Scale scale, Seed seed, Host host) {
    this.scale = scale;
    this.seed = seed;
    this.host = host;
  }

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
}
