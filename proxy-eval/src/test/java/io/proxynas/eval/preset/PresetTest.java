package io.proxynas.eval.preset;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.eval.train.Recipes;
import io.proxynas.nas.space.ConvNetSpace;
import io.proxynas.nas.space.nasbench201.NasBench201Space;
import io.proxynas.train.data.DataSet;
import io.proxynas.train.data.RawImages;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PresetTest {

  /** A fifth of the images, all of one pixel, is cut off for validation. */
  private static DataSet data(int images) {
    ImageShape pixel = new ImageShape(1, 1, 1);
    int[] labels = IntStream.range(0, images).map(i -> i % 2).toArray();
    RawImages raw = new RawImages(pixel, new byte[images], labels);
    return DataSet.of("tiny", List.of("a", "b"), raw, raw, false, List.of());
  }

  /** By hand: 100 of 125 images are 4 updates an epoch, so that 100 epochs are 400 updates. */
  @ParameterizedTest
  @CsvSource({"125,100", "180,67", "2500,5", "10000,5", "2490,5", "2400,6"})
  void recipe_ofDefault_hasTheLeastUpdates(int images, int epochs) {
    assertThat(Preset.DEFAULT.recipe(data(images)))
        .isEqualTo(Preset.DEFAULT.recipe().withEpochs(epochs));
  }

  @Test
  void recipe_ofSmoke_isTheUsual() {
    assertThat(Preset.SMOKE.recipe(data(10))).isEqualTo(Preset.SMOKE.recipe());
  }

  @Test
  void recipes_areLongerOnAProxyWhereTheSpaceNeedsIt() {
    DataSet data = data(2500);
    Recipes cells = Preset.DEFAULT.recipes(data, NasBench201Space.BENCHMARK);

    assertThat(cells).isEqualTo(new Recipes(Preset.DEFAULT.recipe(), 20));
    assertThat(cells.onProxy()).isEqualTo(Preset.DEFAULT.recipe().withEpochs(20));
    assertThat(Preset.DEFAULT.recipes(data, ConvNetSpace.CPU))
        .isEqualTo(Recipes.alike(Preset.DEFAULT.recipe()));
    assertThat(Preset.PAPER.recipes(data(125), NasBench201Space.BENCHMARK).proxyEpochs())
        .isEqualTo(400);
    assertThat(Preset.SMOKE.recipes(data, NasBench201Space.BENCHMARK).proxyEpochs()).isEqualTo(1);
  }

  @Test
  void standardized_ofPaper_isOnTheScaleOfThePapers() {
    DataSet digits = data(10).withSource("mnist");

    assertThat(Preset.PAPER.standardized(digits).statistics().mean()).containsExactly(0.1307f);
    assertThat(Preset.DEFAULT.standardized(digits)).isSameAs(digits);
  }

  @Test
  void recipe_ofPaper_isLongerOnFewImages() {
    assertThat(Preset.PAPER.recipe(data(125)).epochs()).isEqualTo(400);
    assertThat(Preset.PAPER.recipe(data(10_000))).isEqualTo(Preset.PAPER.recipe());
  }
}
