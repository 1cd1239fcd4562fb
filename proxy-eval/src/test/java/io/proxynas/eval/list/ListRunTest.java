package io.proxynas.eval.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.condense.set.ProxySpec;
import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.eval.TinyImages;
import io.proxynas.eval.TinyRuns;
import io.proxynas.eval.progress.RunObserver;
import io.proxynas.eval.progress.RunObserver.Phase;
import io.proxynas.eval.train.Recipes;
import io.proxynas.eval.train.ScoringPlan;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.ranking.Criterion;
import io.proxynas.nas.score.FreeScore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListRunTest {

  /** One comes twice. */
  private static final List<Architecture> LIST =
      List.of(net("relu-none-max"), net("sigmoid-batch-none"), net("relu-none-max"));

  @TempDir static Path directory;

  private final TinyRuns runs = new TinyRuns(directory);
  private List<Architecture> list = LIST;
  private ScoringPlan scoring = ScoringPlan.DEFAULT;

  private static Architecture net(String choices) {
    return TinyRuns.SPACE.parse("convnet-d1-w4-" + choices);
  }

  private ListRun.ListResult run(String name, int workers, boolean resume, RunObserver observer)
      throws IOException, InterruptedException {
    ListPlan plan =
        new ListPlan(
            ProxySpec.parse("random-ipc2"),
            TinyRuns.CONDENSATION,
            TinyRuns.SPACE,
            list,
            scoring,
            Recipes.alike(TinyRuns.RECIPE),
            new Seed(1));
    return new ListRun(
            TinyImages.data(), plan, runs.execution(name, workers, resume), csv(name), observer)
        .run(runs.store());
  }

  private Path csv(String name) {
    return directory.resolve(name + ".csv");
  }

  private static List<String> ids(List<Outcome> outcomes) {
    return outcomes.stream().map(outcome -> outcome.architecture().id()).toList();
  }

  @Test
  void run_keepsTheOrderOfTheList_andTrainsEachOnce() throws Exception {
    ListRun.ListResult result = run("whole", 1, false, runs.observer());

    assertThat(result.interrupted()).isFalse();
    assertThat(ids(result.outcomes())).isEqualTo(LIST.stream().map(Architecture::id).toList());
    assertThat(Files.readAllLines(runs.folder("whole").resolve("journal.jsonl"))).hasSize(1 + 2);
    assertThat(Files.readAllLines(csv("whole"))).hasSize(1 + 3);
  }

  @Test
  void run_byTwoWorkers_findsTheSame() throws Exception {
    scoring = new ScoringPlan(Criterion.ACCURACY, Set.of(FreeScore.NASWOT), 1, 2);
    run("one", 1, false, runs.observer());
    run("two", 2, false, runs.observer());

    assertThat(TinyRuns.table(csv("two"))).isEqualTo(TinyRuns.table(csv("one")));
  }

  @Test
  void run_interrupted_keepsWhatIsDone_andGoesOnWithAnotherList() throws Exception {
    ListRun.ListResult stopped = run("stopped", 1, false, runs.interrupting(Phase.SEARCH, 1));

    assertThat(Thread.interrupted()).isFalse();
    assertThat(stopped.interrupted()).isTrue();
    assertThat(stopped.outcomes()).isNotEmpty();

    list = List.of(LIST.get(1), LIST.get(0), net("leakyrelu-none-max"));
    ListRun.ListResult resumed = run("stopped", 1, true, runs.observer());

    assertThat(ids(resumed.outcomes())).isEqualTo(list.stream().map(Architecture::id).toList());
    assertThat(resumed.outcomes()).contains(stopped.outcomes().get(0));
  }

  @Test
  void run_ofOtherSettings_isRefused() throws Exception {
    run("settled", 1, false, runs.observer());
    scoring = new ScoringPlan(Criterion.ACCURACY, Set.of(), 1, 2);
    List<Phase> begun = new ArrayList<>();
    RunObserver observer =
        new RunObserver() {
          @Override
          public void begins(Phase phase) {
            begun.add(phase);
          }
        };

    assertThatThrownBy(() -> run("settled", 1, true, observer))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "a resumed run must have the configuration of its journal in %s, but trainingSeeds is absent in the journal and 2 in this run",
            runs.folder("settled"));
    assertThat(begun).as("what was done before").isEmpty();
  }

  @Test
  void plan_ofNoArchitecture_isRefused() {
    list = List.of();

    assertThatThrownBy(() -> run("none", 1, false, runs.observer()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("architectures to score must be at least 1, but were 0");
  }
}
