package io.proxynas;

import io.proxynas.condense.ProxySets;
import io.proxynas.condense.method.CondensationSettings;
import io.proxynas.condense.set.ProxySpec;
import io.proxynas.condense.set.ProxyStore;
import io.proxynas.engine.BackendChoice;
import io.proxynas.engine.Progress;
import io.proxynas.engine.Seed;
import io.proxynas.engine.backend.DeviceRequest;
import io.proxynas.eval.preset.Preset;
import io.proxynas.eval.progress.RunObserver;
import io.proxynas.eval.progress.RunObserver.Phase;
import io.proxynas.eval.report.Machine;
import io.proxynas.eval.search.CalibrationPlan;
import io.proxynas.eval.search.Halving;
import io.proxynas.eval.search.ProxyRun;
import io.proxynas.eval.search.RunResult;
import io.proxynas.eval.search.SearchPlan;
import io.proxynas.eval.train.Execution;
import io.proxynas.eval.train.Recipes;
import io.proxynas.eval.train.ScoringPlan;
import io.proxynas.eval.validation.RivalKind;
import io.proxynas.eval.validation.ValidationPlan;
import io.proxynas.nas.journal.TrainingStore;
import io.proxynas.nas.search.SizeLimits;
import io.proxynas.nas.search.Strategy;
import io.proxynas.nas.space.SearchSpace;
import io.proxynas.train.check.Require;
import io.proxynas.train.data.DataSet;
import io.proxynas.train.data.source.DataLocation;
import io.proxynas.train.data.source.DataSets;
import io.proxynas.train.file.AtomicFile;
import io.proxynas.train.file.CacheFolder;
import io.proxynas.train.file.Host;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.slf4j.LoggerFactory;

/**
 * Finds a network for your images on a few condensed ones, and tells whether the real images agree.
 * The front door for programs; the command line has the same parts and the same defaults.
 *
 * <pre>{@code
 * RunResult result =
 *     ProxyNas.on(images) // a folder with train/<class>/*.png and test/<class>/*.png
 *         .imageSize(16)
 *         .proxy("dm-ipc10") // 10 condensed images a class
 *         .space(new ConvNetSpace(List.of(1, 2), List.of(8, 16)))
 *         .candidates(30)
 *         .validate(12) // trained on the real images too
 *         .search(run); // a folder
 * System.out.println(result.ranking().trained().get(0).architecture().id());
 * System.out.println(result.verdict()); // may it be trusted?
 * ComputationGraph network = result.bestNetwork(); // of DL4J
 * }</pre>
 *
 * <p>A value of this class says what to do, and each method gives another one that says more;
 * nothing is done before {@link #condense} or {@link #search}. What is not said is as in {@link
 * Preset#DEFAULT}. For more than this class can say there are its parts: {@link ProxySets}
 * condenses, and {@link ProxyRun} carries out a {@link SearchPlan}.
 */
public final class ProxyNas {

  /** The proxy set where no other is asked for. */
  public static final String DEFAULT_PROXY = "dm-ipc50";

  private static final RunObserver LOGGING =
      RunObserver.ofWarnings(LoggerFactory.getLogger(ProxyNas.class)::warn);

  /** Gives the real images. */
  @FunctionalInterface
  private interface Images {
    DataSet load(DataLocation location) throws InterruptedException;
  }

  private final Images images;

  // Written in with() alone, before anybody else sees the value.
  private DataLocation location = DataLocation.of(CacheFolder.of(System.getenv()));
  private Preset preset = Preset.DEFAULT;
  private ProxySpec proxy = ProxySpec.parse(DEFAULT_PROXY);
  private Optional<CondensationSettings> condensation = Optional.empty();
  private Optional<SearchSpace> space = Optional.empty();
  private SizeLimits limits = SizeLimits.NONE;
  private Strategy strategy = Strategy.GENETIC;
  private Optional<Halving> halving = Optional.empty();
  private Optional<Integer> candidates = Optional.empty();
  private Optional<Integer> patience = Optional.empty();
  private Optional<Integer> epochs = Optional.empty();
  private Optional<Integer> proxyEpochs = Optional.empty();
  private Optional<Integer> validate = Optional.empty();
  private boolean calibrated;
  private int export;
  private Seed seed = new Seed(1);
  private int workers = Runtime.getRuntime().availableProcessors();
  private DeviceRequest device = DeviceRequest.AUTO;
  private Optional<Duration> timeLimit = Optional.empty();
  private RunObserver observer = LOGGING;

