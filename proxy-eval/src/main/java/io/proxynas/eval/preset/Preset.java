package io.proxynas.eval.preset;

import io.proxynas.condense.method.CondensationSettings;
import io.proxynas.engine.Worded;
import io.proxynas.eval.train.Recipes;
import io.proxynas.nas.space.ConvNetSpace;
import io.proxynas.nas.space.SearchSpace;
import io.proxynas.train.Recipe;
import io.proxynas.train.augment.SiameseAugmentation;
import io.proxynas.train.data.DataSet;
import io.proxynas.train.data.ValidationSplit;
import io.proxynas.train.data.source.PublishedStatistics;
import java.util.Optional;

/** The settings of a run that belong together, by the words of the command line. */
public enum Preset implements Worded {
  /** Shows within a minute that everything works; its figures mean little. */
  SMOKE(
      "shows that everything works; its figures mean little",
      CondensationSettings.SMOKE,
      StandardNetwork.CONVNET_W32,
      ConvNetSpace.CPU,
      20,
      Usual.CPU.withEpochs(1),
      0,
      4),
  /** For two cores and a few minutes. */
  DEFAULT(
      "for two cores and a few minutes",
      CondensationSettings.CPU,
      StandardNetwork.CONVNET_W32,
      ConvNetSpace.CPU,
      200,
      Usual.CPU,
      Preset.LEAST_UPDATES,
      13),
  /** The papers' settings: days on two cores. */
  PAPER(
      "the papers' settings, for large machines",
      CondensationSettings.PAPER,
      StandardNetwork.CONVNET,
      ConvNetSpace.PAPER,
      720,
      Usual.PAPER,
      Preset.LEAST_UPDATES,
      36);

  /**
   * Updates that a training on all images of small data takes at least; on two thousand images and
   * more the usual epochs are as many.
   */
  public static final int LEAST_UPDATES = 400;

  /** The recipes of the presets; enum constants cannot refer to constants of their own enum. */
  private static final class Usual {
    static final Recipe CPU =
        new Recipe(5, 25, 0.01, 0.9, 5e-4, Optional.of(SiameseAugmentation.ALL));
    static final Recipe PAPER =
        new Recipe(200, 256, 0.01, 0.9, 5e-4, Optional.of(SiameseAugmentation.ALL));
  }

  private final String description;
  private final CondensationSettings condensation;
  private final StandardNetwork network;
  private final ConvNetSpace space;
  private final int candidates;
  private final Recipe recipe;
  private final int leastUpdates;
  private final int validate;

  Preset(
      String description,
      CondensationSettings condensation,
      StandardNetwork network,
      ConvNetSpace space,
      int candidates,
      Recipe recipe,
      int leastUpdates,
      int validate) {
    this.description = description;
    this.condensation = condensation;
    this.network = network;
    this.space = space;
    this.candidates = candidates;
    this.recipe = recipe;
    this.leastUpdates = leastUpdates;
    this.validate = validate;
  }

  /** What it is for, as a phrase for the help. */
  public String description() {
    return description;
  }

  /** Settings of every method. */
  public CondensationSettings condensation() {
    return condensation;
  }

  /** The network by which a set is evaluated. */
  public StandardNetwork network() {
    return network;
  }

  /** The space to search. */
  public ConvNetSpace space() {
    return space;
  }

  /** Distinct candidates to train. */
  public int candidates() {
    return candidates;
  }

  /** How each is trained, on data that are not small. */
  public Recipe recipe() {
    return recipe;
  }

  /**
   * How each is trained on these data: for more epochs where the images are so few that the usual
   * ones would be too few updates on all of them.
   */
  public Recipe recipe(DataSet data) {
    int images = ValidationSplit.trainingImages(data);
    int updates = recipe.steps(images); // of an epoch
    int least = (leastUpdates + updates - 1) / updates;
    return recipe.withEpochs(Math.max(recipe.epochs(), least));
  }

  /**
   * How each network of a space is trained on these data: on a proxy for more epochs where fewer
   * are known not to tell the networks of the space apart.
   */
  public Recipes recipes(DataSet data, SearchSpace space) {
    Recipe full = recipe(data);
    int least = leastUpdates == 0 ? 1 : space.leastProxyEpochs();
    return new Recipes(full, Math.max(full.epochs(), least));
  }

  /**
   * The images on the scale of this preset: that of the papers' program, where it knows the data
   * set, or that of the training images.
   */
  public DataSet standardized(DataSet data) {
    return this == PAPER ? PublishedStatistics.standardized(data) : data;
  }

  /** Candidates to train on the full data, to learn from and to judge by. */
  public int validate() {
    return validate;
  }
}
