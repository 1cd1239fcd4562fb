package io.proxynas.benchmarks.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Programs that break the rules are found out; they are scripts of the shell. */
@EnabledOnOs(OS.LINUX)
@Timeout(60)
class TrialTest {

  private static final Job JOB = Job.resumed("job", "begin", "--resume");

  private static final String RUN =
      "mkdir -p runs/a; echo '{\"finished\":false}' > runs/a/run.json\n";
  private static final String END =
      "echo '{\"seconds\":'$RANDOM',\"best\":'${best:-1}'}' > runs/a/report.json;"
          + " echo '{\"finished\":true}' > runs/a/run.json\n";

  @TempDir Path folder;

  /** Of a script that is killed when its run is there. */
  private Trial.Outcome outcome(Signal signal, String script)
      throws IOException, InterruptedException {
    Path file = Files.writeString(folder.resolve("program"), script);
    Program program = new Program(List.of("bash", file.toString()), folder);
    Place place = new Place(folder.resolve("trial"));
    Reference reference = Reference.run(program, JOB, place);
    PlannedKill kill = new PlannedKill(signal, new Moment.At("work/runs/a/run.json", 0, 100));
    return Trial.run(program, JOB, place, List.of(kill), reference);
  }

  @Test
  void killedAndResumed_withTheSameResultsButForTimes_hasNoFault() throws Exception {
    Trial.Outcome outcome = outcome(Signal.KILL, RUN + "sleep 1\n" + END);

    assertThat(outcome.faults()).isEmpty();
    assertThat(outcome.sent()).containsExactly(Signal.KILL);
    assertThat(outcome.events()).first().isEqualTo("nas-search begin");
    assertThat(outcome.events()).last().isEqualTo("nas-search --resume");
  }

  @Test
  void politeSignal_isToSayHowToGoOn_withItsExitCode() throws Exception {
    String trap = "trap 'echo \"%s\"; exit %d' TERM\n";
    String rest = RUN + "for i in $(seq 20); do sleep 0.05; done\n" + END;

    assertThat(
            outcome(
                    Signal.TERM,
                    trap.formatted("Go on with: nas-search --resume --out runs/a", 143) + rest)
                .faults())
        .isEmpty();
    assertThat(outcome(Signal.TERM, trap.formatted("Good bye", 130) + rest).faults())
        .containsExactly(
            "TERM 100 ms after work/runs/a/run.json has 0 lines: exit code 130 instead of 143",
            "TERM 100 ms after work/runs/a/run.json has 0 lines: the last line does not say how to go on");
  }

  @Test
  void whatIsTornOrLeft_isFound() throws Exception {
    String torn = "trap 'echo \"{\" > runs/a/report.json; touch .report.1.tmp; exit 0' INT\n";

    assertThat(
            outcome(Signal.INT, torn + RUN + "for i in $(seq 20); do sleep 0.05; done\n" + END)
                .faults())
        .hasSize(2)
        .anyMatch(fault -> fault.contains("work/.report.1.tmp is a temporary file that is left"))
        .anyMatch(
            fault -> fault.contains("work/runs/a/report.json is half written: it is no JSON"));
  }

  @Test
  void anotherResult_isFound() throws Exception {
    String other = "[ ! -e runs/a/run.json ] || best=2\n" + RUN + "sleep 1\n" + END;

    assertThat(outcome(Signal.KILL, other).faults())
        .singleElement()
        .asString()
        .startsWith("work/runs/a/report.json differs: at character 8 '");
  }
}
