package io.proxynas.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.proxynas.engine.Sgd;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RateScheduleTest {

  private static Recipe recipe(RateSchedule schedule, int epochs) {
    return new Recipe(epochs, 8, 0.01, 0.9, 5e-4, Optional.empty()).withSchedule(schedule);
  }

  private static Sgd at(Recipe recipe, int step, int updates) {
    return recipe.schedule().at(recipe, step, updates);
  }

  /** By hand: of 6 epochs those from 0 to 6 / 2 + 1 = 4 have the whole rate, 10 steps of 2 each. */
  @Test
  void step_ofSixEpochs_fallsOnceInTheSixth() {
    Recipe recipe = recipe(RateSchedule.STEP, 6);

    assertThat(RateSchedule.wholeRateEpochs(6)).isEqualTo(5);
    assertThat(at(recipe, 0, 2)).isEqualTo(new Sgd(0.01, 0.9, 5e-4));
    assertThat(at(recipe, 9, 2)).isEqualTo(new Sgd(0.01, 0.9, 5e-4));
    assertThat(at(recipe, 10, 2)).isEqualTo(new Sgd(0.001, 0, 5e-4));
    assertThat(at(recipe, 11, 2)).isEqualTo(new Sgd(0.001, 0.9, 5e-4));
  }

  /** By the authors' program: the rate is divided once epoch 501, counted from 0, is over. */
  @Test
  void step_ofThePapersEpochs_leaves502Whole() {
    Recipe recipe = recipe(RateSchedule.STEP, 1000);

    assertThat(RateSchedule.wholeRateEpochs(1000)).isEqualTo(502);
    assertThat(at(recipe, 501, 1).learningRate()).isEqualTo(0.01);
    assertThat(at(recipe, 502, 1).learningRate()).isEqualTo(0.001);
    assertThat(at(recipe, 999, 1)).isEqualTo(new Sgd(0.001, 0.9, 5e-4));
  }

  @Test
  void step_ofFourEpochs_neverFalls() {
    Recipe recipe = recipe(RateSchedule.STEP, 4);

    assertThat(at(recipe, 4 * 3 - 1, 3)).isEqualTo(new Sgd(0.01, 0.9, 5e-4));
  }

  /** The first step at the lower rate is that of an optimiser that knows no earlier gradient. */
  @Test
  void step_whereTheRateFalls_forgetsTheVelocity() {
    float[] weights = {1};
    float[] velocity = {7};

    at(recipe(RateSchedule.STEP, 6), 10, 2).step(weights, new float[] {2}, velocity, 1);

    assertThat(velocity[0]).isCloseTo(2.0005f, within(1e-6f)); // the gradient and 5e-4 · 1
    assertThat(weights[0]).isCloseTo(1 - 0.0020005f, within(1e-6f));
  }

  @ParameterizedTest
  @EnumSource(RateSchedule.class)
  void at_ofTheFirstEpochs_isAsOfAll(RateSchedule schedule) {
    Recipe all = recipe(schedule, 6);
    for (int step = 0; step < 4 * 2; step++) {
      assertThat(at(all.firstEpochs(4), step, 2)).isEqualTo(at(all, step, 2));
    }
  }

  /** By hand: a half cosine is 1 at its beginning, 1/2 in the middle, (1 + cos 3π/4) / 2 later. */
  @Test
  void cosine_fallsToHalfInTheMiddle() {
    Recipe recipe = recipe(RateSchedule.COSINE, 4);

    assertThat(at(recipe, 0, 2).learningRate()).isEqualTo(0.01);
    assertThat(at(recipe, 4, 2).learningRate()).isCloseTo(0.005, within(1e-12));
    assertThat(at(recipe, 6, 2).learningRate()).isCloseTo(0.01 * 0.146446609407, within(1e-12));
    assertThat(at(recipe, 6, 2).momentum()).isEqualTo(0.9);
  }
}
