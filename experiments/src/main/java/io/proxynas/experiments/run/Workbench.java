package io.proxynas.experiments.run;

import io.proxynas.condense.ProxySets;
import io.proxynas.condense.method.CondensationSettings;
import io.proxynas.condense.set.ProxyStore;
import io.proxynas.engine.Seed;
import io.proxynas.experiments.ScoredOn;
import io.proxynas.nas.journal.TrainingStore;
import io.proxynas.train.data.DataSet;
import io.proxynas.train.data.LabelledImages;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What the trials of an experiment work with. For one thread.
 *
 * @param scale how much is measured
 * @param selection data sets, contestants and sizes
 * @param scoredOn which images trained networks are scored on
 * @param source loads the data sets
 * @param dataDir where the user's files of data are, if the user said so
 * @param stores what runs share
 * @param seed of all randomness
 * @param workers threads of each piece of work; no result depends on them
 * @param folder of the experiment, which is there, for files beside its rows
 * @param warnings hears what the user should know
 */
public record Workbench(
    Scale scale,
    Selection selection,
    ScoredOn scoredOn,
    DataSource source,
    Optional<Path> dataDir,
    Stores stores,
    Seed seed,
    int workers,
    Path folder,
    Consumer<String> warnings) {

  /** Loads a data set. */
  @FunctionalInterface
  public interface DataSource {

    /**
     * Loads.
     *
     * @param nameOrFolder as the user says it
     * @throws io.proxynas.train.data.DataException if it is not there or cannot be read
     */
    DataSet load(String nameOrFolder) throws InterruptedException;
  }

  /**
   * What is kept for all experiments and runs.
   *
   * @param proxies sets
   * @param trainings outcomes of trainings
   */
  public record Stores(ProxyStore proxies, TrainingStore trainings) {}

  /** The images of a data set that networks are scored on. */
  public LabelledImages scored(DataSet data) {
    return scoredOn.of(data, seed);
  }

  /** The data sets that were chosen, in their order, on the scale that the budget has. */
  public List<DataSet> dataSets() throws InterruptedException {
    List<DataSet> sets = new ArrayList<>();
    for (String name : selection.dataSets()) {
      sets.add(scale.standardized(source.load(name)));
    }
    return sets;
  }

  /** The training sets of a data set, made by the scale's settings. */
  public ProxySets sets(DataSet data) {
    return sets(data, scale.condensation());
  }

  /** The training sets of a data set, made by other settings. */
  public ProxySets sets(DataSet data, CondensationSettings settings) {
    return ProxySets.of(data, settings, seed, workers, stores.proxies());
  }
}
