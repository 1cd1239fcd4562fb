package io.proxynas.train;

import io.proxynas.engine.Sgd;
import io.proxynas.engine.Worded;

/** How the learning rate of a training falls, by the words of files. */
public enum RateSchedule implements Worded {
  /**
   * Step by step along a half cosine to 0 (Loshchilov and Hutter, arXiv 1608.03983, equation 5).
   */
  COSINE {
    @Override
    public Sgd at(Recipe recipe, int step, int updates) {
      int steps = recipe.scheduledEpochs() * updates;
      double rate = recipe.learningRate() * 0.5 * (1 + Math.cos(Math.PI * step / steps));
      return new Sgd(rate, recipe.momentum(), recipe.weightDecay());
    }
  },
  /**
   * To a tenth in the middle, as the program of Zhao and Bilen trains networks on condensed images:
   * epochs counted from 0, those up to ⌊E / 2⌋ + 1 have the whole rate. A new optimiser takes the
   * steps after them, so that the first of these knows no earlier gradient.
   */
  STEP {
    @Override
    public Sgd at(Recipe recipe, int step, int updates) {
      int lower = wholeRateEpochs(recipe.scheduledEpochs()) * updates;
      return new Sgd(
          step < lower ? recipe.learningRate() : LATER * recipe.learningRate(),
          step == lower ? 0 : recipe.momentum(),
          recipe.weightDecay());
    }
  };

  private static final double LATER = 0.1;

  /**
   * For how many epochs {@link #STEP} leaves the learning rate whole, counting those after the end
   * of a training of fewer than 4.
   *
   * @param epochs of the training
   */
  public static int wholeRateEpochs(int epochs) {
    return epochs / 2 + 2;
  }

  /**
   * How a step is taken.
   *
   * @param recipe of the training, which has this schedule
   * @param step from 0
   * @param updates steps of an epoch, at least 1
   */
  public abstract Sgd at(Recipe recipe, int step, int updates);
}
