package io.proxynas.arbiter.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxynas.arbiter.TinyData;
import io.proxynas.condense.saved.NpzFile;
import io.proxynas.eval.preset.Preset;
import io.proxynas.eval.progress.RunObserver;
import io.proxynas.train.data.ImageScale;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProxyDataTest {

  private final List<String> warnings = new ArrayList<>();

  private ProxyData prepare(String proxy) {
    ProxyRecipe recipe =
        new ProxyRecipe(proxy, Preset.SMOKE, 0.25, 1, Learning.ENGINE, Optional.empty(), 1);
    return ProxyData.prepare(
        recipe, new TinyData().trainData(), RunObserver.ofWarnings(warnings::add));
  }

  @Test
  void prepare_full_trainsOnWhatDoesNotRank() {
    ProxyData full = prepare("full");

    assertThat(full.train().size()).isEqualTo(90);
    assertThat(full.validation().size()).isEqualTo(30);
    assertThat(warnings).isEmpty();
  }

  @Test
  void prepare_halvesTheValidationImages() {
    ProxyData data = prepare("random-ipc2");
    int[] all = data.validation().labels();

    int[] scoring = data.scoringIterator().images().labels();
    int[] judging = data.judgingIterator().images().labels();

    assertThat(scoring).hasSize(15);
    assertThat(judging).hasSize(15);
    for (int i = 0; i < 15; i++) {
      assertThat(scoring[i]).isEqualTo(all[2 * i]);
      assertThat(judging[i]).isEqualTo(all[2 * i + 1]);
    }
  }

  @Test
  void prepare_savedSetOfTheImagesThatRank_warns(@TempDir Path directory) throws IOException {
    ProxyData full = prepare("full");
    Path file = directory.resolve("peeked.npz");
    ImageScale scale = ImageScale.of(full.fullTrain());
    NpzFile.write(scale.standardized(full.validation()), 10, file);

    prepare(file.toString());

    assertThat(warnings)
        .containsExactly(
            "30 of the 30 images of the saved set are validation images, bit for bit;"
                + " accuracies on those are too high");
  }
}
