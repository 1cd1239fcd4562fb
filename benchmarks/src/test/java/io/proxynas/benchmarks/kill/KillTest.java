package io.proxynas.benchmarks.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A few kills of real processes at chosen moments; {@code benchmarks/kill} draws others. */
@EnabledOnOs(OS.LINUX)
@Timeout(600) // 11 processes, on a machine that may have other work
class KillTest {

  private static final String RUN = "work/runs/photos-dm-ipc2-seed1/";
  private static final String CACHE = "org.bytedeco.javacpp.cachedir";
  private static final Path UNPACKED = Path.of(System.getProperty("user.home"), ".javacpp/cache");

  @TempDir Path folder;

  private static Program program() {
    String natives = System.getProperty(CACHE, UNPACKED.toString());
    return new Program(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            "-D" + CACHE + "=" + natives,
            "-cp",
            System.getProperty("java.class.path"),
            "io.proxynas.cli.Main"),
        Path.of(natives));
  }

  private Trial.Outcome killed(Job job, PlannedKill... kills)
      throws IOException, InterruptedException {
    Place place = new Place(folder.resolve("trial"));
    Reference reference = Reference.run(program(), job, place);
    place.moveTo(folder.resolve("undisturbed"));
    return Trial.run(program(), job, place, List.of(kills), reference);
  }

  private static PlannedKill at(Signal signal, String file, int lines) {
    return new PlannedKill(signal, new Moment.At(file, lines, 0));
  }

  /** Before its set is made, twice in the search, and in the validation. */
  @Test
  void search_killedInEachPhase_endsAsUndisturbed() throws Exception {
    Job search =
        Job.resumed(
            "search",
            "--dataset photos --size 12 --proxy dm-ipc2 --iterations 300 --depths 1,2 --epochs 12"
                + " --candidates 12 --validate 4 --rivals random --workers 2",
            "--resume");

    Trial.Outcome outcome =
        killed(
            search,
            at(Signal.KILL, RUN + "run.json", 0),
            at(Signal.INT, RUN + "journal.jsonl", 4),
            at(Signal.KILL, RUN + "journal.jsonl", 8),
            at(Signal.TERM, RUN + "validation/journal.jsonl", 3));

    assertThat(outcome.faults()).as(String.join("\n", outcome.events())).isEmpty();
    assertThat(outcome.sent()).hasSize(4);
    assertThat(outcome.processes()).isEqualTo(5);
  }

  @Test
  void condensation_killedAfterACheckpoint_endsAsUndisturbed() throws Exception {
    Job condense =
        Job.repeated(
            "condense", "condense --dataset photos --size 12 --proxy dm-ipc2 --iterations 2400");
    Place place = new Place(folder.resolve("trial"));
    Reference reference = Reference.run(program(), condense, place);
    String checkpoint =
        reference.marks().lines().keySet().stream()
            .filter(name -> name.endsWith(".checkpoint"))
            .findFirst()
            .orElseThrow();

    Trial.Outcome outcome =
        Trial.run(
            program(),
            condense,
            place,
            List.of(
                at(Signal.KILL, checkpoint, 0),
                new PlannedKill(Signal.TERM, new Moment.After(reference.seconds() / 2))),
            reference);

    assertThat(outcome.faults()).as(String.join("\n", outcome.events())).isEmpty();
    assertThat(outcome.sent()).contains(Signal.KILL);
  }
}
