package io.proxynas.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.candidate.CandidateScores;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.evaluate.FakeTrainer;
import io.proxynas.nas.evaluate.LocalEvaluator;
import io.proxynas.nas.journal.Journal;
import io.proxynas.nas.search.SearchResult;
import io.proxynas.nas.space.ConvNetSpace;
import io.proxynas.spark.internal.dispatch.SparkConnection;
import io.proxynas.spark.internal.dispatch.SparkEvaluator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Executors and drivers of their own processes, which end in the middle of their work. */
@Tag("slow")
@Timeout(120)
class ExecutorLossTest {

  private static SparkConnection spark;

  @TempDir Path folder;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    Files.writeString(Path.of(System.getenv("SPARK_HOME"), "RELEASE"), "");
    spark = new SparkConnection(SearchDriver.settings(2), warning -> {});
  }

  @AfterAll
  static void stop() {
    spark.close();
  }

  private Path notes() {
    return folder.resolve("starts");
  }

  private static List<CandidateScores> scores(List<Outcome> outcomes) {
    return outcomes.stream()
        .map(outcome -> outcome instanceof Outcome.Trained trained ? trained.scores() : null)
        .toList();
  }

  private static List<Outcome> locally(List<Architecture> batch) throws InterruptedException {
    try (LocalEvaluator local = new LocalEvaluator(new FakeTrainer(), 2)) {
      return local.evaluate(batch);
    }
  }

  @Test
  void evaluate_whenAnExecutorIsKilled_losesAndRepeatsNothing() throws Exception {
    List<Architecture> batch = FakeTrainer.candidates(24);
    List<Outcome> heard = new ArrayList<>();
    List<String> killed = new ArrayList<>();
    SparkEvaluator evaluator = SearchDriver.evaluator(spark, ExecutorTrainers.quiet(notes(), 300));

    List<Outcome> outcomes =
        evaluator.evaluate(
            batch,
            outcome -> {
              heard.add(outcome);
              if (heard.size() == 4) {
                killed.add(killNextStarter());
              }
            });

    assertThat(outcomes).extracting(Outcome::architecture).containsExactlyElementsOf(batch);
    assertThat(scores(outcomes)).isEqualTo(scores(locally(batch)));
    assertThat(heard).hasSize(24).containsExactlyInAnyOrderElementsOf(outcomes);
    assertThat(ExecutorTrainers.read(notes()))
        .filteredOn(start -> start.endsWith(" " + killed.get(0)))
        .as("the candidate that was under way started again in another process")
        .hasSize(2)
        .doesNotHaveDuplicates();
  }

  /** Waits for the next candidate to start, and kills its process; returns its id. */
  private String killNextStarter() {
    try {
      int before = ExecutorTrainers.read(notes()).size();
      while (ExecutorTrainers.read(notes()).size() == before) {
        Thread.sleep(5);
      }
      String[] start = ExecutorTrainers.read(notes()).get(before).split(" ");
      ProcessHandle executor = ProcessHandle.of(Long.parseLong(start[0])).orElseThrow();
      assertThat(executor.destroyForcibly()).isTrue();
      return start[1];
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void evaluate_ofACandidateThatEndsItsExecutor_failsItAlone() throws Exception {
    List<Architecture> batch = FakeTrainer.candidates(8);
    String fatal = batch.get(3).id();
    List<Outcome> outcomes =
        SearchDriver.evaluator(spark, new ExecutorTrainers(notes().toString(), 50, fatal, ""))
            .evaluate(batch);

    assertThat(outcomes.get(3))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed ->
                assertThat(failed.reason())
                    .isEqualTo(
                        "training ended with its executor, each time: Command exited with code 7"));
    List<CandidateScores> expected = new ArrayList<>(scores(locally(batch)));
    expected.set(3, null);
    assertThat(scores(outcomes)).isEqualTo(expected);
  }

  @Test
  void evaluate_ofACandidateThatHangs_failsItWithTheLimit() throws Exception {
    List<Architecture> batch = FakeTrainer.candidates(6);
    String hanging = batch.get(2).id();
    List<Outcome> outcomes =
        SearchDriver.evaluator(spark, new ExecutorTrainers(notes().toString(), 50, "", hanging))
            .evaluate(batch);

    assertThat(((Outcome.Failed) outcomes.get(2)).reason())
        .isEqualTo(
            "a candidate must be trained within 2s, but %s was not: raise spark.proxynas.candidate.timeLimit"
                .formatted(hanging));
    assertThat(scores(outcomes)).filteredOn(Objects::nonNull).hasSize(5);
  }

  @Test
  void search_whoseDriverIsKilled_goesOnFromTheJournal() throws Exception {
    Process driver = driver();
    Path journal = folder.resolve(Journal.FILE_NAME);
    while (!Files.exists(journal) || Files.readAllLines(journal).size() < 12) {
      assertThat(driver.isAlive()).as("the driver did not end by itself").isTrue();
      Thread.sleep(20);
    }
    driver.destroyForcibly().waitFor();

    SearchResult resumed =
        SearchDriver.run(
            folder, SearchDriver.evaluator(spark, ExecutorTrainers.quiet(notes(), 10)));
    SearchResult undisturbed;
    try (LocalEvaluator local = new LocalEvaluator(new FakeTrainer(), 2)) {
      undisturbed = SearchDriver.run(folder.resolve("local"), local);
    }
    assertThat(ids(resumed)).isEqualTo(ids(undisturbed));
    assertThat(scores(resumed.history())).isEqualTo(scores(undisturbed.history()));
    List<Outcome> lines = Journal.outcomes(folder, ConvNetSpace.CPU::parse, warning -> {});
    Set<String> distinct = new HashSet<>();
    lines.forEach(outcome -> distinct.add(outcome.architecture().id()));
    assertThat(lines).hasSize(SearchDriver.CANDIDATES);
    assertThat(distinct).hasSize(SearchDriver.CANDIDATES);
  }

  private static List<String> ids(SearchResult result) {
    return result.ranking().trained().stream().map(o -> o.architecture().id()).toList();
  }

  private Process driver() throws IOException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            SearchDriver.class.getName(),
            folder.toString());
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(folder.resolve("driver.log").toFile());
    return builder.start();
  }
}
