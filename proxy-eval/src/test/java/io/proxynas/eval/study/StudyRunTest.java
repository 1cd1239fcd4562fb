package io.proxynas.eval.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.condense.set.ProxySpec;
import io.proxynas.engine.Seed;
import io.proxynas.eval.TinyImages;
import io.proxynas.eval.TinyRuns;
import io.proxynas.eval.progress.RunObserver;
import io.proxynas.eval.progress.RunObserver.Phase;
import io.proxynas.eval.report.StudyReport;
import io.proxynas.eval.report.StudyText;
import io.proxynas.eval.train.Recipes;
import io.proxynas.eval.train.StatisticsFrom;
import io.proxynas.eval.validation.Rival;
import io.proxynas.eval.validation.RivalKind;
import io.proxynas.eval.validation.ValidationPlan;
import io.proxynas.nas.search.SizeLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyRunTest {

  private static final int CANDIDATES = 4;

  @TempDir static Path directory;

  private static StudyReport first;

  private TinyRuns runs = new TinyRuns(directory);
  private List<String> proxies = List.of("dm-ipc2", "random-ipc2");
  private long seed = 1;

  @BeforeAll
  static void firstRun() throws Exception {
    StudyRunTest study = new StudyRunTest();
    first = study.run("first", 1, false, study.runs.observer());
  }

  private StudyReport run(String name, int workers, boolean resume, RunObserver observer)
      throws IOException, InterruptedException {
    StudyPlan plan =
        new StudyPlan(
            proxies.stream().map(ProxySpec::parse).toList(),
            TinyRuns.CONDENSATION,
            TinyRuns.SPACE,
            SizeLimits.NONE,
            Recipes.alike(TinyRuns.RECIPE),
            new ValidationPlan(CANDIDATES, 1, List.of(RivalKind.RANDOM, RivalKind.NASWOT)),
            StatisticsFrom.PROXY,
            new Seed(seed));
    return new StudyRun(TinyImages.data(), plan, runs.execution(name, workers, resume), observer)
        .run(runs.store(), runs.trainings());
  }

  private List<String> candidates(String name) throws IOException {
    return TinyRuns.table(runs.folder(name).resolve("candidates.csv"));
  }

  private static List<String> candidatesOfTheFirst() throws IOException {
    return TinyRuns.table(directory.resolve("first/candidates.csv"));
  }

  @Test
  void run_validatesEveryProxyOnTheSameCandidates() throws IOException {
    assertThat(first.n()).isEqualTo(CANDIDATES);
    assertThat(first.proxies())
        .extracting(entry -> entry.proxy().name())
        .containsExactly("dm-ipc2", "random-ipc2");
    assertThat(first.differences()).hasSize(1);
    assertThat(first.choices()).allMatch(choice -> choice.testAccuracy() >= 0);
    assertThat(candidates("first")).hasSize(1 + CANDIDATES);
    assertThat(runs.folder("first").resolve("study.json")).isNotEmptyFile();
    assertThat(runs.folder("first").resolve("study.csv")).isNotEmptyFile();
  }

  @Test
  void run_byTwoWorkersWithoutSharedTrainings_findsTheSame() throws Exception {
    runs = new TinyRuns(directory.resolve("elsewhere"));
    StudyReport second = run("second", 2, false, runs.observer());

    assertThat(candidates("second")).isEqualTo(candidatesOfTheFirst());
    assertThat(second.choices()).isEqualTo(first.choices());
    assertThat(verdicts(second)).isEqualTo(verdicts(first));
  }

  private static List<String> verdicts(StudyReport report) {
    return report.proxies().stream().map(StudyReport.Entry::verdict).toList();
  }

  @Test
  void run_interrupted_goesOnToTheSame_withAnotherProxy() throws Exception {
    runs = new TinyRuns(directory.resolve("stopped"));
    proxies = List.of("dm-ipc2");
    assertThatThrownBy(() -> run("run", 1, false, runs.interrupting(Phase.SEARCH, 2)))
        .isInstanceOf(InterruptedException.class);
    assertThat(runs.folder("run").resolve("study.json")).doesNotExist();
    try (Stream<String> lines =
        Files.lines(runs.folder("run").resolve("proxies/dm-ipc2/journal.jsonl"))) {
      assertThat(lines.count() - 1).isBetween(2L, (long) CANDIDATES); // the worker may be ahead
    }

    proxies = List.of("dm-ipc2", "random-ipc2");
    run("run", 1, true, runs.observer());

    assertThat(candidates("run")).isEqualTo(candidatesOfTheFirst());
  }

  @Test
  void run_ofMosaics_besideRandomImages_hasARivalThatTrainsAsLong() throws Exception {
    proxies = List.of("dmf-ipc2", "random-ipc2", "dm-ipc2");

    StudyReport report = run("mosaics", 1, false, runs.observer());

    assertThat(rivals(report, 0)).contains("random-ipc2-x4");
    assertThat(rivals(report, 1)).noneMatch(name -> name.startsWith("random"));
    assertThat(rivals(report, 2)).contains("random-ipc2");
    assertThat(StudyText.render(report))
        .contains("random-ipc2-x4, as dmf-ipc2")
        .doesNotContain("random-ipc2, as");
    assertThat(runs.folder("mosaics").resolve("proxies/dmf-ipc2/rivals/random-ipc2-x4"))
        .isDirectory();
  }

  private static List<String> rivals(StudyReport report, int proxy) {
    return report.proxies().get(proxy).validation().rivals().stream().map(Rival::name).toList();
  }

  @Test
  void run_ofAnotherSeed_isRefused() {
    seed = 2;

    assertThatThrownBy(() -> run("first", 1, true, runs.observer()))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "a resumed run must have the configuration of its journal in %s, but seed is 1 in the journal and 2 in this run",
            runs.folder("first"));
  }

  @Test
  void plan_ofTheSameProxyTwice_isRefused() {
    proxies = List.of("dm-ipc2", "dm-ipc2");

    assertThatThrownBy(() -> run("twice", 1, false, runs.observer()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("each proxy of a study must have its own name, but two are named dm-ipc2");
  }
}
