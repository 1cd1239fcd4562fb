package io.proxynas.nas.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxynas.engine.Progress;
import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.candidate.CandidateScores;
import io.proxynas.nas.candidate.NetworkSize;
import io.proxynas.nas.candidate.RungTraining;
import io.proxynas.nas.evaluate.CandidateEvaluator;
import io.proxynas.nas.evaluate.FakeTrainer;
import io.proxynas.nas.evaluate.LocalEvaluator;
import io.proxynas.nas.internal.stack.MemoizingEvaluator;
import io.proxynas.nas.internal.stack.SuccessiveHalving;
import io.proxynas.nas.journal.Journal;
import io.proxynas.nas.ranking.Objective;
import io.proxynas.nas.ranking.ParetoFront;
import io.proxynas.nas.ranking.Ranking;
import io.proxynas.nas.ranking.RankingCsv;
import io.proxynas.nas.score.FreeScore;
import io.proxynas.nas.space.ConvNetSpace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real processes, killed with SIGKILL again and again. */
@Timeout(120)
class KilledSearchTest {

  private static final int CANDIDATES = 120;
  private static final Map<String, Integer> CONFIGURATION = Map.of("seed", 5);
  private static final Map<String, Search> SEARCHES =
      Map.of(
          "genetic", GeneticSearch.DEFAULT,
          "regularized-evolution", RegularizedEvolution.DEFAULT,
          "nsga2, halved", new Nsga2(List.of(Objective.ACCURACY, Objective.PARAMETERS)));

  @TempDir Path directory;

  /** A run of its own process: goes on with the folder's journal if there is one. */
  static final class Run {
    private Run() {}

    public static void main(String[] arguments) throws Exception {
      Path folder = Path.of(arguments[1]);
      try (Journal journal = open(folder);
          LocalEvaluator local = new LocalEvaluator(KilledSearchTest::slowly, 2)) {
        CandidateEvaluator evaluator =
            new MemoizingEvaluator(journal.journalling(local), journal.replayed());
        if (arguments[0].endsWith("halved")) {
          evaluator = new SuccessiveHalving(evaluator, 3, 2, c -> Ranking.of(c).trained());
        }
        SearchTask task = new SearchTask(ConvNetSpace.CPU, CANDIDATES, new Seed(5));
        SearchResult result = SEARCHES.get(arguments[0]).run(task, evaluator, Progress.NONE);
        RankingCsv.write(result.ranking(), ParetoFront.NONE, folder.resolve("ranking.csv"));
      }
    }
  }

  private static Journal open(Path folder) throws IOException {
    return Journal.exists(folder)
        ? Journal.resume(folder, CONFIGURATION, ConvNetSpace.CPU::parse, System.out::println)
        : Journal.create(folder, CONFIGURATION);
  }

  private static CandidateScores slowly(Architecture architecture) throws InterruptedException {
    Thread.sleep(8);
    if (architecture instanceof RungTraining training && training.rung() == 0) {
      double score = FakeTrainer.hashedAccuracy(architecture);
      return CandidateScores.untrained(FreeScore.NASWOT, score, new NetworkSize(1, 1));
    }
    return new FakeTrainer().train(architecture);
  }

  private Process start(String search, Path folder) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx128m",
            "-cp",
            System.getProperty("java.class.path"),
            Run.class.getName(),
            search,
            folder.toString())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(directory.resolve("log").toFile()))
        .start();
  }

  private static long lines(Path folder) throws IOException {
    Path journal = folder.resolve(Journal.FILE_NAME);
    return Files.exists(journal) ? Files.readString(journal).lines().count() : 0;
  }

  /** The files that matter, without the seconds. */
  private static String ranking(Path folder) throws IOException {
    return Files.readString(folder.resolve("ranking.csv")).replaceAll(",\\d+\\.\\d{3},", ",,");
  }

  private static List<String> journal(Path folder) throws IOException {
    return Files.readAllLines(folder.resolve(Journal.FILE_NAME)).stream()
        .map(line -> line.replaceAll("\"seconds\":[^,}]+", ""))
        .sorted()
        .toList();
  }

  private void finish(String search, Path folder) throws Exception {
    Process process = start(search, folder);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(directory.resolve("log"))).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"genetic", "regularized-evolution", "nsga2, halved"})
  void run_killedAgainAndAgain_endsAsAnUnbrokenOne(String search) throws Exception {
    Path broken = directory.resolve("broken");
    int hits = 0;
    for (int kills = 1; kills <= 4; kills++) {
      Process process = start(search, broken);
      while (process.isAlive() && lines(broken) < 25 * kills) {
        Thread.sleep(1);
      }
      hits += process.isAlive() ? 1 : 0;
      process.destroyForcibly().waitFor();
      if (kills == 3) {
        Files.writeString(
            broken.resolve(Journal.FILE_NAME), "{\"architec", StandardOpenOption.APPEND);
      }
    }
    assertThat(hits).as("kills of a run that was not over").isPositive();
    finish(search, broken);

    Path unbroken = directory.resolve("unbroken");
    finish(search, unbroken);
    assertThat(ranking(broken)).isEqualTo(ranking(unbroken)).hasLineCount(CANDIDATES + 1);
    assertThat(journal(broken)).isEqualTo(journal(unbroken)).hasSizeGreaterThan(CANDIDATES);
    assertThat(Files.readString(directory.resolve("log"))).contains("was torn and is dropped");
  }
}
