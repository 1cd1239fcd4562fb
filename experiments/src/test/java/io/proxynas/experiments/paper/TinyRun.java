package io.proxynas.experiments.paper;

import io.proxynas.condense.set.ProxyStore;
import io.proxynas.engine.Seed;
import io.proxynas.experiments.ScoredOn;
import io.proxynas.experiments.row.Row;
import io.proxynas.experiments.row.RowFile;
import io.proxynas.experiments.run.Estimate;
import io.proxynas.experiments.run.Experiment;
import io.proxynas.experiments.run.ExperimentRun;
import io.proxynas.experiments.run.Scale;
import io.proxynas.experiments.run.Selection;
import io.proxynas.experiments.run.Workbench;
import io.proxynas.nas.journal.TrainingStore;
import io.proxynas.train.file.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Runs experiments at the smoke scale on {@link TinyData}, in a folder.
 *
 * @param root for the stores and the experiments' folders
 * @param warnings what the user was told
 */
record TinyRun(Path root, List<String> warnings) {

  private static final Host HOST = new Host(Map.of(), "a machine", 2, Clock.systemUTC());

  TinyRun(Path root) {
    this(root, new ArrayList<>());
  }

  Path folder(Experiment experiment) {
    return root.resolve(experiment.name());
  }

  /** Runs what is missing of a selection, and gives the text of table.md. */
  String run(Experiment experiment, UnaryOperator<Selection> selection)
      throws IOException, InterruptedException {
    return run(experiment, selection, 2);
  }

  /** The same by a number of workers. */
  String run(Experiment experiment, UnaryOperator<Selection> selection, int workers)
      throws IOException, InterruptedException {
    return run(experiment, selection, workers, HOST);
  }

  /** The same on a machine. */
  String run(Experiment experiment, UnaryOperator<Selection> selection, int workers, Host host)
      throws IOException, InterruptedException {
    Path folder = Files.createDirectories(folder(experiment));
    var stores =
        new Workbench.Stores(
            sets(host), new TrainingStore(root.resolve("trainings"), host, warnings::add));
    Workbench bench =
        new Workbench(
            Scale.SMOKE,
            selection.apply(experiment.selection(Scale.SMOKE).withDataSets(List.of("tiny"))),
            ScoredOn.TEST,
            name -> TinyData.data(),
            Optional.empty(),
            stores,
            new Seed(1),
            workers,
            folder,
            warnings::add);
    Estimate.Memory memory = new Estimate.Memory(1L << 30, 1L << 30);
    try (ExperimentRun run =
        ExperimentRun.open(experiment, bench, memory, host, System::nanoTime)) {
      run.run((fraction, trial) -> {});
      return run.present();
    }
  }

  /** The store of the proxy sets, as it is on a machine. */
  ProxyStore sets(Host host) {
    return new ProxyStore(root.resolve("sets"), host, ProxyStore.Terms.USUAL, warnings::add);
  }

  /** The rows that an experiment has. */
  List<Row> rows(Experiment experiment) throws IOException {
    List<String> columns = new ArrayList<>(experiment.columns());
    columns.addAll(List.of("seconds", "preset", "seed", "workers", "version", "machine", "date"));
    return RowFile.read(folder(experiment).resolve("rows.csv"), columns);
  }
}
