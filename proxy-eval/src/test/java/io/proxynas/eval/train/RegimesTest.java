package io.proxynas.eval.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.condense.ProxySets;
import io.proxynas.condense.set.ProxySpec;
import io.proxynas.engine.Progress;
import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.backend.Device;
import io.proxynas.eval.validation.Candidates;
import io.proxynas.eval.validation.PairedScore;
import io.proxynas.eval.validation.RivalKind;
import io.proxynas.eval.validation.RivalScorer;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.score.FreeScore;
import io.proxynas.train.Recipe;
import io.proxynas.train.data.DataSet;
import io.proxynas.train.data.LabelledImages;
import io.proxynas.train.data.source.DataLocation;
import io.proxynas.train.data.source.DataSets;
import io.proxynas.train.file.CacheFolder;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegimesTest {

  private static final Recipe RECIPE = new Recipe(5, 25, 0.01, 0.9, 5e-4, Optional.empty());
  private static final Architecture NET = Candidates.architecture(4);
  private static DataSet data;
  private static Regimes regimes;

  @BeforeAll
  static void load() throws InterruptedException {
    data =
        DataSets.load(
            "fashion-mnist-mini", DataLocation.of(new CacheFolder(Path.of("none"))), Progress.NONE);
    regimes = Regimes.of(data, RECIPE, new Seed(1));
  }

  private static Regime on(int images, int epochs) {
    int[] first = IntStream.range(0, images).toArray();
    return new Regime(data.train().select(first), "a set", RECIPE.withEpochs(epochs), new Seed(9));
  }

  @Test
  void earlyStopping_smallProxy_seesAsManyImagesEachOnce() {
    Regime early = regimes.earlyStopping(on(500, 5));
    assertThat(early.recipe()).isEqualTo(RECIPE.withEpochs(1));
    assertThat(early.images().size()).isEqualTo(2500);
    assertThat(early.imageSteps()).isEqualTo(on(500, 5).imageSteps());
    assertThat(early.seed()).isEqualTo(new Seed(9)); // the same weights and order of draws
    assertThat(pixels(early)).hasSizeGreaterThan(2490); // a few images are twice in the data
  }

  @ParameterizedTest
  @CsvSource({"10, 5, 10", "30, 10, 15", "70, 15, 24", "500, 100, 25"})
  void earlyStopping_setsThatBatchesDoNotDivide_takesAsManyUpdates(
      int images, int updates, int batch) {
    Regime other = on(images, 5);
    Regime early = regimes.earlyStopping(other);
    assertThat(5 * other.recipe().steps(images)).isEqualTo(updates);
    assertThat(early.recipe().epochs() * early.recipe().steps(early.images().size()))
        .isEqualTo(updates);
    assertThat(early.recipe().batchSize()).isEqualTo(batch);
  }

  @Test
  void earlyStopping_manyEpochsOfSetsThatBatchesDoNotDivide_hasNearlyAsManyUpdates() {
    for (int images = 1; images <= 120; images++) {
      Regime other = on(images, 100);
      Regime early = regimes.earlyStopping(other);
      double updates = 100.0 * other.recipe().steps(images);
      assertThat(early.recipe().epochs() * early.recipe().steps(early.images().size()) / updates)
          .as("%d images", images)
          .isBetween(0.96, 1.01);
    }
  }

  /** The images, each once. */
  private static Set<List<Float>> pixels(Regime regime) {
    Set<List<Float>> distinct = new HashSet<>();
    int size = regime.images().shape().size();
    int[] all = IntStream.range(0, regime.images().size()).toArray();
    float[] values = new float[all.length * size];
    regime.images().copy(all, 0, all.length, values);
    for (int i = 0; i < all.length; i++) {
      int offset = i * size;
      distinct.add(IntStream.range(0, size).mapToObj(j -> values[offset + j]).toList());
    }
    return distinct;
  }

  @Test
  void earlyStopping_moreImagesThanThereAre_takesEqualEpochs() {
    int full = regimes.split().train().size();
    Regime other = new Regime(regimes.split().train(), "x", RECIPE.withEpochs(3), new Seed(9));
    assertThat(regimes.earlyStopping(other).recipe().epochs()).isEqualTo(3);
    assertThat(regimes.earlyStopping(other).images().size()).isEqualTo(full);
    Regime more = on(full / 2, 5); // two and a half passes
    Regime early = regimes.earlyStopping(more);
    assertThat(early.recipe().epochs()).isEqualTo(3);
    assertThat(early.imageSteps()).isBetween(more.imageSteps() - 3, more.imageSteps());
  }

  @Test
  void scorer_thatJudges_hasOtherImagesThanThoseThatRank() {
    LabelledImages ranking = regimes.scorer(on(500, 5)).validation();
    LabelledImages judging = regimes.scorer(regimes.full(1)).validation();

    assertThat(ranking.size() + judging.size()).isEqualTo(regimes.split().validation().size());
    assertThat(regimes.scorer(regimes.earlyStopping(on(500, 5))).validation().labels())
        .isEqualTo(ranking.labels());
    for (int i = 0; i < judging.size(); i++) {
      assertThat(judging.labels()[i]).isEqualTo(regimes.split().validation().labels()[2 * i + 1]);
    }
    Regimes whole = regimes.onAllOfTheSplit();
    assertThat(whole.scorer(whole.full(1)).validation().size())
        .isEqualTo(regimes.split().validation().size());
    Regimes test = regimes.onTest();
    assertThat(test.scorer(on(500, 5)).validation().size()).isEqualTo(data.test().size());
  }

  @Test
  void full_truthSeeds_differInTheirSeedAlone() {
    Regime first = regimes.full(1);
    Regime second = regimes.full(2);
    assertThat(second.seed()).isNotEqualTo(first.seed());
    assertThat(second.images()).isEqualTo(first.images());
    assertThat(second.recipe()).isEqualTo(first.recipe());
  }

  @Test
  void key_dependsOnEverythingThatDecidesATraining() throws InterruptedException {
    Regime regime = on(500, 5);
    String key = regimes.key(regime, NET).hash();
    assertThat(regimes.key(on(500, 5), Candidates.architecture(4)).hash()).isEqualTo(key);
    assertThat(regimes.key(regime, NET, Device.PROCESSOR).hash()).isEqualTo(key);

    Set<String> others = new HashSet<>();
    others.add(regimes.key(regime, Candidates.architecture(5)).hash());
    others.add(
        regimes
            .key(new Regime(regime.images(), "other", regime.recipe(), regime.seed()), NET)
            .hash());
    others.add(regimes.key(on(500, 6), NET).hash());
    for (String card : List.of("NVIDIA A10", "NVIDIA H100 80GB HBM3")) {
      others.add(regimes.key(regime, NET, new Device(Device.Kind.CUDA, 0, card)).hash());
    }
    others.add(
        regimes
            .key(new Regime(regime.images(), "a set", regime.recipe(), new Seed(10)), NET)
            .hash());
    others.add(Regimes.of(data, RECIPE, new Seed(2)).key(regime, NET).hash()); // another split
    others.add(regimes.key(regime.withJudges(true), NET).hash());
    others.add(regimes.onTest().key(regime, NET).hash());
    assertThat(others).hasSize(9).doesNotContain(key);
  }

  @Test
  void key_sameIdOfAnotherConfiguration_differs() {
    Regime regime = on(500, 5);
    Architecture impostor =
        new Architecture() {
          @Override
          public String id() {
            return NET.id();
          }

          @Override
          public ComputationGraphConfiguration configuration(
              ImageShape input, int classes, long seed) {
            return Candidates.architecture(5).configuration(input, classes, seed);
          }
        };
    assertThat(regimes.key(regime, impostor).hash()).isNotEqualTo(regimes.key(regime, NET).hash());
  }

  @Test
  void untrainedRivals_areMeansOfSoManyInitialisations() throws InterruptedException {
    Outcome.Trained trained = Candidates.trained(4, 0.9, 1000, 1);
    List<PairedScore> pair =
        List.of(new PairedScore(1, trained, List.of(trained), true, false, false));
    List<RivalKind> kinds = List.of(RivalKind.NASWOT, RivalKind.SYNFLOW);
    Set<Double> values = new HashSet<>();
    for (int initialisations = 1; initialisations <= 2; initialisations++) {
      List<RivalScorer> rivals = Rivals.untrained(kinds, regimes, initialisations);
      assertThat(rivals)
          .extracting(RivalScorer::name)
          .containsExactly("parameters", "flops", "naswot", "synflow");
      for (FreeScore score : List.of(FreeScore.NASWOT, FreeScore.SYNFLOW)) {
        double value = rivals.get(2 + score.ordinal()).score(pair).get(0).value();
        assertThat(value)
            .isEqualTo(regimes.freeScorer(List.of(score), initialisations).of(NET).get(score));
        values.add(value);
      }
    }
    assertThat(values).hasSize(4);
  }

  @Test
  void work_countsThreePassesAnImageAndTheScoring() {
    assertThat(on(500, 5).work(2000)).isEqualTo(3 * 2500 + 2000);
  }

  @Test
  void onRandom_besideMosaics_trainsForAsManySteps() {
    ProxySets.Proxy random = proxy(ProxySpec.parse("random-ipc2"));
    ProxySets.Proxy mosaics = proxy(ProxySpec.parse("dmf-ipc2"), 80);
    Regime beside = regimes.onRandom(random, mosaics);
    assertThat(beside.recipe()).isEqualTo(RECIPE.withEpochs(20)); // four steps an epoch for one
    assertThat(beside.withRecipe(RECIPE)).isEqualTo(regimes.on(random));
    assertThat(regimes.onRandom(random, proxy(ProxySpec.parse("dm-ipc2"))))
        .isEqualTo(regimes.on(random));
  }

  /** Twelve images a class that are decoded: too many for real statistics, unlike three. */
  @Test
  void onRandom_besideMosaics_infersByTheSameStatistics() {
    ProxySets.Proxy mosaics = proxy(ProxySpec.parse("dmf-ipc2"), 120);
    ProxySets.Proxy random = proxy(ProxySpec.parse("random-ipc2"));
    assertThat(regimes.on(mosaics).realStatistics()).isFalse();
    assertThat(regimes.on(random).realStatistics()).isTrue();
    assertThat(regimes.onRandom(random, mosaics).realStatistics()).isFalse();
  }

  @Test
  void proxyEpochs_areThoseOfProxiesAndOfWhatStandsBesideThem() {
    Regimes longer = Regimes.of(data, new Recipes(RECIPE, 20), new Seed(1));
    ProxySets.Proxy proxy = proxy(ProxySpec.parse("dm-ipc2"));

    assertThat(longer.full(1)).isEqualTo(regimes.full(1).withImages(longer.full(1).images()));
    assertThat(longer.on(proxy)).isEqualTo(regimes.on(proxy).withRecipe(RECIPE.withEpochs(20)));
    assertThat(longer.onRandom(proxy(ProxySpec.parse("random-ipc2")), proxy).recipe())
        .isEqualTo(RECIPE.withEpochs(20));
    assertThat(longer.earlyStopping(longer.on(proxy)).imageSteps())
        .isEqualTo(20L * proxy.images().size());
    assertThatThrownBy(() -> new Recipes(RECIPE, 0))
        .hasMessage("the epochs on a proxy must be at least 1, but was 0");
    Recipe recipe = new Recipe(5, 6, 0.05, 0.9, 5e-4, Optional.empty());
    assertThatThrownBy(() -> new Recipes(recipe, 100_001))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the epochs on a proxy must be at most 100000, but was 100001");
    assertThatThrownBy(() -> new Recipes(recipe.withEpochs(Integer.MAX_VALUE), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("epochs must be at most 100000, but was 2147483647");
  }

  private static ProxySets.Proxy proxy(ProxySpec spec) {
    return proxy(spec, 20);
  }

  private static ProxySets.Proxy proxy(ProxySpec spec, int images) {
    int[] first = IntStream.range(0, images).toArray();
    return new ProxySets.Proxy(
        spec, data.train().select(first), 2, Optional.empty(), "a set", Optional.empty());
  }

  @Test
  void on_realStatistics_estimatesThemOnAThousandRealImages() throws InterruptedException {
    Regimes real = regimes.withStatisticsFrom(StatisticsFrom.REAL);
    Regime regime = real.on(proxy(ProxySpec.parse("random-ipc2")));
    LabelledImages images = real.scorer(regime).statistics().orElseThrow();

    assertThat(images.size()).isEqualTo(1000);
    assertThat(pixels(new Regime(images, "", RECIPE, new Seed(1)))).hasSizeGreaterThan(995);
    assertThat(images.labels())
        .isEqualTo(Regimes.of(data, RECIPE, new Seed(1)).statistics().labels())
        .isNotEqualTo(Regimes.of(data, RECIPE, new Seed(2)).statistics().labels());
    assertThat(real.scorer(real.earlyStopping(regime)).statistics()).isPresent();
    assertThat(real.scorer(real.full(1)).statistics()).isEmpty();
    assertThat(real.on(proxy(ProxySpec.parse("full"))).realStatistics()).isFalse();
    Regime usual =
        regimes.withStatisticsFrom(StatisticsFrom.PROXY).on(proxy(ProxySpec.parse("random-ipc2")));
    assertThat(regimes.scorer(usual).statistics()).isEmpty();
    assertThat(real.key(regime, NET).hash()).isNotEqualTo(regimes.key(usual, NET).hash());
    assertThat(real.key(real.full(1), NET)).isEqualTo(regimes.key(regimes.full(1), NET));
  }

  @Test
  void onTest_sameTrainingsOtherImagesToScoreOn() {
    Regimes onTest = regimes.onTest();
    assertThat(onTest.full(2)).isEqualTo(regimes.full(2));
    assertThat(onTest.scorer(onTest.full(1)).validation()).isEqualTo(data.test());
    assertThat(onTest.key(onTest.full(1), NET)).isNotEqualTo(regimes.key(regimes.full(1), NET));
  }
}
