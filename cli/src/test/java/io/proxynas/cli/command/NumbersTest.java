package io.proxynas.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxynas.cli.TestShell;
import io.proxynas.cli.shell.ExitCode;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers beyond what anyone wants are refused in a sentence, before images are read. */
class NumbersTest {

  @TempDir static Path directory;
  private static TestShell shell;

  @BeforeAll
  static void open() throws IOException {
    shell = TestShell.withPhotos(directory);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--preset smoke --rank-by calibrated --validate 14 --candidates 200 --rounds 1000"
            + " | rounds must be at most as many as the 200 candidates, but were 1000",
        "--preset smoke --truth-seeds 200000000"
            + " | truth seeds must be at most 1024, but was 200000000",
        "--preset smoke --seeds 2147483647"
            + " | training seeds must be at most 1024, but was 2147483647",
        "--preset smoke --rank-by naswot --initialisations 2147483647"
            + " | initialisations must be at most 1024, but was 2147483647",
        "--preset smoke --epochs 2147483647"
            + " | epochs must be at most 100000, but was 2147483647",
        "--preset smoke --proxy-epochs 2147483647"
            + " | the epochs on a proxy must be at most 100000, but was 2147483647",
        "--preset smoke --iterations 2147483647"
            + " | iterations must be at most 1000000, but was 2147483647",
        "--preset smoke --pixel-steps 2147483647"
            + " | pixel steps must be at most 1000, but was 2147483647",
        "--preset smoke --embedding-epochs 2147483647"
            + " | the epochs of an embedding network must be at most 100000, but was 2147483647",
        "--preset smoke --embedding-epochs -1"
            + " | the epochs of an embedding network must be at least 0, but was -1",
        "--preset smoke --rank-by calibrated --candidates 2147483647 --rounds 2147483647"
            + " | rounds must be at most 1024, but was 2147483647",
        "--preset smoke --epochs 99999999999" + " | \'99999999999\' is not an int",
        "table --preset smoke --proxy random-ipc1 --sample 1 --out t --proxy-epochs 999999999"
            + " | at most 100,000 epochs in all, each with columns of its own, but these have",
        "table --preset smoke --proxy random-ipc1 --sample 1 --out t --truth-seeds 2147483647"
            + " | at most 100,000 epochs in all, each with columns of its own, but these have",
        "evaluate --preset smoke --proxy random-ipc1 --epochs 2147483647"
            + " | epochs must be at most 100000, but was 2147483647",
        "evaluate --preset smoke --proxy random-ipc1 --repeats 2147483647"
            + " | networks must be at most 1024, but was 2147483647",
      })
  void number_beyondItsBound_isRefused(String line, String sentence) {
    TestShell.Result result = shell.run(line.strip().split(" "));

    assertThat(result.code()).as(result.err()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).contains(sentence.strip());
    assertThat(directory.resolve("t")).doesNotExist();
  }
}
