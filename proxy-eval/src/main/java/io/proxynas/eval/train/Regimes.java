package io.proxynas.eval.train;

import io.proxynas.condense.ProxySets;
import io.proxynas.condense.method.Condensers;
import io.proxynas.engine.BackendChoice;
import io.proxynas.engine.Seed;
import io.proxynas.engine.Shuffle;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.engine.backend.Device;
import io.proxynas.eval.report.Report;
import io.proxynas.eval.report.Versions;
import io.proxynas.nas.candidate.RecipeTrainer;
import io.proxynas.nas.candidate.ScoredAt;
import io.proxynas.nas.journal.TrainingKey;
import io.proxynas.nas.score.FreeScore;
import io.proxynas.nas.score.FreeScorer;
import io.proxynas.nas.score.ScoringBatch;
import io.proxynas.train.Recipe;
import io.proxynas.train.Trainer;
import io.proxynas.train.data.DataSet;
import io.proxynas.train.data.LabelledImages;
import io.proxynas.train.data.Split;
import io.proxynas.train.data.ValidationSplit;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The regimes of a run: on its proxy set, on the full data, and as rivals train. All of them have
 * one recipe, but for the epochs. Those that rank are scored on one half of the validation split,
 * and those that judge on the other.
 *
 * @param data the real images
 * @param split the training images, and those that are held out of them
 * @param scored what trainings are scored on: the halves of what is held out, or other images
 * @param recipes of every training
 * @param seed the root seed of the run
 * @param statisticsFrom of trainings on proxy sets
 * @param statistics real training images, by which running statistics are estimated anew
 */
