package io.proxynas.experiments.run;

import io.proxynas.engine.Progress;
import io.proxynas.experiments.row.Row;
import io.proxynas.experiments.row.RowFile;
import io.proxynas.experiments.row.SettingsFile;
import io.proxynas.experiments.show.Pictures;
import io.proxynas.experiments.show.ReportPage;
import io.proxynas.train.file.AtomicFile;
import io.proxynas.train.file.Host;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * One experiment in its folder: {@code settings.json}, {@code rows.csv}, {@code table.md} and
 * pictures. The trials whose rows are there are not run again, so the same command goes on after an
 * interruption, and one with more data sets or methods adds theirs.
 */
public final class ExperimentRun implements Closeable {

  private final Experiment experiment;
  private final Workbench bench;
  private final RowProvenance provenance;
  private final LongSupplier nanoTime;
  private final RowFile rows;
  private final SettingsFile settings;
  private final List<Planned> planned = new ArrayList<>();

  /** Hears how the trials go. */
  @FunctionalInterface
  public interface Listener {

    /**
     * So much is done of what was left.
     *
     * @param fraction of the estimated time, in [0, 1]
     * @param trial key of the one that runs or has just ended
     */
    void at(double fraction, String trial);
  }

  /** A trial to come, and the seconds that each of its efforts takes, about. */
  private record Planned(Trial trial, List<Double> seconds) {
    double sum() {
      return seconds.stream().mapToDouble(Double::doubleValue).sum();
    }
  }

  private ExperimentRun(
      Experiment experiment, Workbench bench, Host host, LongSupplier nanoTime, RowFile rows) {
    this.experiment = experiment;
    this.bench = bench;
    this.provenance = new RowProvenance(bench.scale(), bench.seed(), host);
    this.nanoTime = nanoTime;
    this.rows = rows;
    this.settings = new SettingsFile(bench.folder().resolve("settings.json"));
  }

  /**
   * Opens the folder and plans the trials that are missing in it.
   *
   * @param memory that the networks may take
   * @param host goes into the rows
   * @param nanoTime as {@link System#nanoTime}
   * @throws IllegalArgumentException if the rows that are there are of other settings, or the
   *     trials do not fit the memory
   * @throws IOException if a file in the folder is damaged, or cannot be read or written
   */
  public static ExperimentRun open(
      Experiment experiment,
      Workbench bench,
      Estimate.Memory memory,
      Host host,
      LongSupplier nanoTime)
      throws IOException, InterruptedException {
    List<Trial> trials = experiment.trials(bench);
    requireDistinct(trials);
    for (Trial trial : trials) {
      for (Effort effort : trial.efforts()) {
        memory.require(effort, bench.scale(), bench.workers());
      }
    }
    RowFile rows = rows(experiment, bench);
    try {
      ExperimentRun run = new ExperimentRun(experiment, bench, host, nanoTime, rows);
      run.settings.require(settings(bench, trials));
      run.plan(trials);
      return run;
    } catch (IOException | RuntimeException | InterruptedException e) {
      rows.close();
      throw e;
    }
  }

  private static void requireDistinct(List<Trial> trials) {
    Set<String> keys = new HashSet<>();
    for (Trial trial : trials) {
      if (!keys.add(trial.key())) {
        throw new IllegalArgumentException(
            "data sets must have different names and sizes must differ, but %s is there twice"
                .formatted(trial.key()));
      }
    }
  }

  private static RowFile rows(Experiment experiment, Workbench bench) throws IOException {
    Path file = bench.folder().resolve("rows.csv");
    return RowFile.open(file, RowProvenance.columns(experiment.columns()), bench.warnings());
  }

