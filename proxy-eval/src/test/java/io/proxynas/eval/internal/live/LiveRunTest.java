package io.proxynas.eval.internal.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxynas.eval.progress.RunObserver.Phase;
import io.proxynas.eval.report.RunRecord;
import io.proxynas.eval.report.RunRecords;
import io.proxynas.nas.candidate.Outcome;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LiveRunTest {

  private final LiveRun live = new LiveRun(RunRecord.begun("live", "nas-search", Map.of()));

  private static Outcome onRung(int rung, String id, double accuracy) {
    Outcome.Trained trained = RunRecords.trained(id, accuracy, 10);
    return new Outcome.Trained(trained.architecture(), trained.scores(), trained.duration(), rung);
  }

  @Test
  void candidateOnSeveralRungs_isToldOnEach_andIsOneOfTheRun() {
    Outcome first = onRung(0, "a", 0.5);
    Outcome other = onRung(0, "b", 0.4);
    Outcome promoted = onRung(1, "a", 0.6);
    live.begins(Phase.SEARCH);

    live.finished(first);
    live.finished(other);
    live.finished(promoted);
    live.finished(promoted);

    LiveRun.Moment now = live.now();
    assertThat(now.told())
        .extracting(LiveRun.Told::outcome)
        .containsExactly(first, other, promoted);
    assertThat(now.soFar().history()).containsExactly(promoted, other);
  }

  @Test
  void trainingOnTheFullData_isToldApart() {
    Outcome outcome = onRung(0, "a", 0.5);
    live.begins(Phase.SEARCH);
    live.finished(outcome);
    live.begins(Phase.VALIDATE);
    live.finished(outcome);

    assertThat(live.now().told()).extracting(LiveRun.Told::full).containsExactly(false, true);
  }
}
