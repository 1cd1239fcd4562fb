package io.proxynas.eval.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineTest {

  @TempDir Path folder;

  @Test
  void cpuModel_linuxFile_isTheFirstModelName() throws IOException {
    Path file = folder.resolve("cpuinfo");
    Files.writeString(
        file, "processor\t: 0\nmodel\t\t: 2\nmodel name\t: AMD EPYC: 9\n\nmodel name\t: other\n");
    assertThat(Machine.cpuModel(file)).isEqualTo("AMD EPYC: 9");
  }

  @Test
  void cpuModel_withoutModelOrFile_isUnknown() throws IOException {
    Path file = Files.writeString(folder.resolve("cpuinfo"), "processor : 0\n");
    assertThat(Machine.cpuModel(file)).isEqualTo("unknown");
    assertThat(Machine.cpuModel(folder.resolve("none"))).isEqualTo("unknown");
  }

  @Test
  void current_thisMachine_isDescribed() {
    Machine machine = Machine.current();
    assertThat(machine.cores()).isPositive();
    assertThat(machine.memoryBytes()).isPositive();
    assertThat(machine.java()).contains(System.getProperty("java.version"));
  }

  @Test
  void versions_current_areFilledIn() {
    assertThat(Versions.current()).containsKeys("proxynas", "deeplearning4j", "dnnl");
    assertThat(Versions.current().values()).allMatch(version -> version.matches("[0-9].*"));
  }
}
