package io.proxynas.eval.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoresFileTest {

  @TempDir Path folder;

  private ScoresFile read(String text) throws IOException {
    return ScoresFile.read(Files.writeString(folder.resolve("scores.csv"), text));
  }

  @Test
  void read_quotesBlanksWindowsAndEmptyLines_areUnderstood() throws IOException {
    ScoresFile file = read("\uFEFF,b\r\n\"x, \"\"y\"\"\", 1 \r\n\r\nz,\r\n");
    assertThat(file.columns()).containsExactly("column 1", "b");
    assertThat(file.column("column 1")).containsExactly("x, \"y\"", "z");
    assertThat(file.column("b")).containsExactly("1", "");
  }

  @Test
  void read_noTable_isRefused() {
    Path path = folder.resolve("scores.csv");
    assertThatThrownBy(() -> read(""))
        .hasMessage(path + " must have a header and a row for each candidate, but has nothing");
    assertThatThrownBy(() -> read("a,b\n"))
        .hasMessage(
            path + " must have a header and a row for each candidate, but has a header alone");
    assertThatThrownBy(() -> read("a,b,a\n1,2,3\n"))
        .hasMessage("each column of " + path + " must have another name, but a is there twice");
    assertThatThrownBy(() -> read("a,b\n1,2\n1,2,3\n"))
        .hasMessage("row 2 of " + path + " must have 2 cells like the header, but has 3");
    assertThatThrownBy(() -> read("a,b\n1,\"2\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(path + " must be comma-separated values, but line 2 is not");
  }

  @Test
  void read_ofAnotherEncoding_saysWhere() throws IOException {
    Path path = folder.resolve("utf16.csv");
    Files.write(path, "a,b\n1,2\n".getBytes(StandardCharsets.UTF_16));

    assertThatThrownBy(() -> ScoresFile.read(path))
        .isInstanceOf(IOException.class)
        .hasMessage(path + " must be text in UTF-8, but is not at byte 0");
  }

  @Test
  void read_noFile_isRefused() {
    assertThatThrownBy(() -> ScoresFile.read(folder.resolve("none.csv")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("none.csv");
    assertThatThrownBy(() -> ScoresFile.read(folder))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("cannot read " + folder);
  }
}
