package io.proxynas.experiments.run;

import io.proxynas.condense.ProxySets;
import io.proxynas.condense.course.Course;
import io.proxynas.condense.method.CondensationSettings;
import io.proxynas.condense.set.ProxySpec;
import io.proxynas.condense.set.ProxyStore;
import io.proxynas.engine.Progress;
import io.proxynas.engine.Seed;
import io.proxynas.nas.journal.TrainingStore;
import io.proxynas.train.data.DataSet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What the trials of an experiment work with. For one thread. */
public final class Workbench {

  private final Scale scale;
  private final Choice choice;
  private final DataSource source;
  private final Stores stores;
  private final Seed seed;
  private final int workers;
  private final Path folder;
  private final Consumer<String> warnings;
  private final Map<String, DataSet> loaded = new HashMap<>();

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

  /**
   * A workbench.
   *
   * @param choice data sets, contestants and sizes
   * @param source loads each data set once, when it is asked for
   * @param seed of all randomness
   * @param workers threads; no result depends on them
   * @param folder of the experiment, for files beside its rows
   * @param warnings hears what the user should know
   */
  public Workbench(
      Scale scale,
      Choice choice,
      DataSource source,
      Stores stores,
      Seed seed,
      int workers,
      Path folder,
      Consumer<String> warnings) {
    this.scale = scale;
    this.choice = choice;
    this.source = source;
    this.stores = stores;
    this.seed = seed;
    this.workers = workers;
    this.folder = folder;
    this.warnings = warnings;
  }

  /** The budget. */
  public Scale scale() {
    return scale;
  }

  /** What is compared. */
  public Choice choice() {
    return choice;
  }

  /** The root of all seeds. */
  public Seed seed() {
    return seed;
  }

  /** Threads of each piece of work. */
  public int workers() {
    return workers;
  }

  /** The experiment's folder, which is there. */
  public Path folder() {
    return folder;
  }

  /** Trainings that runs share. */
  public TrainingStore trainings() {
    return stores.trainings();
  }

  /** Sets that runs share. */
  public ProxyStore proxies() {
    return stores.proxies();
  }

  /** Tells the user something. */
  public void warn(String sentence) {
    warnings.accept(sentence);
  }

  /** The data sets that were chosen, in their order. */
  public List<DataSet> dataSets() throws InterruptedException {
    List<DataSet> sets = new ArrayList<>();
    for (String name : choice.dataSets()) {
      sets.add(data(name));
    }
    return sets;
  }

  private DataSet data(String name) throws InterruptedException {
    DataSet known = loaded.get(name);
    if (known == null) {
      known = source.load(name);
      loaded.put(name, known);
    }
    return known;
  }

  /** The training sets of a data set, made by the scale's settings. */
  public ProxySets sets(DataSet data) {
    return sets(data, scale.condensation());
  }

  /** The training sets of a data set, made by other settings. */
  public ProxySets sets(DataSet data, CondensationSettings settings) {
    return ProxySets.of(data, settings, seed, workers, stores.proxies());
  }

  /** A set, made if it is not in the store; {@code progress} hears of its iterations. */
  public ProxySets.Proxy set(ProxySets sets, ProxySpec spec, Progress progress)
      throws InterruptedException {
    return sets.get(spec, heardBy(progress), warnings);
  }

  /** The set of the first iterations of its method, going on from those of fewer. */
  ProxySets.Proxy part(ProxySets sets, ProxySpec.Condensed spec, int iterations, Progress progress)
      throws InterruptedException {
    return sets.prefix(spec, iterations, heardBy(progress));
  }

  private static Course.Listener heardBy(Progress progress) {
    return (done, total, loss) -> progress.at(done, total);
  }
}
