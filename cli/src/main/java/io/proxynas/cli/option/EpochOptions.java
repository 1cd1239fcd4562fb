package io.proxynas.cli.option;

import io.proxynas.cli.progress.ConsoleObserver;
import io.proxynas.eval.preset.Preset;
import io.proxynas.train.Recipe;
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

  /** Whether the user says. */
  boolean areGiven() {
    return epochs.isPresent();
  }

  /** How a preset trains, before the images are known. */
  public Recipe recipe(Preset preset) {
    return recipe(preset.recipe());
  }

  /** A recipe that was chosen before, for as long as the user says. */
  public Recipe recipe(Recipe chosen) {
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
}
