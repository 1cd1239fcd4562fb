package io.proxynas.eval.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.proxynas.condense.saved.NpzFile;
import io.proxynas.condense.set.ProxySpec;
import io.proxynas.eval.TinyImages;
import io.proxynas.eval.TinyRuns;
import io.proxynas.eval.folder.RunReader;
import io.proxynas.eval.progress.RunObserver;
import io.proxynas.eval.progress.RunObserver.Phase;
import io.proxynas.eval.report.Report;
import io.proxynas.eval.report.RunRecord;
import io.proxynas.eval.train.ScoringPlan;
import io.proxynas.eval.train.StatisticsFrom;
import io.proxynas.eval.validation.Rival;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.ranking.Criterion;
import io.proxynas.nas.space.ConvNetSpace;
import io.proxynas.train.Recipe;
import io.proxynas.train.data.DataSet;
import io.proxynas.train.data.LabelledImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.factory.Nd4j;

class ProxyRunTest {

  @TempDir static Path directory;

  private static RunResult first;

  private final TinyRuns runs = new TinyRuns(directory);
  private final TinySearch search = new TinySearch();

  @BeforeAll
  static void firstRun() throws Exception {
    first = new ProxyRunTest().begin("first", 1);
  }

  private RunResult begin(String name, int workers) throws IOException, InterruptedException {
    return run(name, workers, false, runs.observer());
  }

  private RunResult goOn(String name) throws IOException, InterruptedException {
    return run(name, 2, true, runs.observer());
  }

  private RunResult run(String name, int workers, boolean resume, RunObserver observer)
      throws IOException, InterruptedException {
    return new ProxyRun(
            TinyImages.data(), search.plan(), runs.execution(name, workers, resume), observer)
        .run(runs.store(), runs.trainings());
  }

  private List<String> ranking(String name) throws IOException {
    return TinyRuns.table(runs.folder(name).resolve("ranking.csv"));
  }

  private long journalled(String name) throws IOException {
    return Files.readAllLines(runs.folder(name).resolve("journal.jsonl")).size() - 1;
  }

  @Test
  void run_writesWhatItFinds() throws IOException {
    Path folder = runs.folder("first");

    assertThat(folder.resolve("proxy.png")).isNotEmptyFile();
    assertThat(folder.resolve("validation/journal.jsonl")).isNotEmptyFile();
    assertThat(folder.resolve("rivals")).isNotEmptyDirectory();
    assertThat(folder.resolve("best/architecture.json")).isNotEmptyFile();
    assertThat(folder.resolve("command.txt")).doesNotExist();
    assertThat(Files.readString(folder.resolve("report.json"))).contains(first.verdict());
    assertThat(Files.readString(folder.resolve("report.html"))).contains(first.verdict());
    assertThat(ranking("first")).hasSize(6);
    assertThat(first.ranking().trained()).hasSize(5);
    assertThat(first.bestNetwork().outputSingle(Nd4j.zeros(2, 1, 8, 8)).shape())
        .containsExactly(2, 3);
    assertThat(runs.warnings()).isEmpty();
  }

  /** Which costs nothing, since each candidate has it. */
  @Test
  void run_byTheTrainingLoss_hasAccuracyBesideIt() {
    assertThat(first.evidence().orElseThrow().report().validation().rivals())
        .extracting(Rival::name)
        .contains("accuracy");
  }

  @Test
  void run_tellsOfEachCandidate_whatWasChosen_itsLayers_andOfFullTrainingsTheirCurves()
      throws IOException {
    RunRecord read = RunReader.read(first.folder().root());

    assertThat(read.networks().keySet())
        .containsExactlyInAnyOrderElementsOf(
            first.ranking().trained().stream().map(o -> o.architecture().id()).toList());
    assertThat(read.networks().values())
        .allSatisfy(network -> assertThat(network.layers()).isNotEmpty());
    assertThat(read.validated())
        .isNotEmpty()
        .allSatisfy(
            outcome ->
                assertThat(((Outcome.Trained) outcome).scores().curve())
                    .hasSize(search.recipe.epochs()));
    Report.Winner best = first.evidence().orElseThrow().report().best();
    assertThat(best.layers()).isNotEmpty();
    assertThat(best.latencySeconds()).isPositive();
    assertThat(best.classes().stream().mapToDouble(each -> each.accuracy() * each.images()).sum())
        .isEqualTo(best.testAccuracy() * TinyImages.data().test().size(), within(1e-9));
  }

  @Test
  void run_byTwoWorkers_findsTheSame() throws Exception {
    RunResult second = begin("second", 2);

    assertThat(ranking("second")).isEqualTo(ranking("first"));
    assertThat(second.evidence().orElseThrow().report().best())
        .usingRecursiveComparison()
        .ignoringFields("latencySeconds") // is measured
        .isEqualTo(first.evidence().orElseThrow().report().best());
    assertThat(second.evidence().orElseThrow().report().proxy().fromCache()).isTrue();
  }

  @Test
  void run_interruptedInTheSearch_hasNoEvidence_andGoesOnToTheSameRanking() throws Exception {
    RunResult stopped = run("stopped", 1, false, runs.interrupting(Phase.SEARCH, 2));

    assertThat(Thread.interrupted()).isFalse();
    assertThat(stopped.evidence()).isEmpty();
    assertThat(stopped.isInterrupted()).isTrue();
    assertThat(stopped.ranking().trained()).hasSizeBetween(2, 4);
    assertThat(ranking("stopped")).hasSize(stopped.ranking().trained().size() + 1);
    assertThat(runs.folder("stopped").resolve("report.json")).doesNotExist();

    RunResult resumed = goOn("stopped");

    assertThat(ranking("stopped")).isEqualTo(ranking("first"));
    assertThat(resumed.verdict()).isEqualTo(first.verdict());
    assertThat(journalled("stopped")).isEqualTo(5);
  }

