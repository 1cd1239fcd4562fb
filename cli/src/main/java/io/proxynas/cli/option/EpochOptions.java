package io.proxynas.cli.option;

import io.proxynas.cli.progress.ConsoleObserver;
import io.proxynas.eval.preset.Preset;
import io.proxynas.eval.train.Recipes;
import io.proxynas.nas.space.SearchSpace;
import io.proxynas.train.Recipe;
import io.proxynas.train.check.Require;
import io.proxynas.train.data.DataSet;
import java.util.Optional;
import picocli.CommandLine.Option;

/** For how long every network is trained. */
public final class EpochOptions {

  @Option(
      names = "--epochs",
      paramLabel = "E",
      description =
          "Epochs of every training, on a proxy and on the real images alike (default: from the"
              + " preset, and but for smoke more where the images are so few that these would be fewer"
              + " than "
              + Preset.LEAST_UPDATES
              + " updates on all of them).")
  private Optional<Integer> epochs = Optional.empty();

  /** How a preset trains, before the images are known. */
  public Recipe recipe(Preset preset) {
    return recipe(preset.recipe());
  }

  /** A recipe that was chosen before, for as long as the user says. */
  public Recipe recipe(Recipe chosen) {
    epochs.ifPresent(number -> Require.atMost("epochs", Recipe.MOST_EPOCHS, number));
    return epochs.map(chosen::withEpochs).orElse(chosen);
  }

  /** How a preset trains on these images; tells the user where they are few. */
  public Recipe recipe(Preset preset, DataSet images, ConsoleObserver observer) {
    Recipe usual = recipe(preset);
    Recipe recipe = epochs.isPresent() ? usual : preset.recipe(images);
    if (recipe.epochs() > usual.epochs()) {
      observer.announces(
          "networks are trained for %d epochs instead of %d, since the images are few: see --epochs"
              .formatted(recipe.epochs(), usual.epochs()));
    }
    return recipe;
  }

  /**
   * How a preset trains networks of a space on these images, for longer on a proxy where the space
   * wants that and the user does not say otherwise; tells the user where it is longer.
   */
  public Recipes recipes(
      Preset preset, SearchSpace space, DataSet images, ConsoleObserver observer) {
    Recipes alike = Recipes.alike(recipe(preset, images, observer));
    if (epochs.isPresent()) {
      return alike;
    }
    Recipes recipes = alike.withProxyEpochs(preset.recipes(images, space).proxyEpochs());
    if (recipes.proxyEpochs() > alike.proxyEpochs()) {
      observer.announces(
          "on a proxy networks are trained for %d epochs instead of %d, since fewer do not tell those of %s apart: see --proxy-epochs"
              .formatted(recipes.proxyEpochs(), alike.proxyEpochs(), space.name()));
    }
    return recipes;
  }
}
