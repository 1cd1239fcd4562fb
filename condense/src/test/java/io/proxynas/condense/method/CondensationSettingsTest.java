package io.proxynas.condense.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.condense.match.LearningRate;
import io.proxynas.condense.set.Method;
import io.proxynas.engine.Progress;
import io.proxynas.engine.Sgd;
import io.proxynas.train.augment.Augmentation;
import io.proxynas.train.augment.SiameseAugmentation;
import io.proxynas.train.data.DataSet;
import io.proxynas.train.data.source.DataLocation;
import io.proxynas.train.data.source.DataSets;
import io.proxynas.train.file.CacheFolder;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CondensationSettingsTest {

  private static DataSet mini() throws InterruptedException {
    DataLocation nowhere = DataLocation.of(new CacheFolder(Path.of("none")));
    return DataSets.load("fashion-mnist-mini", nowhere, Progress.NONE);
  }

  @ParameterizedTest
  @EnumSource(names = {"DM", "DMF", "NCFM", "IDM", "DSA"})
  void withAugmentation_ofTheUsersChoice_isTheMethods(Method method) throws InterruptedException {
    SiameseAugmentation crop = SiameseAugmentation.of(Augmentation.Crop.DEFAULT);
    CondensationSettings settings = CondensationSettings.CPU.withAugmentation(crop);

    assertThat(Condensers.of(method, settings, mini(), 2, 1).configuration())
        .containsEntry("augmentation", crop.toString());
    assertThat(Condensers.of(method, CondensationSettings.CPU, mini(), 2, 1).configuration())
        .containsEntry("augmentation", SiameseAugmentation.ALL.toString());
  }

  @ParameterizedTest
  @EnumSource(
      value = Method.class,
      names = {"DM", "DMF", "NCFM", "IDM"})
  void withLearningRate_ofMatching_isItsRate(Method method) {
    CondensationSettings other = CondensationSettings.CPU.withLearningRate(method, 7);
    assertThat(other.matching(method).orElseThrow().learningRate()).isEqualTo(LearningRate.of(7));
    assertThat(other.gradientMatching()).isEqualTo(CondensationSettings.CPU.gradientMatching());
  }

  @Test
  void withLearningRate_ofGradientMatching_isThatOfItsPixelsAtAnySize() {
    CondensationSettings other = CondensationSettings.CPU.withLearningRate(Method.DSA, 7);
    for (int imagesPerClass : new int[] {1, 10, 50}) {
      GradientMatching.Settings before =
          CondensationSettings.CPU.gradientMatching().at(imagesPerClass);
      assertThat(other.gradientMatching().at(imagesPerClass))
          .isEqualTo(before.withPixels(new Sgd(7, 0.5, 0)));
    }
  }

  @Test
  void withLearningRate_thatCannotBe_isRefused() {
    assertThatThrownBy(() -> CondensationSettings.CPU.withLearningRate(Method.DSA, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the learning rate must be above 0, but was 0.0");
    assertThatThrownBy(() -> CondensationSettings.CPU.withLearningRate(Method.HERDING, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a set made by herding has no learning rate");
  }

  @Test
  void withIterations_ofACoreset_isRefused() {
    assertThatThrownBy(() -> CondensationSettings.CPU.withIterations(Method.HERDING, 3))
        .hasMessage("a set made by herding has no iterations");
  }
}
