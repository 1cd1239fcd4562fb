package io.proxynas.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.condense.set.ProxySpec;
import io.proxynas.condense.set.ProxyStore;
import io.proxynas.engine.Progress;
import io.proxynas.engine.Seed;
import io.proxynas.eval.list.ListPlan;
import io.proxynas.eval.list.ListRun;
import io.proxynas.eval.preset.Preset;
import io.proxynas.eval.progress.RunObserver;
import io.proxynas.eval.search.Halving;
import io.proxynas.eval.search.ProxyRun;
import io.proxynas.eval.search.SearchPlan;
import io.proxynas.eval.study.StudyPlan;
import io.proxynas.eval.study.StudyRun;
import io.proxynas.eval.train.Execution;
import io.proxynas.eval.train.Recipes;
import io.proxynas.eval.train.ScoringPlan;
import io.proxynas.eval.train.StatisticsFrom;
import io.proxynas.eval.validation.ValidationPlan;
import io.proxynas.nas.evaluate.Cluster;
import io.proxynas.nas.journal.TrainingStore;
import io.proxynas.nas.ranking.Criterion;
import io.proxynas.nas.ranking.Objective;
import io.proxynas.nas.score.FreeScore;
import io.proxynas.nas.search.SizeLimits;
import io.proxynas.nas.search.Strategy;
import io.proxynas.nas.space.ConvNetSpace;
import io.proxynas.train.Recipe;
import io.proxynas.train.data.DataSet;
import io.proxynas.train.data.source.DataLocation;
import io.proxynas.train.data.source.DataSets;
import io.proxynas.train.file.CacheFolder;
import io.proxynas.train.file.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs on executors that are threads of this JVM write what those on worker threads do. */
class ClusterRunsTest {

  private static final ProxySpec PROXY = ProxySpec.parse("random-ipc2");
  private static final ConvNetSpace SPACE = new ConvNetSpace(List.of(1, 2), List.of(8));
  private static final Recipe RECIPE = Preset.SMOKE.recipe().withEpochs(1);
  private static final Host HOST = new Host(Map.of(), "a test", 1, Clock.systemUTC());
  private static DataSet data;

  @TempDir Path directory;

  @BeforeAll
  static void load() throws InterruptedException {
    DataSet all =
        DataSets.load(
            "fashion-mnist-mini", DataLocation.of(new CacheFolder(Path.of("none"))), Progress.NONE);
    int[] some = IntStream.range(0, 300).toArray();
    data =
        new DataSet(
            "some",
            all.train().select(some),
            all.test().select(some),
            all.statistics(),
            all.mirrorable(),
            "some",
            List.of());
  }

  private ProxyStore store() {
    return new ProxyStore(directory.resolve("sets"), HOST, ProxyStore.Terms.USUAL, warning -> {});
  }

  /** Trainings of one run are no other's. */
  private static TrainingStore trainings(Path folder) {
    return new TrainingStore(folder.resolve("trainings"), HOST, warning -> {});
  }

  private Execution execution(String folder, Optional<Cluster> cluster) {
    return new Execution(2, Optional.empty(), directory.resolve(folder), false, "", cluster);
  }

  private Execution threads() {
    return execution("threads", Optional.empty());
  }

  private Execution cluster() {
    return execution("cluster", Optional.of(new SparkCluster("local[2]")));
  }

  /** A table without its times. */
  private static List<List<String>> table(Path file) throws IOException {
    List<List<String>> rows =
        Files.readAllLines(file).stream().map(line -> List.of(line.split(",", -1))).toList();
    List<String> header = rows.get(0);
    int[] kept =
        IntStream.range(0, header.size()).filter(i -> !header.get(i).endsWith("seconds")).toArray();
    return rows.stream().map(row -> IntStream.of(kept).mapToObj(row::get).toList()).toList();
  }

  private Path list(ScoringPlan scoring, Execution execution) throws Exception {
    ListPlan plan =
        new ListPlan(
            PROXY,
            Preset.SMOKE.condensation(),
            SPACE,
            SPACE.architectures().limit(6).toList(),
            scoring,
            Recipes.alike(RECIPE),
            new Seed(1));
    Path csv = execution.out().resolve("scores.csv");
    new ListRun(data, plan, execution, csv, RunObserver.NONE).run(store());
    return csv;
  }

  private void assertSameList(ScoringPlan scoring) throws Exception {
    List<List<String>> onCluster = table(list(scoring, cluster()));
    assertThat(onCluster).isEqualTo(table(list(scoring, threads()))).hasSize(7);
    assertThat(onCluster).doesNotHaveDuplicates();
  }

  @Test
  void list_trainedOnce_hasTheSameScores() throws Exception {
    assertSameList(ScoringPlan.DEFAULT);
  }

  @Test
  void list_ofSeveralSeedsAndAllScores_hasTheSameScores() throws Exception {
    assertSameList(new ScoringPlan(Criterion.NASWOT, Set.of(FreeScore.values()), 2, 2));
  }

  private static SearchPlan plan(
      List<Objective> objectives, Optional<Halving> halving, ScoringPlan scoring) {
    return new SearchPlan(
        PROXY,
        Preset.SMOKE.condensation(),
        SPACE,
        SizeLimits.NONE,
        Strategy.GENETIC,
        objectives,
        halving,
        9,
        Optional.empty(),
        scoring,
        Recipes.alike(RECIPE),
        new ValidationPlan(0, 1, List.of()),
        Optional.empty(),
        0,
        new Seed(1));
  }

  private Path search(SearchPlan plan, Execution execution) throws Exception {
    new ProxyRun(data, plan, execution, RunObserver.NONE).run(store(), trainings(execution.out()));
    return execution.out().resolve("ranking.csv");
  }

  @Test
  void search_onALadderThatStartsWithAScore_hasTheSameRanking() throws Exception {
    Halving ladder =
        new Halving(3, Optional.of(FreeScore.NASWOT), List.of(ProxySpec.parse("random-ipc1")));
    SearchPlan plan =
        plan(
            List.of(),
            Optional.of(ladder),
            new ScoringPlan(Criterion.ACCURACY, Set.of(FreeScore.SYNFLOW), 1, 2));
    assertThat(table(search(plan, cluster())))
        .isEqualTo(table(search(plan, threads())))
        .hasSize(10);
  }

  @Test
  void search_forLatency_isRefusedAndLeavesNothing() {
    SearchPlan plan =
        plan(List.of(Objective.ACCURACY, Objective.LATENCY), Optional.empty(), ScoringPlan.DEFAULT);
    assertThatThrownBy(() -> search(plan, cluster()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("the objectives must go without latency on a cluster");
    assertThat(directory.resolve("cluster")).doesNotExist();
  }

  @Test
  void study_hasTheSameCandidates() throws Exception {
    StudyPlan plan =
        new StudyPlan(
            List.of(PROXY),
            Preset.SMOKE.condensation(),
            SPACE,
            SizeLimits.NONE,
            Recipes.alike(RECIPE),
            new ValidationPlan(3, 1, List.of()),
            StatisticsFrom.REAL,
            new Seed(1));
    for (Execution execution : List.of(threads(), cluster())) {
      new StudyRun(data, plan, execution, RunObserver.NONE)
          .run(store(), trainings(execution.out()));
    }
    assertThat(table(directory.resolve("cluster/candidates.csv")))
        .isEqualTo(table(directory.resolve("threads/candidates.csv")))
        .hasSize(4);
  }
}
