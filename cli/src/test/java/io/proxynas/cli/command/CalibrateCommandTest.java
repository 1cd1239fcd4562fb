package io.proxynas.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxynas.cli.TestShell;
import io.proxynas.cli.shell.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalibrateCommandTest {

  @TempDir Path directory;
  private TestShell shell;

  @BeforeEach
  void scores() throws IOException {
    shell = new TestShell(directory);
    StringBuilder text = new StringBuilder("architecture,accuracy,flops,op,copy,truth\n");
    for (int i = 0; i < 40; i++) {
      text.append(
          "net%d,%d,%d,%s,%d,%s\n"
              .formatted(
                  i, i * 7 % 40, i, i % 2 == 0 ? "skip" : "conv", i, i < 30 ? i + i % 3 : ""));
    }
    Files.writeString(directory.resolve("scores.csv"), text);
  }

  private TestShell.Result run(String line) {
    return shell.run(line.split(" "));
  }

  @Test
  void calibrate_someTruths_endsWithRhoAndWritesTheOrder() throws IOException {
    TestShell.Result result =
        run("calibrate scores.csv --truth truth --train 12 --repeats 5 --out order.csv");
    assertThat(result.code()).isEqualTo(ExitCode.DONE);
    List<String> lines = result.out().lines().toList();
    assertThat(lines.get(0))
        .isEqualTo("40 candidates, 30 with a truth, 12 of these fitted, in draws: 5");
    assertThat(lines.get(lines.size() - 1)).matches("rho\t0\\.9\\d{3}\t0\\.\\d{4}");
    assertThat(result.out()).contains("What this space listens to", "%  flops");
    List<String> order = Files.readAllLines(directory.resolve("order.csv"));
    assertThat(order).hasSize(41);
    assertThat(order.get(1)).startsWith("1,net3");
  }

  @Test
  void calibrate_withoutTrain_fitsAllAndHasNoRho() {
    TestShell.Result result = run("calibrate scores.csv --truth truth");
    assertThat(result.code()).isEqualTo(ExitCode.DONE);
    assertThat(result.out())
        .endsWith(
            "All truths are fitted, so none is left to tell rho by: see --train\nrho\tNaN\tNaN\n");
  }

  @Test
  void calibrate_fewTruths_saysThatItIsThePrior() {
    assertThat(run("calibrate scores.csv --truth truth --train 3").out())
        .contains("fewer than 6 truths are not fitted: this is the prior alone");
  }

  @Test
  void calibrate_badInput_isOneLine() {
    TestShell.Result result = run("calibrate scores.csv --truth top1");
    assertThat(result.code()).isEqualTo(ExitCode.USAGE);
    assertThat(result.errorLines()).hasSize(1);
    assertThat(result.errorLines().get(0))
        .startsWith("nas-search: the truth must be a column of")
        .endsWith("but was \"top1\"");
    assertThat(run("calibrate scores.csv --truth copy").errorLines().get(0))
        .contains("a score must not be the truth itself, but flops equals copy");
    assertThat(run("calibrate none.csv --truth truth").errorLines()).hasSize(1);
    assertThat(run("calibrate scores.csv --truth truth --train 28").code())
        .isEqualTo(ExitCode.USAGE);
  }
}
