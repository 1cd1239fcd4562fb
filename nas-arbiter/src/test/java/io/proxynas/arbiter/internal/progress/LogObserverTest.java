package io.proxynas.arbiter.internal.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxynas.engine.architecture.Architecture;
import io.proxynas.eval.progress.RunObserver.Phase;
import io.proxynas.nas.candidate.CandidateScores;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.space.ConvNetSpace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogObserverTest {

  private final List<String> lines = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private long nanos;
  private final LogObserver observer = new LogObserver(lines::add, warnings::add, () -> nanos);

  private void pass(int seconds) {
    nanos += Duration.ofSeconds(seconds).toNanos();
  }

  private static Outcome trained(String id, double accuracy) {
    Architecture architecture = ConvNetSpace.CPU.parse(id);
    return new Outcome.Trained(
        architecture, new CandidateScores(accuracy, 1, 1, 100, 1000), Duration.ofSeconds(1));
  }

  @Test
  void progress_condensation_isToldEveryTenSecondsAndAtItsEnd() {
    observer.begins(Phase.CONDENSE);
    observer.progress(1, 100);
    pass(4);
    observer.progress(10, 100);
    pass(6);
    observer.progress(21, 100);
    pass(5);
    observer.progress(30, 100);
    pass(105);
    observer.progress(100, 100);

    assertThat(lines)
        .containsExactly(
            "proxy set: 21 of 100 iterations in 10 s, about 40 s left",
            "proxy set: 100 of 100 iterations in 2 min 0 s");
  }

  @Test
  void progress_validation_countsTrainings() {
    observer.begins(Phase.VALIDATE);
    observer.progress(0, 15);
    pass(12);
    observer.progress(1, 15);
    observer.finished(trained("convnet-d1-w8-relu-none-max", 0.9));

    assertThat(lines)
        .containsExactly(
            "validation: 1 of 15 trainings on the full data in 12 s, about 2 min 48 s left");
  }

  @Test
  void finished_search_tellsTheBestSoFar() {
    observer.begins(Phase.SEARCH);
    observer.finished(trained("convnet-d1-w8-relu-none-max", 0.8));
    observer.finished(trained("convnet-d2-w8-relu-none-max", 0.85));
    pass(11);
    observer.finished(trained("convnet-d3-w8-relu-none-max", 0.7));

    assertThat(lines)
        .containsExactly(
            "search: 1 candidate in 0 s, best accuracy 80.0 % by convnet-d1-w8-relu-none-max",
            "search: 3 candidates in 11 s, best accuracy 85.0 % by convnet-d2-w8-relu-none-max");
  }

  @Test
  void announcementsAndWarnings_areToldAtOnce() {
    observer.announces("it begins");
    observer.warns("it is small");

    assertThat(lines).containsExactly("it begins");
    assertThat(warnings).containsExactly("it is small");
  }
}
