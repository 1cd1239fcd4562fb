package io.proxynas.eval.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.proxynas.condense.saved.NpzFile;
import io.proxynas.condense.set.ProxySpec;
import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.eval.TinyImages;
import io.proxynas.eval.TinyRuns;
import io.proxynas.eval.progress.RunObserver;
import io.proxynas.eval.train.Regimes;
import io.proxynas.eval.train.StatisticsFrom;
import io.proxynas.nas.candidate.CandidateScores;
import io.proxynas.nas.score.FreeScore;
import io.proxynas.nas.score.FreeScorer;
import io.proxynas.train.Recipe;
import io.proxynas.train.file.Csv;
import io.proxynas.train.file.Host;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableRunTest {

  /** More than a block. */
  private static final int NETWORKS = TableRun.BLOCK + 3;

  private static final int TRAININGS = 4;

  @TempDir static Path directory;

  private final TinyRuns runs = new TinyRuns(directory);
  private ProxySpec proxy = ProxySpec.parse("random-ipc2");
  private int sample = NETWORKS;
  private Recipe recipe = TinyRuns.RECIPE;
  private int truthSeeds = 2;
  private StatisticsFrom statistics = StatisticsFrom.PROXY;

  @BeforeAll
  static void firstTable() throws Exception {
    new TableRunTest().run("first", 1, false);
  }

  private TablePlan plan() {
    return new TablePlan(
        List.of(proxy),
        List.of(5, 2),
        TinyRuns.CONDENSATION,
        TinyRuns.SPACE,
        Optional.of(sample),
        recipe,
        truthSeeds,
        statistics,
        new Seed(1));
  }

  private TableRun.TableResult run(String name, int workers, boolean resume)
      throws IOException, InterruptedException {
    return run(name, workers, resume, runs.observer());
  }

  private TableRun.TableResult run(String name, int workers, boolean resume, RunObserver observer)
      throws IOException, InterruptedException {
    return new TableRun(
            TinyImages.data(),
            plan(),
            runs.execution(name, workers, resume),
            TinyRuns.host(),
            observer)
        .run(runs.store());
  }

  private Path csv(String name) {
    return runs.folder(name).resolve("table.csv");
  }

  private List<Map<String, String>> rows(String name) throws IOException {
    try (Reader reader = Files.newBufferedReader(csv(name));
        var parser =
            Csv.FORMAT.builder().setHeader().setSkipHeaderRecord(true).get().parse(reader)) {
      List<Map<String, String>> rows = new ArrayList<>();
      parser.forEach(row -> rows.add(row.toMap()));
      return rows;
    }
  }

  private JsonNode json(String name) throws IOException {
    return new ObjectMapper().readTree(runs.folder(name).resolve("table.json").toFile());
  }

  /** The same but for the times. */
  private void assertEqualTables(String one, String other) throws IOException {
    assertThat(TinyRuns.table(csv(one))).isEqualTo(TinyRuns.table(csv(other)));
  }

  @Test
  void run_hasARowForEachNetworkInTheOrderOfThePlan() throws Exception {
    List<Map<String, String>> rows = rows("first");
    assertThat(rows)
        .extracting(row -> row.get("architecture"))
        .isEqualTo(plan().networks().stream().map(Architecture::id).toList());
    assertThat(rows).allMatch(row -> row.get("status").equals("measured"));
    assertThat(rows.get(0).keySet())
        .startsWith("architecture", "parameters", "flops", "decision:depth", "decision:width")
        .contains("naswot", "jacobian-covariance", "free:seconds", "naswot:seconds")
        .contains("random-ipc2:accuracy@1", "random-ipc2:validation-loss@5")
        .contains("random-ipc2-e2:training-loss@2", "random-ipc2-e2:seconds")
        .contains("full-1:truth@1", "full-2:truth@5", "full-2:curve:seconds")
        .doesNotContain("random-ipc2-e2:accuracy@3", "random-ipc2:truth@1", "full-3:truth@1")
        .endsWith("full-2:seconds", "status");
  }

  @Test
  void run_lastEpoch_isWhatTheTrainingAloneScores() throws Exception {
    Regimes regimes = Regimes.of(TinyImages.data(), recipe, new Seed(1)).onAllOfTheSplit();
    int images = regimes.split().validation().size();
    int odd = images / 2;
    for (Map<String, String> row : rows("first").subList(0, 3)) {
      Architecture network = TinyRuns.SPACE.parse(row.get("architecture"));
      CandidateScores alone = regimes.scorer(regimes.full(2)).train(network);
      double right =
          (images - odd) * Double.parseDouble(row.get("full-2:accuracy@5"))
              + odd * Double.parseDouble(row.get("full-2:truth@5"));
      assertThat(right / images).isCloseTo(alone.validationAccuracy(), within(1e-12));
      assertThat(row)
          .containsEntry("full-2:training-loss@5", Double.toString(alone.trainingLoss()))
          .containsEntry("parameters", Long.toString(alone.parameters()))
          .containsEntry("flops", Long.toString(alone.flops()))
          .containsEntry(
              "decision:activation", TinyRuns.SPACE.namedChoices(network).get("activation"));
    }
  }

  @Test
  void run_freeScores_areThoseOfTheRivals_andEmptyWhereThereIsNone() throws Exception {
    Regimes regimes = Regimes.of(TinyImages.data(), recipe, new Seed(1)).onAllOfTheSplit();
    FreeScorer scorer = regimes.freeScorer(List.of(FreeScore.values()), FreeScorer.INITIALISATIONS);
    boolean missing = false;
    for (Map<String, String> row : rows("first").subList(0, 12)) {
      Map<FreeScore, Double> scores = scorer.of(TinyRuns.SPACE.parse(row.get("architecture")));
      for (FreeScore score : FreeScore.values()) {
        double value = scores.get(score);
        missing |= Double.isInfinite(value);
        assertThat(row)
            .containsEntry(score.word(), Double.isInfinite(value) ? "" : Double.toString(value));
      }
    }
    assertThat(missing).as("a network without ReLU among them").isTrue();
  }

  @Test
  void run_byThreeWorkers_findsTheSame() throws Exception {
    TableRun.TableResult result = run("three", 3, false);

    assertEqualTables("three", "first");
    assertThat(result).isEqualTo(new TableRun.TableResult(NETWORKS, NETWORKS, 0, csv("three")));
  }

  @Test
  void run_byRealStatistics_changesProxiesOfNetworksThatNormaliseOverBatchesAlone()
      throws Exception {
    statistics = StatisticsFrom.REAL;
    run("real", 1, false);
    run("real by two", 2, false);

    assertEqualTables("real by two", "real");
    List<Map<String, String>> before = rows("first");
    List<Map<String, String>> after = rows("real");
    int changed = 0;
    for (int i = 0; i < before.size(); i++) {
      Map<String, String> expected = timeless(before.get(i));
      boolean normalizes = expected.get("decision:normalization").equals("batch");
      if (normalizes) {
        String column = "random-ipc2:validation-loss@5";
        changed++;
        assertThat(after.get(i).get(column)).isNotEqualTo(expected.get(column));
        expected.keySet().removeIf(TableRunTest::isScoreOnProxy);
      }
      assertThat(timeless(after.get(i))).containsAllEntriesOf(expected);
    }
    assertThat(changed).isPositive();
    assertThatThrownBy(() -> run("first", 1, true))
        .isInstanceOf(IOException.class)
        .hasMessageEndingWith("but statistics is missing there and \"real\" now");
  }

  private static boolean isScoreOnProxy(String column) {
    return column.startsWith("random-")
        && (column.contains(":accuracy@") || column.contains(":validation-loss@"));
  }

  private static Map<String, String> timeless(Map<String, String> row) {
    Map<String, String> rest = new TreeMap<>(row);
    rest.keySet().removeIf(column -> column.endsWith("seconds"));
    return rest;
  }

  @Test
  void run_interrupted_keepsItsBlocksAndGoesOnToTheSame() throws Exception {
    RunObserver interrupting =
        new RunObserver() {
          @Override
          public void progress(long done, long total) {
            if (total == (long) TRAININGS * NETWORKS && done > TableRun.BLOCK * TRAININGS) {
              Thread.currentThread().interrupt();
            }
          }
        };
    assertThatThrownBy(() -> run("killed", 1, false, interrupting))
        .isInstanceOf(InterruptedException.class);
    assertThat(rows("killed")).hasSize(TableRun.BLOCK);
    Files.writeString(csv("killed"), "convnet-d1-w4-rel", StandardOpenOption.APPEND);

    TableRun.TableResult result = run("killed", 2, true);

    assertThat(result.added()).isEqualTo(NETWORKS - TableRun.BLOCK);
    assertEqualTables("killed", "first");
    assertThat(runs.warnings()).anyMatch(warning -> warning.contains("was torn and is dropped"));
    JsonNode sessions = json("killed").get("sessions");
    assertThat(sessions.findValuesAsText("firstRow")).containsExactly("1", "13");
    assertThat(sessions.findValuesAsText("lastRow")).containsExactly("12", "15");
    assertThat(sessions.get(1).get("machine").textValue()).isEqualTo("a machine");
    assertThat(sessions.get(1).get("workers").intValue()).isEqualTo(2);
    assertThat(sessions.get(1).at("/sets/random-ipc2/hash").textValue()).hasSize(64);
  }

  @Test
  void run_onAMachineWithAYardstick_notesIt() throws Exception {
    Host plain = TinyRuns.host();
    Optional<Duration> measured = Optional.of(Duration.ofMillis(30));
    Host host =
        new Host(plain.versions(), plain.machine(), plain.workers(), plain.clock(), () -> measured);
    sample = 1;
    new TableRun(
            TinyImages.data(), plan(), runs.execution("paced", 1, false), host, runs.observer())
        .run(runs.store());
    run("plain", 1, false);

    JsonNode session = json("paced").at("/sessions/0");
    assertThat(session.path("yardstick").doubleValue()).isEqualTo(0.03);
    JsonNode set = session.at("/sets/random-ipc2");
    assertThat(set.path("secondsHere").isNumber()).isTrue();
    assertThat(json("plain").at("/sessions/0").has("yardstick")).isFalse();
  }

  @Test
  void run_onASetThatDoesNotTellItsCost_notesNone() throws Exception {
    Path file = directory.resolve("saved.npz");
    NpzFile.write(TinyImages.data().train(), 5, file);
    proxy = new ProxySpec.Saved(file);
    sample = 1;
    truthSeeds = 0;
    run("saved", 1, false);

    JsonNode set = json("saved").at("/sessions/0/sets/saved.npz");
    assertThat(set.path("hash").textValue()).hasSize(64);
    assertThat(set.has("seconds")).isFalse();
    assertThat(json("first").at("/sessions/0/sets/random-ipc2").has("seconds")).isTrue();
  }

  @Test
  void run_ofASmallerSampleFirst_isItsBeginning() throws Exception {
    sample = 4;
    run("growing", 1, false);
    assertThat(TinyRuns.table(csv("growing")))
        .isEqualTo(TinyRuns.table(csv("first")).subList(0, 1 + 4));

    sample = 6;
    assertThat(run("growing", 1, true).added()).isEqualTo(2);
    assertThat(TinyRuns.table(csv("growing")))
        .isEqualTo(TinyRuns.table(csv("first")).subList(0, 1 + 6));
    assertThat(run("growing", 1, true).added()).isZero();
    assertThat(json("growing").get("sessions")).hasSize(2);
  }

  @Test
  void run_ofNetworksThatCannotBeTrained_saysWhyInTheirRows() throws Exception {
    sample = 1;
    recipe = recipe.withLearningRate(1e30).withAugmentation(Optional.empty());
    TableRun.TableResult result = run("failing", 1, false);

    assertThat(result.failed()).isEqualTo(1);
    Map<String, String> row = rows("failing").get(0);
    assertThat(row.get("status"))
        .startsWith("failed: random-ipc2: training ended with ArithmeticException: the training");
    assertThat(row).containsEntry("full-1:truth@5", "").containsEntry("random-ipc2:accuracy@1", "");
    assertThat(row.get("parameters")).isNotEmpty();
  }

  @Test
  void run_overATable_isRefused() {
    assertThat(TableRun.isIn(runs.folder("first"))).isTrue();
    assertThat(TableRun.isIn(runs.folder("nowhere"))).isFalse();
    assertThatThrownBy(() -> run("first", 1, false))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "the folder of a new table must not have a table in it, but %s has one",
            runs.folder("first"));
  }

  @Test
  void run_goingOnWithAnotherPlan_isRefusedBeforeSetsAreMade() {
    recipe = recipe.withMomentum(0.8);
    RunObserver noSets =
        new RunObserver() {
          @Override
          public void begins(Phase phase) {
            throw new IllegalStateException("begins " + phase);
          }
        };
    assertThatThrownBy(() -> run("first", 1, true, noSets))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(
            "a table that goes on must have the plan in %s, but recipe is \"Recipe[epochs=5, ",
            runs.folder("first").resolve("table.json"));
  }

  @Test
  void run_goingOnWithFewerTruths_isRefused() {
    truthSeeds = 1;
    assertThatThrownBy(() -> run("first", 1, true))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("but trainings.full-2 is {");
  }

  private void assertDamaged(String name, String csvText, String jsonText, String message)
      throws IOException {
    Path folder = Files.createDirectories(runs.folder(name));
    Files.writeString(folder.resolve("table.csv"), csvText);
    Files.writeString(folder.resolve("table.json"), jsonText);
    assertThatThrownBy(() -> run(name, 1, true))
        .isInstanceOf(IOException.class)
        .hasMessage(message.formatted(folder));
  }

  @Test
  void run_goingOnWithDamagedFiles_isRefused() throws IOException {
    List<String> lines = Files.readAllLines(csv("first"));
    String header = lines.get(0) + "\n";
    String row = lines.get(1) + "\n";
    String first = lines.get(1).substring(0, lines.get(1).indexOf(','));
    String json = json("first").toString();
    assertThat(json).containsPattern("\"trainings\":\\{\"[^{]+\\{\"epochs\":\\d+,\"images\":\\d+}");
    int width = header.split(",").length;
    assertDamaged(
        "columns",
        "architecture\n",
        json,
        "%s/table.csv must have the columns of its plan, but begins with architecture");
    assertDamaged(
        "short",
        header + first + ",1\n",
        json,
        "line 2 of %s/table.csv must have " + width + " fields, but has 2");
    assertDamaged(
        "torn",
        header + "\"" + first + "\n",
        json,
        "line 2 of %s/table.csv must be comma-separated values, but is not: (startline 1) EOF"
            + " reached before encapsulated token finished");
    assertDamaged(
        "twice",
        header + row + row,
        json,
        "each network must have one row in %s/table.csv, but line 3 is another of " + first);
    assertDamaged(
        "empty", header, "{}", "%s/table.json must have a plan and sessions, but has not");
    assertDamaged(
        "schema",
        header,
        json.replace("\"schema\":1", "\"schema\":7"),
        "%s/table.json must have the schema 1, but has 7");
    Files.writeString(runs.folder("empty").resolve("table.json"), "x");
    assertThatThrownBy(() -> run("empty", 1, true))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(
            "%s must be JSON, but is not at line 1, column 1: ",
            runs.folder("empty").resolve("table.json"));
  }
}