  /** Of some trials and of the run. */
  private static Map<String, String> settings(Workbench bench, List<Trial> trials) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("preset", bench.scale().word());
    settings.put("seed", Long.toString(bench.seed().value()));
    for (Trial trial : trials) {
      for (Map.Entry<String, String> setting : trial.settings().entrySet()) {
        String before = settings.put(setting.getKey(), setting.getValue());
        if (before != null && !before.equals(setting.getValue())) {
          throw new IllegalStateException(
              "trials must agree on a setting of one name, but %s is %s and %s"
                  .formatted(setting.getKey(), before, setting.getValue()));
        }
      }
    }
    return settings;
  }

  private void plan(List<Trial> trials) throws InterruptedException {
    MachinePace pace = new MachinePace(bench.workers(), nanoTime);
    Set<String> products = new HashSet<>();
    for (Trial trial : trials) {
      if (!rows.trials().contains(trial.key())) {
        List<Double> seconds = new ArrayList<>();
        for (Effort effort : trial.efforts()) {
          boolean first = effort.product().isEmpty() || products.add(effort.product());
          seconds.add(first ? pace.seconds(effort) : 0);
        }
        planned.add(new Planned(trial, seconds));
      }
    }
  }

  /** What is left to do. */
  public Estimate estimate() {
    List<Planned> left =
        planned.stream().filter(one -> !rows.trials().contains(one.trial().key())).toList();
    long memory =
        left.stream()
            .flatMap(one -> one.trial().efforts().stream())
            .mapToLong(effort -> Estimate.bytes(effort, bench.workers()))
            .max()
            .orElse(0);
    return Estimate.of(rows.trials().size(), left.stream().map(Planned::sum).toList(), memory);
  }

  /**
   * Runs the trials that are missing.
   *
   * @throws InterruptedException if the thread is interrupted; the rows of the trials that were
   *     finished are kept
   */
  public void run(Listener listener) throws IOException, InterruptedException {
    double total = planned.stream().mapToDouble(Planned::sum).sum();
    double before = 0;
    for (Planned next : planned) {
      Trial trial = next.trial();
      long start = nanoTime.getAsLong();
      List<Row> measured =
          trial.run(new TrialSteps(next.seconds(), before, total, trial.key(), listener));
      Duration duration = Duration.ofNanos(nanoTime.getAsLong() - start);
      settings.extend(settings(bench, List.of(trial)));
      rows.append(provenance.of(measured, duration));
      before += next.sum();
      listener.at(total == 0 ? 1 : before / total, trial.key());
    }
  }

  /**
   * Writes {@code table.md}, the pictures of all rows that are there, and both as {@code
   * report.html}.
   *
   * @return the text of {@code table.md}
   */
  public String present() throws IOException {
    Pictures pictures = new Pictures(bench.folder(), bench.warnings());
    String text =
        RowProvenance.preamble(experiment, rows.rows())
            + scored()
            + experiment.present(rows.rows(), pictures);
    AtomicFile.write(bench.folder().resolve("table.md"), text);
    AtomicFile.write(
        bench.folder().resolve("report.html"),
        ReportPage.of(experiment.name(), text, bench.folder()));
    return text;
  }

  private String scored() {
    return switch (bench.scoredOn()) {
      case TEST -> "";
      case VALIDATION ->
          "Networks were scored on validation images, which are cut off the training images, and"
              + " not on test images.\n\n";
    };
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }

  /** Passes on how the efforts of a trial go. */
  private static final class TrialSteps implements Trial.Steps {

    private final List<Double> seconds;
    private final double total;
    private final String trial;
    private final Listener listener;
    private double before;
    private int effort = -1;

    TrialSteps(List<Double> seconds, double before, double total, String trial, Listener listener) {
      this.seconds = seconds;
      this.before = before;
      this.total = total;
      this.trial = trial;
      this.listener = listener;
    }

    @Override
    public Progress next() {
      before += effort >= 0 ? seconds.get(effort) : 0;
      effort++;
      double start = before;
      double its = seconds.get(effort);
      return (done, of) ->
          listener.at(total == 0 ? 0 : (start + its * done / Math.max(1, of)) / total, trial);
    }
  }
}
