package io.proxynas.experiments.replay.race;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxynas.condense.set.ProxyStore;
import io.proxynas.engine.Seed;
import io.proxynas.experiments.ScoredOn;
import io.proxynas.experiments.replay.OwnTable;
import io.proxynas.experiments.replay.Replay;
import io.proxynas.experiments.replay.calibration.CalibrationReplay;
import io.proxynas.experiments.row.Row;
import io.proxynas.experiments.run.Scale;
import io.proxynas.experiments.run.Selection;
import io.proxynas.experiments.run.Trial;
import io.proxynas.experiments.run.Workbench;
import io.proxynas.nas.journal.TrainingStore;
import io.proxynas.train.file.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table of 24 networks and two sets, one of which does not tell what it took. */
class RaceReplayTest {

  @TempDir private Path folder;
  private final List<String> warnings = new ArrayList<>();

  @BeforeEach
  void write() throws IOException {
    StringBuilder csv =
        new StringBuilder(
            "architecture,flops,full-1:accuracy@1,full-1:truth@1,full-1:seconds"
                + columns("dm.npz")
                + columns("random-ipc1")
                + "\n");
    for (int i = 0; i < 24; i++) {
      String trained = ",0.%1$d,%1$d,%1$d,4".formatted(10 + i);
      csv.append("net-%d,%d,0.%d,0.%d,8".formatted(i, 100 + i, 40 + i, 41 + i))
          .append(trained)
          .append(trained)
          .append('\n');
    }
    Files.writeString(folder.resolve("convnet.csv"), csv);
    Files.writeString(
        folder.resolve("convnet.json"),
        """
        {"sessions": [{"firstRow": 1, "lastRow": 24, "yardstick": 0.03,
          "sets": {"dm.npz": {"hash": "5"}, "random-ipc1": {"seconds": 1, "secondsHere": 1}}}]}
        """);
  }

  private static String columns(String set) {
    return ",%1$s:accuracy@1,%1$s:validation-loss@1,%1$s:training-loss@1,%1$s:seconds"
        .formatted(set);
  }

  private List<Trial> trials(Replay replay) throws InterruptedException {
    Host host = new Host(Map.of(), "a machine", 1, Clock.systemUTC());
    return replay.trials(
        new Workbench(
            Scale.SMOKE,
            new Selection(List.of(OwnTable.CONVNET.word()), List.of(), List.of()),
            ScoredOn.TEST,
            name -> {
              throw new AssertionError("a replay has no images, but asked for " + name);
            },
            Optional.of(folder),
            new Workbench.Stores(
                new ProxyStore(folder, host, ProxyStore.Terms.USUAL, warnings::add),
                new TrainingStore(folder, host, warnings::add)),
            new Seed(1),
            1,
            folder,
            warnings::add));
  }

  @Test
  void trials_setOfUnknownCost_isLeftOutWithAWarning() throws InterruptedException {
    assertThat(trials(new RaceReplay()))
        .extracting(Trial::key)
        .contains("convnet/random-ipc1:accuracy, all scored")
        .noneMatch(key -> key.contains("dm.npz"));
    assertThat(warnings)
        .containsExactly(
            "dm.npz is left out of the race on convnet: what making the set took must be known, at the pace of the trainings there, but is not");
  }

  @Test
  void calibration_setOfUnknownCost_isJudgedAsAnyOther() throws InterruptedException {
    Trial trial =
        trials(new CalibrationReplay()).stream()
            .filter(one -> one.key().equals("convnet/dm.npz/8"))
            .findFirst()
            .orElseThrow();

    List<Row> rows = trial.run(() -> (done, of) -> {});

    assertThat(rows)
        .filteredOn(row -> row.text("method").equals("dm.npz:accuracy"))
        .singleElement()
        .satisfies(row -> assertThat(row.number("rho")).isEqualTo(1));
    assertThat(warnings).isEmpty();
  }
}
