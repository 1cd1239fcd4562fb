package io.proxynas.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
    assertThat(RECIPE.firstEpochs(2).toString())
        .startsWith("Recipe[epochs=2, ")
        .endsWith("augmentation=Optional.empty, laterEpochs=3]");
  }

  @Test
  void firstEpochs_keepTheWholeSchedule() {
    Recipe first = RECIPE.firstEpochs(3);
    assertThat(first.epochs()).isEqualTo(3);
    assertThat(first.scheduledEpochs()).isEqualTo(5);
    assertThat(first.firstEpochs(1)).isEqualTo(RECIPE.firstEpochs(1));
    assertThat(RECIPE.firstEpochs(5)).isEqualTo(RECIPE);
  }

  @Test
  void firstEpochs_moreThanAll_areRefused() {
    assertThatThrownBy(() -> RECIPE.firstEpochs(6))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the first epochs must be at most all 5, but were 6");
    assertThatThrownBy(() -> RECIPE.withLaterEpochs(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("later epochs must be at least 0, but were -1");
  }

  @Test
  void withEqualSteps_takesAsManySteps_orAFewMore() {
    assertThat(RECIPE.steps(100)).isEqualTo(4);
    assertThat(RECIPE.steps(101)).isEqualTo(5);
    assertThat(RECIPE.withEqualSteps(400, 100)).isEqualTo(RECIPE.withEpochs(20)); // 16 for 4
    assertThat(RECIPE.withEqualSteps(90, 10).epochs()).isEqualTo(20); // 4 for 1
    assertThat(RECIPE.withEqualSteps(75, 50).epochs()).isEqualTo(8); // 15 steps by 2 an epoch
    assertThat(RECIPE.withEqualSteps(100, 100)).isEqualTo(RECIPE);
    assertThat(RECIPE.withEqualSteps(1, 50_000).epochs()).isEqualTo(1);
  }

  @Test
  void withEqualSteps_ofNoImages_isRefused() {
    assertThatThrownBy(() -> RECIPE.withEqualSteps(10, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("images to train on must be at least 1, but was 0");
  }
}
