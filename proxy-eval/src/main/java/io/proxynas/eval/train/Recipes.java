package io.proxynas.eval.train;

import io.proxynas.train.Recipe;
import io.proxynas.train.check.Require;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Map;

/**
 * How the networks of a run are trained: by one recipe, but for the epochs, of which a training on
 * a proxy set may need others than one on all images.
 *
 * @param full on all images, for at most {@link Recipe#MOST_EPOCHS}
 * @param proxyEpochs on a proxy set, and so for random images in its place, at least 1 and at most
 *     as many
 */
@RecordBuilder
public record Recipes(Recipe full, int proxyEpochs) implements RecipesBuilder.With {

  public Recipes {
    Require.atMost("epochs", Recipe.MOST_EPOCHS, full.epochs());
    Require.atLeastOne("the epochs on a proxy", proxyEpochs);
    Require.atMost("the epochs on a proxy", Recipe.MOST_EPOCHS, proxyEpochs);
  }

  /** For as many epochs on a proxy set as on all images. */
  public static Recipes alike(Recipe recipe) {
    return new Recipes(recipe, recipe.epochs());
  }

  /** On a proxy set. */
  public Recipe onProxy() {
    return full.withEpochs(proxyEpochs);
  }

  /**
   * What decides trainings, by name, for the configuration of a run.
   *
   * @param recipe the one on all images, as the run's data set has it
   */
  public Map<String, Object> asMap(Recipe recipe) {
    return proxyEpochs == full.epochs()
        ? Map.of("recipe", recipe.toString())
        : Map.of("recipe", recipe.toString(), "proxyEpochs", proxyEpochs);
  }
}