  private ProxyNas(Images images) {
    this.images = images;
  }

  private ProxyNas with(Consumer<ProxyNas> change) {
    ProxyNas copy = new ProxyNas(images);
    copy.location = location;
    copy.preset = preset;
    copy.proxy = proxy;
    copy.condensation = condensation;
    copy.space = space;
    copy.limits = limits;
    copy.strategy = strategy;
    copy.halving = halving;
    copy.candidates = candidates;
    copy.patience = patience;
    copy.epochs = epochs;
    copy.proxyEpochs = proxyEpochs;
    copy.validate = validate;
    copy.calibrated = calibrated;
    copy.export = export;
    copy.seed = seed;
    copy.workers = workers;
    copy.device = device;
    copy.timeLimit = timeLimit;
    copy.observer = observer;
    change.accept(copy);
    return copy;
  }

  /** On images that are loaded already, or made of a program's own arrays ({@link DataSet}). */
  public static ProxyNas on(DataSet data) {
    return new ProxyNas(
        location -> {
          if (location.size().isPresent()) {
            throw new IllegalArgumentException(
                "an image size can be given for a folder only, but was given for the loaded images of "
                    + data.name());
          }
          return data;
        });
  }

  /**
   * On the images in a folder, with {@code <class>/} or {@code train/<class>/} and {@code
   * test/<class>/} in it, or those that a CSV file lists.
   */
  public static ProxyNas on(Path folder) {
    return on(folder.toAbsolutePath().toString());
  }

  /**
   * On a data set that is known by name, or the images in a folder.
   *
   * @param nameOrFolder as in {@link DataSets#load(String)}
   */
  public static ProxyNas on(String nameOrFolder) {
    return new ProxyNas(location -> DataSets.load(nameOrFolder, location, Progress.NONE));
  }

  /**
   * On the images of two iterators of DL4J, which are read when they are needed.
   *
   * @param train as in {@link DataSets#of(DataSetIterator, DataSetIterator)}
   * @param test for final figures only
   */
  public static ProxyNas on(DataSetIterator train, DataSetIterator test) {
    return new ProxyNas(location -> on(DataSets.of(train, test)).images.load(location));
  }

  /** Height and width in pixels to which the images of a folder are resized; their own if alike. */
  public ProxyNas imageSize(int pixels) {
    DataLocation sized = location.withSize(pixels);
    return with(copy -> copy.location = sized);
  }

  /**
   * What candidates are trained on; {@value #DEFAULT_PROXY} by default.
   *
   * @param name such as {@code dm-ipc10}, for 10 images of each class made by distribution
   *     matching; {@code full}, for all real images; the path of a saved set; or {@code none}, for
   *     scores without training and a {@link #calibrated} ranking
   * @throws IllegalArgumentException with one sentence if there is no such set
   */
  public ProxyNas proxy(String name) {
    ProxySpec spec = ProxySpec.of(name, path -> path);
    return with(copy -> copy.proxy = spec);
  }

  /** Settings that belong together, and that the other methods override one by one. */
  public ProxyNas preset(Preset name) {
    return with(copy -> copy.preset = name);
  }

  /** How the set is condensed; as in the preset by default. */
  public ProxyNas condensation(CondensationSettings settings) {
    return with(copy -> copy.condensation = Optional.of(settings));
  }

  /** The architectures to choose from; as in the preset by default. */
  public ProxyNas space(SearchSpace architectures) {
    return with(copy -> copy.space = Optional.of(architectures));
  }

  /** How large candidates may be; any size by default. */
  public ProxyNas limits(SizeLimits largest) {
    return with(copy -> copy.limits = largest);
  }

