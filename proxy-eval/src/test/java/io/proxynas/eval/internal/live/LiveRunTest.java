package io.proxynas.eval.internal.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxynas.eval.progress.RunObserver.Phase;
import io.proxynas.eval.report.RunRecord;
import io.proxynas.eval.report.RunRecords;
import io.proxynas.nas.candidate.Outcome;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LiveRunTest {

  private long seconds;
  private final LiveRun live =
      new LiveRun(
          RunRecord.begun("live", "nas-search", Map.of("candidates", 4, "space", "mine")),
          () -> TimeUnit.SECONDS.toNanos(seconds));

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
  void failureOnAHigherRung_isToldOnce() {
    Outcome first = onRung(0, "a", 0.5);
    Outcome failed = new Outcome.Failed(first.architecture(), "it diverged", Duration.ofSeconds(2));
    live.begins(Phase.SEARCH);

    live.finished(first);
    live.finished(failed);
    live.finished(failed);

    assertThat(live.now().told()).hasSize(2);
    assertThat(live.now().soFar().history()).containsExactly(failed);
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

  @Test
  void times_areThoseOfThePhases_andWhatIsLeftFollowsFromTheRate() {
    live.begins(Phase.CONDENSE);
    seconds = 5;
    live.begins(Phase.SEARCH);
    live.announces("40 candidates");
    seconds = 7;
    live.progress(1, 4);
    assertThat(live.now().state().left()).contains(Duration.ofSeconds(6));
    seconds = 9;

    LiveRun.State state = live.now().state();

    assertThat(state.elapsed()).isEqualTo(Duration.ofSeconds(9));
    assertThat(state.spent())
        .isEqualTo(
            Map.of(Phase.CONDENSE, Duration.ofSeconds(5), Phase.SEARCH, Duration.ofSeconds(4)));
    assertThat(state.announced()).isEqualTo("40 candidates");
    live.begins(Phase.VALIDATE);
    assertThat(live.now().state().announced()).isEmpty();
    assertThat(live.now().state().left()).isEmpty();
  }

  @Test
  void knows_more_keepsWhatWasKnown() {
    live.knows(RunRecord.begun("live", "nas-search", Map.of("space", "mine, read")));

    assertThat(live.now().run().configuration())
        .isEqualTo(Map.of("candidates", 4, "space", "mine, read"));
  }
}
