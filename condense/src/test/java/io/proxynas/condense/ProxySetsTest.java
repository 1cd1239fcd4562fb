package io.proxynas.condense;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.condense.course.Course;
import io.proxynas.condense.embed.RandomNetworks;
import io.proxynas.condense.method.CondensationSettings;
import io.proxynas.condense.saved.NpzFile;
import io.proxynas.condense.set.Method;
import io.proxynas.condense.set.ProxySpec;
import io.proxynas.condense.set.ProxyStore;
import io.proxynas.condense.set.SetCost;
import io.proxynas.condense.set.Sets;
import io.proxynas.engine.Progress;
import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.architecture.Mlp;
import io.proxynas.train.data.ChannelStatistics;
import io.proxynas.train.data.DataException;
import io.proxynas.train.data.DataSet;
import io.proxynas.train.data.LabelledImages;
import io.proxynas.train.data.ValidationSplit;
import io.proxynas.train.data.source.DataLocation;
import io.proxynas.train.data.source.DataSets;
import io.proxynas.train.file.CacheFolder;
import io.proxynas.train.file.Host;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProxySetsTest {

  private static final ProxySpec.Condensed SPEC = new ProxySpec.Condensed(Method.DM, 2);

  @TempDir Path directory;
  private DataSet data;

  @BeforeEach
  void load() throws InterruptedException {
    data =
        DataSets.load(
            "fashion-mnist-mini", DataLocation.of(new CacheFolder(directory)), Progress.NONE);
  }

  private ProxySets sets(int iterations) {
    return sets(data, iterations, 1);
  }

  private ProxySets sets(DataSet of, int iterations, int seed) {
    Host host = new Host(Map.of(), "a test", 1, Clock.systemUTC());
    ProxyStore store = new ProxyStore(directory, host, ProxyStore.Terms.USUAL, ProxySetsTest::fail);
    CondensationSettings settings =
        CondensationSettings.SMOKE.withIterations(Method.DM, iterations);
    return ProxySets.of(
        of,
        settings.withMatching(
            Method.DM,
            settings.distributionMatching().withEmbeddings(RandomNetworks.of(new Mlp(4)))),
        new Seed(seed),
        2,
        store);
  }

  /** What is said of a saved set. */
  private static List<String> warnings(ProxySets sets, Path file) throws InterruptedException {
    List<String> warnings = new ArrayList<>();
    sets.get(new ProxySpec.Saved(file), Course.Listener.NONE, warnings::add);
    return warnings;
  }

  private Path made() throws InterruptedException {
    ProxySets sets = sets(2);
    return sets.file(sets.get(SPEC).condensed().orElseThrow());
  }

  private static void fail(String warning) {
    throw new AssertionError(warning);
  }

  @Test
  void has_aSet_onceItIsMade() throws InterruptedException {
    assertThat(sets(2).has(SPEC)).isFalse();
    assertThat(sets(2).has(new ProxySpec.Full())).isTrue();

    sets(2).get(SPEC);

    assertThat(sets(2).has(SPEC)).isTrue();
    assertThat(sets(3).has(SPEC)).isFalse();
  }

  @Test
  void prefix_isTheSetOfSoManyIterations() throws InterruptedException {
    assertThat(sets(6).hasPrefix(SPEC, 2)).isFalse();
    ProxySets.Proxy first = sets(6).prefix(SPEC, 2, Course.Listener.NONE);
    ProxySets.Proxy second = sets(6).prefix(SPEC, 4, Course.Listener.NONE);

    ProxySets.Proxy asked = sets(2).get(SPEC);

    assertThat(first.fromCache()).isFalse();
    assertThat(sets(6).hasPrefix(SPEC, 2)).isTrue();
    assertThat(asked.fromCache()).isTrue();
    assertThat(asked.hash()).isEqualTo(first.hash());
    assertThat(second.cost()).isGreaterThan(first.cost());
    assertThat(second.condensed().orElseThrow().set().losses()).hasSize(4);
  }

  @Test
  void prefix_ofAMethodWithoutIterations_isRefused() {
    assertThatThrownBy(
            () ->
                sets(6).prefix(new ProxySpec.Condensed(Method.RANDOM, 2), 2, Course.Listener.NONE))
        .hasMessage("a set made by random has no iterations");
  }

  @Test
  void cost_ofASetMadeNow_isWhatItTook_andOfNoneNothing() throws InterruptedException {
    ProxySets sets = sets(2);
    ProxySets.Proxy made = sets.get(SPEC);

    assertThat(sets.cost(made)).isEqualTo(new SetCost(made.cost(), 1));
    assertThat(sets.cost(sets(2).get(SPEC))).isEqualTo(sets.cost(made)); // this machine kept it
    ProxySets.Proxy full =
        sets.get(new ProxySpec.Full(), Course.Listener.NONE, ProxySetsTest::fail);
    assertThat(sets.cost(full)).isEqualTo(SetCost.NONE);
  }

  @Test
  void cost_ofASavedSetThatDoesNotTell_isUnknown() throws IOException, InterruptedException {
    Path file = directory.resolve("set.npz");
    NpzFile.write(data.train(), 0, file);
    ProxySets.Proxy saved =
        sets(2).get(new ProxySpec.Saved(file), Course.Listener.NONE, warning -> {});

    assertThat(saved.cost()).isZero();
    assertThat(sets(2).cost(saved)).isEqualTo(SetCost.UNKNOWN);
  }

  @Test
  void requirePossible_withOneThatIsNot_isRefusedBeforeAnyIsMade() {
    ProxySpec tooLarge = new ProxySpec.Condensed(Method.RANDOM, 801);
    ProxySpec missing = new ProxySpec.Saved(directory.resolve("missing.npz"));

    assertThatThrownBy(() -> sets(2).requirePossible(List.of(SPEC, tooLarge)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("images per class must be in [1, 800] for class \"T-shirt/top\"");
    assertThatThrownBy(() -> sets(2).requirePossible(List.of(SPEC, missing)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("missing.npz");
    assertThat(sets(2).has(SPEC)).isFalse();
    sets(2).requirePossible(List.of(SPEC, new ProxySpec.Full()));
  }

  @Test
  void get_fileOfSeveralSets_saysWhichItTook() throws IOException, InterruptedException {
    ImageShape shape = new ImageShape(1, 2, 3);
    LabelledImages images = Sets.random(shape, 20, "a", "b");
    ProxySets own =
        ProxySets.of(
            DataSet.of("tiny", images, images, true),
            CondensationSettings.SMOKE,
            new Seed(1),
            1,
            sets(2).store());
    Path file = directory.resolve("dm.pt");
    try (InputStream in = getClass().getResourceAsStream("saved/legacy-dm.pt")) {
      Files.copy(in, file);
    }
    List<String> warnings = new ArrayList<>();

    ProxySets.Proxy first = own.get(new ProxySpec.Saved(file), Course.Listener.NONE, warnings::add);
    ProxySets.Proxy told =
        own.get(
            new ProxySpec.Saved(file, OptionalInt.of(2)),
            Course.Listener.NONE,
            ProxySetsTest::fail);

    assertThat(warnings)
        .containsExactly(file + " has 2 sets, of which the first is taken; --set N takes another");
    assertThat(Sets.pixels(first.images())[0]).isZero();
    assertThat(Sets.pixels(told.images())[0]).isEqualTo(100);
    assertThat(told.spec().name()).isEqualTo("dm.pt-set2");
    assertThat(own.configuration(told.spec())).isNotEqualTo(own.configuration(first.spec()));
  }

  @Test
  void get_savedSetOfHeldOutImages_warnsOfEachPart() throws IOException, InterruptedException {
    LabelledImages validation = ValidationSplit.of(data, new Seed(1)).validation();
    Path file = directory.resolve("peeked.npz");
    NpzFile.write(validation, 0, file);
    List<String> warnings = new ArrayList<>();

    sets(2).get(new ProxySpec.Saved(file), Course.Listener.NONE, warnings::add);

    assertThat(warnings)
        .singleElement()
        .asString()
        .isEqualTo(
            "2,000 of the 2,000 images of the saved set are validation images, bit for bit;"
                + " accuracies on those are too high");
  }

  @Test
  void get_savedSetOfAnotherSeed_warnsThatItHasSeenWhatRanks() throws InterruptedException {
    Path file = made();

    assertThat(warnings(sets(data, 2, 2), file))
        .containsExactly(
            "the saved set %s was made of other images of fashion-mnist-mini than those that train here, as by another --seed: it has seen images that rank networks"
                .formatted(file));
    assertThat(warnings(sets(data, 3, 1), file)).as("of the same images").isEmpty();
  }

  @Test
  void get_savedSetOfOtherDataOfTheName_warnsThatItMayNotFit() throws InterruptedException {
    Path file = made();
    DataSet scaled =
        data.standardizedBy(new ChannelStatistics(new float[] {0.5f}, new float[] {0.25f}));

    assertThat(warnings(sets(scaled, 2, 1), file))
        .containsExactly(
            "the saved set %s was made of other data that were called fashion-mnist-mini, too, as by another --preset or --split-seed: it may have seen images that networks are scored on, and be on another scale"
                .formatted(file));
  }

  @Test
  void get_savedSetOfAnotherDataSet_saysNothing() throws InterruptedException {
    Path file = made();
    DataSet other = DataSet.of("other", data.train(), data.test(), true);

    assertThat(warnings(sets(other, 2, 1), file)).isEmpty();
  }
}
