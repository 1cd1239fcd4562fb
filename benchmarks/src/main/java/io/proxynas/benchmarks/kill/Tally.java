package io.proxynas.benchmarks.kill;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** Counts of a campaign, for one job or for all. */
final class Tally {

  private final Map<Signal, Integer> kills = new EnumMap<>(Signal.class);
  private int trials;
  private int resumed;
  private int differences;
  private double seconds;

  /**
   * Counts a trial.
   *
   * @param took seconds of it
   */
  void add(Trial.Outcome outcome, double took) {
    trials++;
    outcome.sent().forEach(signal -> kills.merge(signal, 1, Integer::sum));
    resumed += outcome.processes() - 1;
    differences += outcome.faults().isEmpty() ? 0 : 1;
    seconds += took;
  }

  /** Signals that met a process. */
  int kills() {
    return kills.values().stream().mapToInt(Integer::intValue).sum();
  }

  private int of(Signal signal) {
    return kills.getOrDefault(signal, 0);
  }

  /** Trials in which something was not as it should be. */
  int differences() {
    return differences;
  }

  /** The names of the columns of {@link #row}. */
  static String head() {
    return row("job", "trials", "kills", "KILL", "TERM", "INT", "resumed", "differ", "s/trial");
  }

  /** A row of the table of jobs. */
  String row(String job) {
    return row(
        job,
        trials,
        kills(),
        of(Signal.KILL),
        of(Signal.TERM),
        of(Signal.INT),
        resumed,
        differences,
        Math.round(seconds / Math.max(1, trials)));
  }

  private static String row(Object... columns) {
    return String.format(Locale.ROOT, "%-12s" + "%8s".repeat(columns.length - 1), columns);
  }

  /** The figures between tabs. */
  String figures() {
    return String.format(
        Locale.ROOT,
        "trials\t%d\tkills\t%d\tKILL\t%d\tTERM\t%d\tINT\t%d\tresumed\t%d\tdifferences\t%d",
        trials,
        kills(),
        of(Signal.KILL),
        of(Signal.TERM),
        of(Signal.INT),
        resumed,
        differences);
  }
}
