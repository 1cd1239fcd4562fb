package io.proxynas.experiments.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.proxynas.condense.ProxySets;
import io.proxynas.condense.set.Method;
import io.proxynas.condense.set.ProxySpec;
import io.proxynas.engine.Seed;
import io.proxynas.experiments.row.Row;
import io.proxynas.experiments.run.LabelledSet;
import io.proxynas.experiments.run.Scale;
import io.proxynas.experiments.run.Selection;
import io.proxynas.experiments.run.SetMaking;
import io.proxynas.experiments.show.Pictures;
import io.proxynas.train.file.Host;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingTimeTest {

  private static final TrainingTime TIME = new TrainingTime();

  @TempDir private Path root;

  private static Host host(String machine, Optional<Duration> yardstick) {
    return new Host(Map.of(), machine, 2, Clock.systemUTC(), () -> yardstick);
  }

  private static Selection dm(Selection offered) {
    return offered.withContestants(Selection.by(Method.DM));
  }

  /** Makes the set of all iterations on a machine, and gives the seconds that it took there. */
  private static double made(TinyRun tiny, Host host) throws InterruptedException {
    ProxySets sets =
        ProxySets.of(TinyData.data(), Scale.SMOKE.condensation(), new Seed(1), 2, tiny.sets(host));
    return sets.get(new ProxySpec.Condensed(Method.DM, 1)).cost().toNanos() / 1e9;
  }

  @Test
  void run_lastSetOfAnotherMachine_hasItsSecondsAtThePaceHere() throws Exception {
    TinyRun tiny = new TinyRun(root);
    double there = made(tiny, host("slow", Optional.of(Duration.ofMillis(60))));

    tiny.run(TIME, TrainingTimeTest::dm, 2, host("fast", Optional.of(Duration.ofMillis(15))));

    List<Row> rows = tiny.rows(TIME);
    assertThat(rows).hasSizeGreaterThan(2);
    assertThat(rows.get(rows.size() - 1).number(LabelledSet.COST))
        .isCloseTo(there / 4, within(1e-8));
  }

  @Test
  void run_lastSetOfAMachineThatCannotBeCompared_hasNoSeconds() throws Exception {
    TinyRun tiny = new TinyRun(root);
    made(tiny, host("old", Optional.empty()));

    String table =
        tiny.run(TIME, TrainingTimeTest::dm, 2, host("new", Optional.of(Duration.ofMillis(15))));

    List<Row> rows = tiny.rows(TIME);
    assertThat(rows.get(rows.size() - 1).number(LabelledSet.COST)).isNaN();
    assertThat(rows.get(0).number(LabelledSet.COST)).isPositive();
    assertThat(table).contains("(training-time-tiny_stripes.png)");
    assertThat(tiny.folder(TIME).resolve("training-time-tiny_stripes.png")).isNotEmptyFile();
    assertThat(tiny.warnings()).isEmpty();
  }

  @Test
  void text_rowsOfUnknownSeconds_areInTheTableAndInNoCurve() throws Exception {
    List<Row> rows = List.of(row("dsa", 30, 0.6), row("dm", 10, 0.5), row("dm", Double.NaN, 0.9));

    String text = TIME.text(section(rows));
    String untimed = TIME.text(section(List.of(row("dsa", Double.NaN, 0.6))));

    assertThat(text).contains("| dsa-ipc1 |").contains("not reached in 10 |").contains("90.0");
    assertThat(untimed).contains("60.0").doesNotContain(".png");
  }

  private Section section(List<Row> rows) {
    return new Section(TIME.name(), "tiny", rows, new Pictures(root, warning -> {}));
  }

  private static Row row(String method, double seconds, double accuracy) {
    return Row.of("t")
        .put(SetMaking.DATA_SET, "tiny")
        .put(SetMaking.METHOD, method)
        .put(SetMaking.SIZE, 1)
        .put(LabelledSet.ACCURACY, accuracy)
        .put(LabelledSet.DEVIATION, 0.01)
        .put(LabelledSet.NETWORKS, 3)
        .put(LabelledSet.EPOCHS, 1)
        .put(LabelledSet.ITERATIONS, 1)
        .put(LabelledSet.COST, seconds)
        .build();
  }
}
