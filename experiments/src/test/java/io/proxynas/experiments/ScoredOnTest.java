package io.proxynas.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxynas.condense.ProxySets;
import io.proxynas.condense.method.CondensationSettings;
import io.proxynas.condense.set.ProxyStore;
import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.train.data.DataSet;
import io.proxynas.train.data.LabelledImages;
import io.proxynas.train.data.RawImages;
import io.proxynas.train.file.Host;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoredOnTest {

  private static final Host HOST =
      new Host(Map.of(), "a test", 1, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));

  @TempDir Path folder;

  /** Twenty training images of one pixel, no two alike. */
  private static DataSet data() {
    ImageShape pixel = new ImageShape(1, 1, 1);
    byte[] values = new byte[20];
    int[] labels = new int[20];
    for (int i = 0; i < 20; i++) {
      values[i] = (byte) (10 * i);
      labels[i] = i % 2;
    }
    RawImages train = new RawImages(pixel, values, labels);
    RawImages test = new RawImages(pixel, new byte[] {5, 6}, new int[] {0, 1});
    return DataSet.of("tiny", List.of("a", "b"), train, test, false, List.of());
  }

  private static Set<Float> pixels(LabelledImages images) {
    Set<Float> pixels = new HashSet<>();
    float[] image = new float[1];
    IntStream.range(0, images.size())
        .forEach(
            i -> {
              images.pixels().copy(i, image, 0);
              pixels.add(image[0]);
            });
    return pixels;
  }

  @Test
  void test_isTheTestPart() {
    DataSet data = data();

    assertThat(ScoredOn.TEST.of(data, new Seed(1))).isSameAs(data.test());
  }

  /** By hand: a fifth of ten images of each class. */
  @Test
  void validation_isWhatNoSetOfTheSeedIsMadeOf() {
    DataSet data = data();
    ProxyStore store = new ProxyStore(folder, HOST, ProxyStore.Terms.USUAL, warning -> {});

    LabelledImages validation = ScoredOn.VALIDATION.of(data, new Seed(3));
    ProxySets sets = ProxySets.of(data, CondensationSettings.SMOKE, new Seed(3), 1, store);

    assertThat(validation.size()).isEqualTo(4);
    assertThat(validation.indicesOf(0)).hasSize(2);
    assertThat(pixels(validation))
        .hasSize(4)
        .isSubsetOf(pixels(data.train()))
        .doesNotContainAnyElementsOf(pixels(sets.real().train()));
    assertThat(pixels(sets.real().train())).hasSize(16);
  }
}
