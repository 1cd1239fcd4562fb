package io.proxynas.condense.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.condense.set.Method;
import io.proxynas.engine.Progress;
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

  @Test
  void withIterations_ofACoreset_isRefused() {
    assertThatThrownBy(() -> CondensationSettings.CPU.withIterations(Method.HERDING, 3))
        .hasMessage("a set made by herding has no iterations");
  }
}
