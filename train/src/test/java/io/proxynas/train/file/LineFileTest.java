package io.proxynas.train.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class LineFileTest {

  private static final String TEXT = "größe\n\n日本\n";

  @TempDir Path folder;
  private final List<String> warnings = new ArrayList<>();

  private Path file() {
    return folder.resolve("lines");
  }

  private void append(String lines) throws IOException {
    try (LineFile out = LineFile.open(file())) {
      out.append(lines);
      out.force();
    }
  }

  @Test
  void append_thenRead_givesTheLines() throws IOException {
    append("größe\n\n");
    append("日本\n");

    LineFile.Content content = LineFile.read(file());

    assertThat(content.lines()).containsExactly("größe", "", "日本");
    assertThat(content.file()).isEqualTo(file());
    assertThat(content.hasMoreThan(2)).isTrue();
    assertThat(content.hasMoreThan(3)).isFalse();
    assertThat(file()).hasContent(TEXT);
  }

  @Test
  void read_cutAnywhere_givesTheWholeLinesAndCutDropsTheRest() throws IOException {
    byte[] whole = TEXT.getBytes(StandardCharsets.UTF_8);
    for (int length = 0; length <= whole.length; length++) {
      byte[] left = Arrays.copyOf(whole, length);
      Files.write(file(), left);
      int count =
          (int)
              new String(left, StandardCharsets.ISO_8859_1).chars().filter(c -> c == '\n').count();
      boolean torn = length > 0 && left[length - 1] != '\n';
      warnings.clear();

      LineFile.Content content = LineFile.read(file());
      content.warn(count, warnings::add);
      content.cut(count);
      append("next\n");

      assertThat(content.lines()).hasSize(count);
      assertThat(content.hasMoreThan(count)).isEqualTo(torn);
      assertThat(content.hasMoreThan(count + 1)).isFalse();
      assertThat(warnings)
          .isEqualTo(
              torn
                  ? List.of(
                      "the end of %s, from line %d on, was torn and is dropped"
                          .formatted(file(), count + 1))
                  : List.of());
      List<String> expected = new ArrayList<>(content.lines());
      expected.add("next");
      assertThat(LineFile.read(file()).lines()).isEqualTo(expected);
    }
  }

  @Test
  void cut_ofWholeLines_dropsThemAndSaysFromWhichOn() throws IOException {
    append(TEXT);
    LineFile.Content content = LineFile.read(file());
    content.warn(1, warnings::add);
    content.cut(1);
    assertThat(file()).hasContent("größe\n");
    assertThat(warnings)
        .containsExactly("the end of " + file() + ", from line 2 on, was torn and is dropped");
    content.cut(0);
    assertThat(file()).isEmptyFile();
  }

  @Test
  void read_noFile_hasNoLines() throws IOException {
    LineFile.Content content = LineFile.read(file());
    assertThat(content.lines()).isEmpty();
    assertThat(content.hasMoreThan(0)).isFalse();
    content.cut(0);
    assertThat(file()).doesNotExist();
  }

  @Test
  void folderInItsPlace_saysWhatCannotBeDone() throws IOException {
    Files.createDirectory(file());
    assertThatThrownBy(() -> LineFile.read(file()))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("cannot read " + file() + ": ");
    assertThatThrownBy(() -> LineFile.open(file()))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("cannot write " + file() + ": ");
  }

  @Test
  void append_inAnInterruptedThread_writes() throws IOException {
    try (LineFile out = LineFile.open(file())) {
      Thread.currentThread().interrupt();
      out.append("one\n");
      out.force();
      assertThat(Thread.interrupted()).isTrue();
      out.append("two\n");
    }
    assertThat(LineFile.read(file()).lines()).containsExactly("one", "two");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void append_whenTheDiskIsFull_saysSoAndAcceptsNoMore() throws IOException {
    Path full = Files.createSymbolicLink(file(), Path.of("/dev/full"));
    try (LineFile out = LineFile.open(full)) {
      assertThatThrownBy(() -> out.append("one\n"))
          .isInstanceOf(IOException.class)
          .hasMessage("cannot write " + full + ": No space left on device");
      assertThatThrownBy(() -> out.append("two\n"))
          .isInstanceOf(IOException.class)
          .hasMessage("cannot write " + full + ": an earlier line could not be written");
    }
  }

  /** On Linux the system writes on to a file without a name. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void append_afterTheFileWasDeletedOrReplaced_isRefused() throws IOException {
    for (boolean replaced : new boolean[] {false, true}) {
      try (LineFile out = LineFile.open(file())) {
        out.append("one\n");
        Files.delete(file());
        if (replaced) {
          Files.createFile(folder.resolve("other"));
          Files.move(folder.resolve("other"), file());
        }

        assertThatThrownBy(() -> out.append("two\n"))
            .isInstanceOf(IOException.class)
            .hasMessage(
                "cannot write " + file() + ": it was deleted or replaced while it was written");
      }
    }
  }
}