  /** How the space is searched; {@link Strategy#GENETIC} by default. */
  public ProxyNas strategy(Strategy how) {
    return with(copy -> copy.strategy = how);
  }

  /** Tries candidates on a ladder first, and trains the best in full; all in full by default. */
  public ProxyNas halving(Halving ladder) {
    return with(copy -> copy.halving = Optional.of(ladder));
  }

  /** Distinct candidates to train on the proxy; as in the preset by default. */
  public ProxyNas candidates(int number) {
    return with(copy -> copy.candidates = Optional.of(number));
  }

  /**
   * The search ends when so many candidates in a row were no better than the best before them;
   * without such an end by default. At any number of workers it is the same candidate.
   */
  public ProxyNas patience(int number) {
    return with(copy -> copy.patience = Optional.of(number));
  }

  /**
   * Epochs of every training, on the proxy and on the real images; by default as in the preset, or
   * more where the images are few, and on the proxy where the space needs more ({@link
   * Preset#recipes}).
   */
  public ProxyNas epochs(int number) {
    return with(copy -> copy.epochs = Optional.of(number));
  }

  /** Epochs of the trainings on the proxy alone, where they are to be others. */
  public ProxyNas proxyEpochs(int number) {
    return with(copy -> copy.proxyEpochs = Optional.of(number));
  }

  /**
   * Candidates to train on the real images, beside the first three of the ranking: drawn over the
   * whole of it to judge it, and half of them chosen to teach it where it is {@link #calibrated};
   * as in the preset by default.
   */
  public ProxyNas validate(int number) {
    return with(copy -> copy.validate = Optional.of(number));
  }

  /**
   * Ranks by what is predicted of full trainings, half of which then teach and half judge; that
   * takes 14 or more to {@link #validate}, 26 if it is not said, and neither halving nor several
   * objectives.
   */
  public ProxyNas calibrated() {
    return with(copy -> copy.calibrated = true);
  }

  /** Networks of the first of the ranking to save beside the best one; none by default. */
  public ProxyNas export(int number) {
    return with(copy -> copy.export = number);
  }

  /** Decides every random choice; 1 by default. */
  public ProxyNas seed(long root) {
    return with(copy -> copy.seed = new Seed(root));
  }

  /**
   * Networks trained at a time, which the result does not depend on; one a processor by default.
   */
  public ProxyNas workers(int number) {
    Require.atLeastOne("workers", number);
    return with(copy -> copy.workers = number);
  }

  /**
   * What networks are computed on: a card if a back end on the class path finds one, otherwise the
   * processor, by default. A process computes on one device, which its first network decides.
   *
   * @param request such as {@code DeviceRequest.parse("cpu")}; a device that is not there is
   *     rejected when the work begins
   */
  public ProxyNas device(DeviceRequest request) {
    return with(copy -> copy.device = request);
  }

  /** The search starts no candidate later than this; without a limit by default. */
  public ProxyNas timeLimit(Duration limit) {
    return with(copy -> copy.timeLimit = Optional.of(limit));
  }

  /**
   * Where decoded images, condensed sets and trainings are kept for other runs; the command line's
   * folder by default ({@link CacheFolder#of}).
   */
  public ProxyNas cache(Path folder) {
    DataLocation cached = location.withCache(new CacheFolder(folder));
    return with(copy -> copy.location = cached);
  }

  /** Who hears how it goes, warnings included; by default the log has the warnings (SLF4J). */
  public ProxyNas observer(RunObserver listener) {
    return with(copy -> copy.observer = listener);
  }

  /**
   * Loads the images alone, as they are for every network: standardised by {@link
   * DataSet#statistics}.
   *
   * @throws io.proxynas.train.data.DataException with one sentence if they cannot be read
   * @throws InterruptedException if the thread is interrupted
   */
  public DataSet data() throws InterruptedException {
    DataSet data = preset.standardized(images.load(location));
    data.warnings().forEach(observer::warns);
    return data;
  }

