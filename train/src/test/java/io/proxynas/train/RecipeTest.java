package io.proxynas.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxynas.train.augment.KindDraw;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecipeTest {

  private static final Recipe RECIPE = new Recipe(5, 25, 0.01, 0.9, 5e-4, Optional.empty());

  /** Stores and journals of earlier versions name trainings by it. */
  @Test
  void toString_usualSteps_isThatOfVersionsWithoutAChoice() {
    assertThat(RECIPE)
        .hasToString(
            "Recipe[epochs=5, batchSize=25, learningRate=0.01, momentum=0.9, weightDecay=5.0E-4,"
                + " augmentation=Optional.empty]");
  }

  @Test
  void toString_otherSteps_tellsThem() {
    assertThat(RECIPE.withSchedule(RateSchedule.STEP).toString())
        .endsWith("augmentation=Optional.empty, schedule=STEP, kindDraw=IMAGE]");
    assertThat(RECIPE.withKindDraw(KindDraw.BATCH).toString())
        .endsWith("augmentation=Optional.empty, schedule=COSINE, kindDraw=BATCH]");
  }
}
