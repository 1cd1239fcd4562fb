package io.proxynas.benchmarks.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MacroTableTest {

  @Test
  void read_fileOfThePublicTable_hasEachTraining(@TempDir Path folder) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("table.json"),
            """
            {"00000012": {"test_acc": [90.5, 91.0, 92.0], "mean_acc": 91.17, "std_acc": 0.6,
                          "params": 1234, "flops": 56789}}
            """);
    MacroTable table = MacroTable.read(file);
    assertThat(table.ids()).containsExactly("00000012");
    assertThat(table.accuracy("00000012", 0)).isEqualTo(90.5);
    assertThat(table.accuracy("00000012", 2)).isEqualTo(92);
    assertThat(table.meanAccuracy("00000012")).isEqualTo(91.17);
    assertThat(table.unseenAccuracy("00000012")).isEqualTo(91.5);
    assertThat(table.parameters("00000012")).isEqualTo(1234);
    assertThat(table.flops("00000012")).isEqualTo(56789);
  }

  @Test
  void accuracy_ofAnUnknownNetwork_isRefused() {
    assertThatThrownBy(() -> Tables.four().accuracy("11111111", 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("an architecture must be in the table, but 11111111 is not");
  }
}
