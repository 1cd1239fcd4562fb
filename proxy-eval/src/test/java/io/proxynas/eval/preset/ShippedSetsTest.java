package io.proxynas.eval.preset;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxynas.condense.ProxySets;
import io.proxynas.condense.set.Method;
import io.proxynas.condense.set.Provenance;
import io.proxynas.condense.set.ProxySpec;
import io.proxynas.condense.set.ProxyStore;
import io.proxynas.engine.Progress;
import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.ConvNet;
import io.proxynas.train.Recipe;
import io.proxynas.train.TrainedNetwork;
import io.proxynas.train.Trainer;
import io.proxynas.train.augment.SiameseAugmentation;
import io.proxynas.train.data.DataSet;
import io.proxynas.train.data.LabelledImages;
import io.proxynas.train.data.source.DataLocation;
import io.proxynas.train.data.source.DataSets;
import io.proxynas.train.file.CacheFolder;
import io.proxynas.train.file.Host;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The sets that come with the program are those that the main job asks for, and worth training on.
 */
class ShippedSetsTest {

  @TempDir Path directory;
  private DataSet data;

  @BeforeEach
  void load() throws InterruptedException {
    data =
        DataSets.load(
            "fashion-mnist-mini", DataLocation.of(new CacheFolder(directory)), Progress.NONE);
  }

  private ProxySets.Proxy get(Method method, int imagesPerClass) throws InterruptedException {
    Host host = new Host(Map.of(), "a test", 1, Clock.systemUTC());
    ProxyStore store =
        new ProxyStore(directory, host, ProxyStore.Terms.USUAL, ShippedSetsTest::fail);
    return ProxySets.of(data, Preset.DEFAULT.condensation(), new Seed(1), 1, store)
        .get(
            new ProxySpec.Condensed(method, imagesPerClass),
            ShippedSetsTest::failOnIterations,
            ShippedSetsTest::fail);
  }

  private static void fail(String warning) {
    throw new AssertionError(warning);
  }

  /** Fails as soon as a set is condensed, which would take minutes. */
  private static void failOnIterations(long done, long total, double loss) {
    assertThat(loss)
        .as(
            "no shipped set has the key of the present settings: make them anew by"
                + " condense/src/data/make-shipped-sets.sh")
        .isNaN();
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 50})
  void get_defaultSettings_findsTheShippedSet(int imagesPerClass) throws InterruptedException {
    ProxySets.Proxy proxy = get(Method.DM, imagesPerClass);

    assertThat(proxy.shipped()).isTrue();
    assertThat(proxy.fromCache()).isTrue();
    assertThat(proxy.images().size()).isEqualTo(10 * imagesPerClass);
    assertThat(proxy.cost()).isPositive();
    Provenance provenance = proxy.condensed().orElseThrow().set().provenance();
    assertThat(provenance.key().hash()).isEqualTo(proxy.hash());
    assertThat(provenance.dataSet()).isEqualTo(data.name());
    assertThat(provenance.timeLimit()).isEmpty();
    assertThat(provenance.machine()).isNotBlank();
    assertThat(provenance.versions()).containsKey("proxynas");
    assertThat(proxy.condensed().orElseThrow().set().losses())
        .hasSize(Preset.DEFAULT.condensation().iterations(Method.DM, imagesPerClass).orElseThrow());
  }

  @Test
  void get_shippedSet_isWorthMoreThanRandomImages() throws InterruptedException {
    double shipped = accuracy(get(Method.DM, 10).images());
    double random = accuracy(get(Method.RANDOM, 10).images());

    assertThat(shipped).isGreaterThan(0.7).isGreaterThan(random + 0.03);
  }

  private double accuracy(LabelledImages set) throws InterruptedException {
    ConvNet network =
        new ConvNet(
            2,
            16,
            ConvNet.Activation.RELU,
            ConvNet.Normalization.INSTANCE,
            ConvNet.Pooling.AVERAGE);
    Recipe recipe = new Recipe(60, 25, 0.01, 0.9, 5e-4, Optional.of(SiameseAugmentation.ALL));
    try (TrainedNetwork trained =
        new Trainer(recipe).train(network, set, new Seed(3), Progress.NONE)) {
      return trained.evaluate(data.test()).accuracy();
    }
  }
}