  /**
   * Makes the proxy set alone, or finds it in the cache.
   *
   * @return the images, standardised as the real ones, and what they cost
   * @throws IllegalArgumentException with one sentence if the set cannot be made of these images
   * @throws io.proxynas.train.data.DataException with one sentence if the images cannot be read
   * @throws InterruptedException if the thread is interrupted; the next call goes on
   */
  public ProxySets.Proxy condense() throws InterruptedException {
    SearchPlan plan = plan();
    BackendChoice.take(device);
    DataSet data = data();
    observer.begins(Phase.CONDENSE);
    return ProxySets.of(data, plan.condensation(), plan.seed(), workers, sets())
        .get(plan.proxy(), observer.condensation(), observer::warns);
  }

  /**
   * Condenses, searches, validates and reports. A run of the same settings in the folder is taken
   * up where it stood, with more candidates if more are asked for now; a finished one gives its
   * result again.
   *
   * @param out the run's own folder
   * @return the ranking and its evidence; without the evidence if the thread was interrupted
   * @throws IllegalArgumentException with one sentence if the settings do not fit together or the
   *     images
   * @throws io.proxynas.train.data.DataException with one sentence if the images cannot be read
   * @throws IOException with one sentence if the folder cannot be read or written, or has a run of
   *     other settings
   * @throws InterruptedException if the thread is interrupted before the search begins
   */
  public RunResult search(Path out) throws IOException, InterruptedException {
    SearchPlan asked = plan();
    Execution execution =
        new Execution(workers, timeLimit, out, true, "", Optional.empty(), device);
    execution.takeDevice();
    DataSet data = data();
    SearchPlan plan = asked.withRecipes(recipes(data, asked.space()));
    AtomicFile.requireWritable(out);
    TrainingStore trainings =
        new TrainingStore(location.cache().trainings(), host(), observer::warns);
    return new ProxyRun(data, plan, execution, observer).run(sets(), trainings);
  }

  private SearchPlan plan() {
    int full =
        validate.orElse(isCalibrated() ? CalibrationPlan.DEFAULT_TRAININGS : preset.validate());
    Optional<CalibrationPlan> calibration = calibration(full);
    return new SearchPlan(
        proxy,
        condensation.orElse(preset.condensation()),
        space.orElse(preset.space()),
        limits,
        strategy,
        strategy.objectives(),
        halving,
        candidates.orElse(preset.candidates()),
        patience,
        scoring(),
        longEnough(Recipes.alike(preset.recipe())), // until the images are known
        new ValidationPlan(
            full - calibration.map(CalibrationPlan::trainings).orElse(0),
            1,
            List.of(RivalKind.values())),
        calibration,
        export,
        seed);
  }

  private ScoringPlan scoring() {
    if (isUntrained()) {
      return ScoringPlan.UNTRAINED;
    }
    return calibrated ? ScoringPlan.CALIBRATED : ScoringPlan.DEFAULT;
  }

  private boolean isCalibrated() {
    return calibrated || isUntrained();
  }

  private boolean isUntrained() {
    return proxy instanceof ProxySpec.None;
  }

  private Recipes recipes(DataSet data, SearchSpace searched) {
    return longEnough(preset.recipes(data, searched));
  }

  /** The recipes, for as many epochs as were asked for. */
  private Recipes longEnough(Recipes usual) {
    Recipes asked =
        epochs.map(number -> Recipes.alike(usual.full().withEpochs(number))).orElse(usual);
    return proxyEpochs.map(asked::withProxyEpochs).orElse(asked);
  }

  private Optional<CalibrationPlan> calibration(int full) {
    return isCalibrated()
        ? Optional.of(CalibrationPlan.sharing(CalibrationPlan.DEFAULT_ROUNDS, full))
        : Optional.empty();
  }

  private ProxyStore sets() {
    return new ProxyStore(
        location.cache().proxies(), host(), ProxyStore.Terms.USUAL, observer::warns);
  }

  private Host host() {
    return Machine.current().host(workers, Clock.systemUTC());
  }
}
