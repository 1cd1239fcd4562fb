package io.proxynas.cli.option;

import io.proxynas.cli.progress.ConsoleObserver;
import io.proxynas.eval.preset.Preset;
import io.proxynas.eval.train.Recipes;
import io.proxynas.nas.space.SearchSpace;
import io.proxynas.nas.space.nasbench201.NasBench201Space;
import io.proxynas.train.data.DataSet;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** For how long networks are trained, on all images and on a proxy. */
public final class RecipeOptions {

  @Mixin private EpochOptions epochs = new EpochOptions();

  @Option(
      names = "--proxy-epochs",
      paramLabel = "E",
      description =
          "Epochs of the trainings on a proxy, and on random images in its place (default: as"
              + " --epochs; where that is left out, at least "
              + NasBench201Space.LEAST_PROXY_EPOCHS
              + " in nasbench201, whose networks fewer"
              + " do not tell apart).")
  private Optional<Integer> proxyEpochs = Optional.empty();

  /** How a preset trains, before the images are known. */
  public Recipes recipes(Preset preset) {
    return withProxyEpochs(Recipes.alike(epochs.recipe(preset)));
  }

  /**
   * How a preset trains networks of a space on these images; tells the user where that is longer.
   */
  public Recipes recipes(
      Preset preset, SearchSpace space, DataSet images, ConsoleObserver observer) {
    return proxyEpochs.isPresent()
        ? withProxyEpochs(Recipes.alike(epochs.recipe(preset, images, observer)))
        : epochs.recipes(preset, space, images, observer);
  }

  private Recipes withProxyEpochs(Recipes recipes) {
    return proxyEpochs.map(recipes::withProxyEpochs).orElse(recipes);
  }
}