  @Test
  void run_interruptedInTheValidation_keepsTheRanking() throws Exception {
    search.recipe = TinyRuns.RECIPE.withEpochs(2); // so that no other run has trained them
    RunResult stopped = run("unproven", 1, false, runs.interrupting(Phase.VALIDATE, 1));

    assertThat(Thread.interrupted()).isFalse();
    assertThat(stopped.evidence()).isEmpty();
    assertThat(stopped.isInterrupted()).isTrue();
    assertThat(stopped.ranking().trained()).hasSize(5);
    assertThat(goOn("unproven").evidence()).isPresent();
  }

  @Test
  void run_withMoreCandidates_extendsAFinishedOne() throws Exception {
    search.candidates = 3;
    begin("longer", 1);
    search.candidates = 5;

    goOn("longer");

    assertThat(ranking("longer")).isEqualTo(ranking("first"));
  }

  @Test
  void run_ofOtherSettings_isRefused() throws Exception {
    begin("settled", 1);
    search.space = new ConvNetSpace(List.of(1), List.of(4));

    assertThatThrownBy(() -> goOn("settled"))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(
            "a resumed run must have the configuration of its journal in "
                + runs.folder("settled")
                + ", but space is \"")
        .hasMessageEndingWith("\" in this run");
    assertThat(journalled("settled")).isEqualTo(5);
  }

  @Test
  void run_goingOnWithOtherStatistics_isRefused() throws Exception {
    search.scoring = new ScoringPlan(Criterion.TRAINING_LOSS, Set.of(), 3, 1, StatisticsFrom.PROXY);
    begin("by the training", 1);
    search.scoring = ScoringPlan.DEFAULT;

    assertThatThrownBy(() -> goOn("by the training"))
        .isInstanceOf(IOException.class)
        .hasMessageEndingWith(
            "but statistics is absent in the journal and \"real up to ipc10\" in this run");
  }

  @Test
  void run_newInTheFolderOfAnother_isRefused() {
    assertThatThrownBy(() -> begin("first", 1))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "a new run needs a folder without journal, but %s exists",
            runs.folder("first").resolve("journal.jsonl"));
  }

  @Test
  void run_tornJournal_isMendedWithAWarning() throws Exception {
    begin("torn", 1);
    Path journal = runs.folder("torn").resolve("journal.jsonl");
    Files.writeString(journal, "{\"architecture\":\"conv", StandardOpenOption.APPEND);

    goOn("torn");

    assertThat(runs.warnings()).singleElement().asString().contains("from line 7 on, was torn");
    assertThat(ranking("torn")).isEqualTo(ranking("first"));
  }

  @Test
  void run_whereEveryCandidateFails_saysWhy() throws Exception {
    search.recipe = new Recipe(3, 25, 1e30, 0.9, 5e-4, Optional.empty());

    RunResult failed = begin("failed", 2);

    assertThat(failed.evidence()).isEmpty();
    assertThat(failed.isInterrupted()).isFalse();
    assertThat(failed.ranking().failed()).hasSize(5).allMatch(o -> o instanceof Outcome.Failed);
    assertThat(failed.verdict())
        .startsWith("the search must train at least 1 candidate, but all 5 failed; convnet-")
        .contains("the training loss must be finite");
    assertThat(runs.folder("failed").resolve("best")).doesNotExist();
    assertThat(ranking("failed")).hasSize(6);
  }

  @Test
  void run_onASavedSet_warnsOfTestImages() throws Exception {
    DataSet data = TinyImages.data();
    Path file = directory.resolve("saved.npz");
    NpzFile.write(data.test(), 5, file);
    search.proxy = new ProxySpec.Saved(file);

    RunResult saved = begin("saved", 1);

    assertThat(saved.evidence().orElseThrow().report().proxy().method()).isEqualTo("saved");
    assertThat(runs.warnings())
        .containsExactly(
            "15 of the 15 images of the saved set are test images, bit for bit; accuracies on"
                + " those are too high");
  }

  /** 16 of the 20 images of a class are trained on, and so stand beside a set. */
  @Test
  void run_onASavedSetOfMoreImagesThanThereAre_hasNoRandomRival() throws Exception {
    LabelledImages all = TinyImages.train();
    int[] byClass =
        IntStream.range(0, 3).flatMap(label -> IntStream.of(all.indicesOf(label))).toArray();
    Path file = directory.resolve("large.npz");
    NpzFile.write(all.select(byClass), 20, file);
    search.proxy = new ProxySpec.Saved(file);

    RunResult run = begin("large", 1);

    assertThat(run.evidence().orElseThrow().report().validation().rivals())
        .extracting(rival -> rival.name())
        .doesNotContain("random-ipc20");
    assertThat(runs.warnings())
        .contains(
            "as many random images as in large.npz cannot stand beside it as a rival: class"
                + " \"across\" has 16 training images, and the set 20");
  }

  @Test
  void run_halvingOverEpochs_makesItsSetOnce() throws Exception {
    search.proxy = ProxySpec.parse("dm-ipc3");
    search.halving = Optional.of(new Halving(3, Optional.empty(), List.of()));

    RunResult halved = begin("halved-set", 1);

    assertThat(halved.evidence().orElseThrow().report().proxy().fromCache()).isFalse();
  }
}
