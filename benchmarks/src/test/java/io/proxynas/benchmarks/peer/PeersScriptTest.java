package io.proxynas.benchmarks.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The script that prints the table of peers; its own tests are in Python. */
class PeersScriptTest {

  private static final String PYTHON = "python3";

  private record Ended(int status, String output) {

    static Ended of(String... command) throws Exception {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Ended(process.waitFor(), output);
    }
  }

  private static boolean hasPython() throws Exception {
    try {
      return Ended.of(PYTHON, "--version").status() == 0;
    } catch (IOException e) { // there is none
      return false;
    }
  }

  @Test
  void table_ofGivenTimes_isThatOfTheScriptsOwnTests() throws Exception {
    assumeTrue(hasPython(), PYTHON + " is needed");

    Ended tests = Ended.of(PYTHON, "src/test/python/peers_test.py");

    assertThat(tests.status()).as(tests.output()).isZero();
    assertThat(tests.output()).contains("Ran 6 tests");
  }

  /** The script and the rows that it starts know each other by name. */
  @Test
  void rows_ofTheScript_areTheRows() throws Exception {
    assumeTrue(hasPython(), PYTHON + " is needed");
    String load =
        "import runpy; print(*runpy.run_path('peers', run_name='peers')['ROWS'], sep='\\n')";

    Ended names = Ended.of(PYTHON, "-B", "-c", load);

    assertThat(names.status()).as(names.output()).isZero();
    List<WorkPair> rows = names.output().lines().map(WorkPair::of).toList();
    assertThat(rows).containsExactlyInAnyOrderElementsOf(Stream.of(WorkPair.values()).toList());
  }
}