@RecordBuilder
public record Regimes(
    DataSet data,
    Split split,
    ScoredImages scored,
    Recipes recipes,
    Seed seed,
    StatisticsFrom statisticsFrom,
    LabelledImages statistics)
    implements RegimesBuilder.With {

  /** What journals say of the images that trainings are scored on. */
  public static final String SCORED = "halves of the validation split";

  /** As {@link #of(DataSet, Recipes, Seed)}, for as many epochs on a proxy as on all images. */
  public static Regimes of(DataSet data, Recipe recipe, Seed seed) {
    return of(data, Recipes.alike(recipe), seed);
  }

  /**
   * The regimes of a run.
   *
   * @param recipes their augmentation is replaced by the one that keeps the data set's classes
   */
  public static Regimes of(DataSet data, Recipes recipes, Seed seed) {
    Split split = ValidationSplit.of(data, seed);
    return new Regimes(
        data,
        split,
        ScoredImages.halves(split.validation(), ValidationSplit.fingerprint(data, seed)),
        recipes.withFull(recipe(data, recipes.full())),
        seed,
        StatisticsFrom.AUTO,
        drawn(
            split.train(),
            Math.min(StatisticsFrom.IMAGES, split.train().size()),
            seed.child("statistics")));
  }

  private static LabelledImages drawn(LabelledImages train, int count, Seed draw) {
    int[] drawn = IntStream.range(0, train.size()).toArray();
    Shuffle.prefix(drawn, count, draw.generator());
    return train.select(Arrays.copyOf(drawn, count));
  }

  /** A recipe with the augmentation that keeps the data set's classes, if it has any. */
  static Recipe recipe(DataSet data, Recipe recipe) {
    return recipe.augmentation().isEmpty()
        ? recipe
        : recipe.withAugmentation(Condensers.augmentation(data));
  }

  /** Of trainings on the full data. */
  public Recipe recipe() {
    return recipes.full();
  }

  /**
   * The same trainings, scored on the test images: for what has been chosen, and never to choose.
   */
  public Regimes onTest() {
    return withScored(ScoredImages.whole(data.test(), data.fingerprint() + ", test images"));
  }

  /** The same trainings, all scored on all that is held out, for those who part it themselves. */
  public Regimes onAllOfTheSplit() {
    return withScored(
        ScoredImages.bothHalves(split.validation(), ValidationSplit.fingerprint(data, seed)));
  }

  /**
   * On the full data.
   *
   * @param truthSeed the number of the training, from 1
   */
  public Regime full(int truthSeed) {
    String purpose = truthSeed == 1 ? "full" : "full " + truthSeed;
    return new Regime(
        split.train(), data.fingerprint(), recipe(), seed.child(purpose), false, true);
  }

  /** On a proxy set, a random one included. A candidate starts from the same weights on each. */
  public Regime on(ProxySets.Proxy proxy) {
    return new Regime(
        proxy.images(),
        proxy.hash(),
        recipes.onProxy(),
        seed.child("candidate"),
        statisticsFrom.areReal(proxy),
        false);
  }

  /**
   * On the random images of a proxy set's size, for as many steps as on the set: one of mosaics
   * trains on more images than it stores.
   */
  Regime onRandom(ProxySets.Proxy random, ProxySets.Proxy proxy) {
    return on(random)
        .withRealStatistics(on(proxy).realStatistics())
        .withRecipe(
            recipes.onProxy().withEqualSteps(proxy.images().size(), random.images().size()));
  }

  /**
   * On the full data for as many images as another regime takes, from the same weights: the updates
   * and their learning rates are the same but for rounding, yet instead of seeing its few images
   * again and again, the network sees new ones as long as there are any. Equal epochs over as many
   * images as fit. Where the other's epochs end in smaller batches, all of these are smaller.
   */
  Regime earlyStopping(Regime other) {
    int epochs = Math.toIntExact(-Math.floorDiv(-other.imageSteps(), split.train().size()));
    int images = Math.toIntExact(other.imageSteps() / epochs);
    int others = other.images().size();
    int steps = other.recipe().steps(others);
    Seed draw = seed.child("early stopping");
    return new Regime(
        drawn(split.train(), images, draw),
        "%s, %d images by seed %d".formatted(data.fingerprint(), images, draw.value()),
        recipe().withEpochs(epochs).withBatchSize((others + steps - 1) / steps),
        other.seed(),
        other.realStatistics(),
        false);
  }

  /** Trains candidates by a regime. */
  public RecipeTrainer scorer(Regime regime) {
    return new RecipeTrainer(
        new Trainer(regime.recipe()),
        regime.images(),
        scored.of(regime),
        regime.seed(),
        regime.realStatistics() ? Optional.of(statistics) : Optional.empty(),
        ScoredAt.END);
  }

  /** The data set for a report. */
  public Report.Dataset report() {
    return new Report.Dataset(
        data.name(), split.train().size(), split.validation().size(), data.test().size());
  }

  /** The pixels to train on, a byte a value. */
  public long dataBytes() {
    return (long) split.train().size() * split.train().shape().size();
  }

  /**
   * Scores candidates without training them, on one batch of the real training images.
   *
   * @param initialisations draws of weights that each score is the mean of
   */
  public FreeScorer freeScorer(List<FreeScore> scores, int initialisations) {
    LabelledImages train = split.train();
    Seed own = seed.child("free scores");
    ScoringBatch batch = ScoringBatch.of(train, ScoringBatch.IMAGES, own.child("batch"));
    return new FreeScorer(scores, train.shape(), batch, initialisations, own.child("weights"));
  }

  /** The work of a training by a regime and of its scoring, in forward passes of one image. */
  public long work(Regime regime) {
    return regime.work(scored.of(regime).size());
  }

  /** Everything that decides the outcome of a candidate's training. */
  TrainingKey key(Regime regime, Architecture architecture) {
    return key(regime, architecture, BackendChoice.automatic().devices().get(0));
  }

  /** As {@link #key(Regime, Architecture)}; on a card it has other bits, and takes another time. */
  TrainingKey key(Regime regime, Architecture architecture, Device device) {
    LabelledImages images = regime.images();
    String configuration =
        architecture
            .configuration(images.shape(), images.classes(), regime.seed().value())
            .toJson();
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("architecture", architecture.id());
    parts.put("configuration", TrainingKey.sha256(configuration));
    parts.put("images", regime.fingerprint());
    parts.put("validation", scored.name());
    parts.put("scores", regime.judges() ? "judging" : "ranking");
    parts.put("recipe", regime.recipe().toString());
    parts.put("seed", Long.toString(regime.seed().value()));
    if (regime.realStatistics()) {
      parts.put(
          "statistics",
          "%s, %d images by seed %d"
              .formatted(data.fingerprint(), statistics.size(), seed.child("statistics").value()));
    }
    if (device.isCard()) {
      parts.put("device", device.name());
    }
    Map<String, String> versions = Versions.current();
    parts.put("dnnl", versions.getOrDefault("dnnl", ""));
    parts.put("deeplearning4j", versions.getOrDefault("deeplearning4j", ""));
    return new TrainingKey(parts);
  }
}
