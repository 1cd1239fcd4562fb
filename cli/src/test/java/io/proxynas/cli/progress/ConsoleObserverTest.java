package io.proxynas.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxynas.cli.shell.Shell;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.eval.progress.RunObserver.Phase;
import io.proxynas.nas.candidate.CandidateScores;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.ranking.Criterion;
import io.proxynas.nas.space.ConvNetSpace;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConsoleObserverTest {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private ConsoleObserver observer(boolean terminal, boolean quiet) {
    return ConsoleObserver.of(shell(terminal), quiet, Map.of());
  }

  private Shell shell(boolean terminal) {
    PrintStream err = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    return new Shell(
        Map.of(),
        Path.of(""),
        InputStream.nullInputStream(),
        err,
        err,
        StandardCharsets.UTF_8,
        terminal);
  }

  private String shown() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static Outcome trained(String id, double accuracy) {
    return trained(id, accuracy, 1);
  }

  private static Outcome trained(String id, double accuracy, double trainingLoss) {
    Architecture architecture = ConvNetSpace.CPU.parse(id);
    return new Outcome.Trained(
        architecture,
        new CandidateScores(accuracy, 1, trainingLoss, 100, 1000),
        Duration.ofSeconds(1));
  }

  @Test
  void opensWith_isSaidOnceBeforeTheFirstWork() {
    try (ConsoleObserver observer = observer(false, false)) {
      observer.opensWith("device cpu: oneDNN");
      observer.loads("images");
      observer.begins(Phase.CONDENSE);
      assertThat(shown()).doesNotContain("device");
      observer.begins(Phase.SEARCH);
      observer.begins(Phase.VALIDATE);
    }

    assertThat(shown()).containsOnlyOnce("device cpu: oneDNN\n");
  }

  @Test
  void opensWith_quiet_isNotSaid() {
    try (ConsoleObserver observer = observer(false, true)) {
      observer.opensWith("device cpu: oneDNN");
      observer.begins("train", "epochs");
    }

    assertThat(shown()).isEmpty();
  }

  @Test
  void progress_search_showsTheBestSoFar() {
    try (ConsoleObserver observer = observer(false, false)) {
      observer.begins(Phase.SEARCH);
      observer.finished(trained("convnet-d1-w8-relu-none-max", 0.8));
      observer.progress(1, 2);
      observer.finished(trained("convnet-d2-w8-relu-none-max", 0.7));
      observer.progress(2, 2);
    }

    assertThat(shown().lines())
        .hasSize(2)
        .allMatch(line -> line.endsWith("best 80.0 % by convnet-d1-w8-relu-none-max"));
  }

  @Test
  void progress_search_showsTheBestByTheScoreThatRanks() {
    try (ConsoleObserver observer = observer(false, false)) {
      observer.ranksBy(Criterion.TRAINING_LOSS);
      observer.begins(Phase.SEARCH);
      observer.finished(trained("convnet-d1-w8-relu-none-max", 0.8, 1.5));
      observer.finished(trained("convnet-d2-w8-relu-none-max", 0.7, 0.5));
      observer.progress(2, 2);
    }

    assertThat(shown().strip()).endsWith("best 70.0 % by convnet-d2-w8-relu-none-max");
  }

  @Test
  void progress_validation_doesNotMixItsAccuraciesIn() {
    try (ConsoleObserver observer = observer(false, false)) {
      observer.begins(Phase.VALIDATE);
      observer.finished(trained("convnet-d1-w8-relu-none-max", 0.8));
      observer.progress(2, 2);
    }

    assertThat(shown()).contains("validate: 2 of 2 trainings").doesNotContain("best");
  }

  @Test
  void quiet_showsWarningsOnly() {
    try (ConsoleObserver observer = observer(true, true)) {
      observer.begins(Phase.CONDENSE);
      observer.progress(5, 10);
      observer.warns("the file x is damaged");
    }

    assertThat(shown().lines()).containsExactly("nas-search: warning: the file x is damaged");
  }

  @Test
  void terminal_showsABarThatEnds() {
    try (ConsoleObserver observer = observer(true, false)) {
      observer.begins(Phase.SEARCH);
      observer.finished(trained("convnet-d1-w8-relu-none-max", 0.8));
      observer.progress(10, 10);
    }

    assertThat(shown()).contains("search").contains("10/10").contains("\r");
    assertThat(shown()).endsWith(System.lineSeparator());
  }

  @Test
  void condensationThatGoesOn_hasLessTimeLeft() {
    List<Duration> limits = new ArrayList<>();
    Meter meter =
        new Meter() {
          @Override
          public void begin(String part, String unit, Duration most) {
            limits.add(most);
          }

          @Override
          public void at(long done, long total, String note) {}

          @Override
          public void end() {}
        };
    Duration half = Duration.ofMinutes(30);
    ConsoleObserver observer =
        new ConsoleObserver(shell(false), false, false, meter, Map.of(Phase.CONDENSE, half));
    observer.begins(Phase.CONDENSE);
    observer.condensation().goesOn(Duration.ofMinutes(20));

    assertThat(limits).containsExactly(half, Duration.ofMinutes(10));
  }
}
