package io.proxynas.experiments.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.condense.set.ProxyStore;
import io.proxynas.engine.Seed;
import io.proxynas.experiments.ScoredOn;
import io.proxynas.experiments.row.Row;
import io.proxynas.experiments.show.Pictures;
import io.proxynas.nas.journal.TrainingStore;
import io.proxynas.train.file.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExperimentRunTest {

  private static final Host HOST =
      new Host(
          Map.of("proxynas", "0.1"),
          "a test",
          2,
          Clock.fixed(Instant.parse("2026-02-03T04:05:06Z"), ZoneOffset.UTC));
  private static final Estimate.Memory MEMORY = new Estimate.Memory(1L << 30, 1L << 30);

  @TempDir Path folder;
  private final List<String> ran = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private String interruptedAt = "";
  private long now;

  /** A trial a data set, which gives its name's length in two rows. */
  private final class Lengths implements Experiment {

    private final String setting;

    Lengths(String setting) {
      this.setting = setting;
    }

    @Override
    public String name() {
      return "lengths";
    }

    @Override
    public String title() {
      return "how long names are";
    }

    @Override
    public String source() {
      return "Table 0 of nobody";
    }

    @Override
    public Selection selection(Scale scale) {
      return new Selection(List.of("one"), List.of(), List.of());
    }

    @Override
    public List<String> columns() {
      return List.of("name", "length");
    }

    @Override
    public List<Trial> trials(Workbench bench) {
      return bench.selection().dataSets().stream().<Trial>map(Length::new).toList();
    }

    @Override
    public String present(List<Row> rows, Pictures pictures) {
      return rows.stream().map(row -> row.text("name")).toList() + "\n";
    }

    /** One name. */
    private final class Length implements Trial {

      private final String name;

      Length(String name) {
        this.name = name;
      }

      @Override
      public String key() {
        return name;
      }

      @Override
      public Map<String, String> settings() {
        return Map.of("unit", setting, "name " + name, name);
      }

      @Override
      public List<Effort> efforts() {
        return List.of(Effort.NONE);
      }

      @Override
      public List<Row> run(Steps steps) throws InterruptedException {
        if (name.equals(interruptedAt)) {
          throw new InterruptedException("by the test");
        }
        steps.next().at(1, 2);
        now += 1_500_000_000;
        ran.add(name);
        Row row = Row.of(name).put("name", name).put("length", name.length()).build();
        return List.of(row, row);
      }
    }
  }

  private Workbench bench(String... names) {
    ProxyStore proxies =
        new ProxyStore(folder.resolve("sets"), HOST, ProxyStore.Terms.USUAL, warnings::add);
    TrainingStore trainings = new TrainingStore(folder.resolve("trainings"), HOST, warnings::add);
    return new Workbench(
        Scale.SMOKE,
        new Selection(List.of(names), List.of(), List.of()),
        ScoredOn.TEST,
        name -> {
          throw new AssertionError("no data set is needed");
        },
        Optional.empty(),
        new Workbench.Stores(proxies, trainings),
        new Seed(7),
        2,
        folder,
        warnings::add);
  }

  private ExperimentRun open(String setting, String... names)
      throws IOException, InterruptedException {
    return ExperimentRun.open(new Lengths(setting), bench(names), MEMORY, HOST, () -> now);
  }

  private String run(String... names) throws IOException, InterruptedException {
    try (ExperimentRun run = open("letters", names)) {
      run.run((fraction, trial) -> {});
      return run.present();
    }
  }

  @Test
  void run_trials_areRowsWithTheirProvenance() throws Exception {
    String text = run("one");

    assertThat(Files.readAllLines(folder.resolve("rows.csv")))
        .containsExactly(
            "trial,part,name,length,seconds,preset,seed,workers,version,machine,date",
            "one,1/2,one,3,1.5,smoke,7,2,0.1,a test,2026-02-03T04:05:06Z",
            "one,2/2,one,3,1.5,smoke,7,2,0.1,a test,2026-02-03T04:05:06Z");
    assertThat(text)
        .isEqualTo(
            """
            # lengths: how long names are

            Table 0 of nobody. Preset smoke, seed 7, 2 rows in 2 s by the clock.

            Measured by version 0.1 on a test, 2 workers, 2026-02-03.

            [one, one]
            """);
    assertThat(folder.resolve("table.md")).hasContent(text);
  }

  @Test
  void run_again_runsOnlyWhatIsMissing() throws Exception {
    run("one", "two");
    run("three", "one", "two");

    assertThat(ran).containsExactly("one", "two", "three");
    assertThat(run("two")).contains("[one, one, two, two, three, three]");
    assertThat(ran).hasSize(3);
  }

  @Test
  void run_interrupted_keepsWhatIsDone() throws Exception {
    interruptedAt = "two";
    try (ExperimentRun run = open("letters", "one", "two", "three")) {
      assertThat(run.estimate().left()).isEqualTo(3);
      assertThatThrownBy(() -> run.run((fraction, trial) -> {}))
          .isInstanceOf(InterruptedException.class);
      assertThat(run.estimate().done()).isEqualTo(1);
      assertThat(run.estimate().left()).isEqualTo(2);
    }
    interruptedAt = "";

    run("one", "two", "three");

    assertThat(ran).containsExactly("one", "two", "three");
  }

  @Test
  void open_otherSettings_areRefusedByName() throws Exception {
    run("one");
    byte[] before = Files.readAllBytes(folder.resolve("rows.csv"));

    assertThatThrownBy(() -> open("words", "two"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the rows in %s must be of the same settings, but unit was letters there and is words now; use another --out"
                .formatted(folder));
    assertThat(folder.resolve("rows.csv")).hasBinaryContent(before);
    open("letters", "two").close(); // the refusal has let go of the file
  }

  @Test
  void open_otherSettingsBeforeAnythingIsMeasured_areTaken() throws Exception {
    open("words", "one").close();

    assertThat(run("one")).contains("[one, one]");
  }

  @Test
  void open_sameNameTwice_isRefused() {
    assertThatThrownBy(() -> open("letters", "one", "one"))
        .hasMessage(
            "data sets must have different names and sizes must differ, but one is there twice");
  }

  @Test
  void run_listener_hearsEachTrial() throws Exception {
    List<String> heard = new ArrayList<>();
    try (ExperimentRun run = open("letters", "one", "two")) {
      run.run((fraction, trial) -> heard.add(fraction + " " + trial));
    }

    assertThat(heard).containsExactly("0.0 one", "1.0 one", "0.0 two", "1.0 two");
  }
}
