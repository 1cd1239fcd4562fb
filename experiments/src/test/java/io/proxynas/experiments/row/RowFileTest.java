package io.proxynas.experiments.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowFileTest {

  private static final List<String> COLUMNS = List.of("name", "accuracy");

  @TempDir Path folder;
  private final List<String> warnings = new ArrayList<>();

  private Path path() {
    return folder.resolve("rows.csv");
  }

  private RowFile open() throws IOException {
    return RowFile.open(path(), COLUMNS, warnings::add);
  }

  private static Row row(String trial, String name, double accuracy) {
    return Row.of(trial).put("name", name).put("accuracy", accuracy).build();
  }

  /** Two trials, of one row and of two. */
  private void three() throws IOException {
    try (RowFile file = open()) {
      file.append(List.of(row("a/1", "one, \"quoted\"", 0.1)));
      file.append(List.of(row("b/2", "two", 0.25), row("b/2", "three", Double.NaN)));
    }
  }

  private void add(String text) throws IOException {
    Files.writeString(path(), text, StandardOpenOption.APPEND);
  }

  @Test
  void append_thenOpen_givesTheSameRows() throws IOException {
    three();

    try (RowFile file = open()) {
      assertThat(file.rows())
          .containsExactly(
              row("a/1", "one, \"quoted\"", 0.1),
              row("b/2", "two", 0.25),
              row("b/2", "three", Double.NaN));
      assertThat(file.trials()).containsExactly("a/1", "b/2");
    }
    assertThat(warnings).isEmpty();
    assertThat(Files.readAllLines(path()))
        .containsExactly(
            "trial,part,name,accuracy",
            "a/1,1/1,\"one, \"\"quoted\"\"\",0.1",
            "b/2,1/2,two,0.25",
            "b/2,2/2,three,");
    assertThat(RowFile.read(path(), COLUMNS)).hasSize(3);
  }

  @Test
  void open_cutAnywhere_keepsTheWholeTrials() throws IOException {
    three();
    byte[] whole = Files.readAllBytes(path());
    String text = new String(whole, StandardCharsets.UTF_8);
    int header = text.indexOf('\n') + 1;
    int first = text.indexOf("b/2");
    for (int length = 0; length < whole.length; length++) {
      Files.write(path(), Arrays.copyOf(whole, length));
      warnings.clear();

      try (RowFile file = open()) {
        assertThat(file.rows()).as("cut to %d", length).hasSize(length < first ? 0 : 1);
        file.append(List.of(row("c", "more", 1)));
      }

      boolean torn = length != 0 && length != header && length != first;
      assertThat(warnings).as("cut to %d", length).hasSize(torn ? 1 : 0);
      assertThat(RowFile.read(path(), COLUMNS)).hasSize(length < first ? 1 : 2);
    }
  }

  @Test
  void open_tornTrial_saysFromWhichLineOn() throws IOException {
    three();
    add("c/3,1/2,four,0.5\nc/3,2/");

    open().close();

    assertThat(warnings)
        .containsExactly("the end of " + path() + ", from line 5 on, was torn and is dropped");
  }

  private void assertDamaged(String lines, String how) throws IOException {
    Files.deleteIfExists(path());
    three();
    add(lines);
    byte[] before = Files.readAllBytes(path());

    assertThatThrownBy(this::open)
        .isInstanceOf(IOException.class)
        .hasMessage(
            "line 5 of %s is damaged: %s; mend it, or move the file away".formatted(path(), how));
    assertThat(Files.readAllBytes(path())).isEqualTo(before);
  }

  @Test
  void open_damage_namesTheLineAndLosesNothing() throws IOException {
    assertDamaged("c/3,1/1,four\n", "it must have 4 cells, but has 3");
    assertDamaged("\n", "it is empty");
    assertDamaged("c/3,1/1,\"four\"x,1\n", "it is not comma-separated values");
    assertDamaged("c/3,2/2,four,0.5\n", "it must be row 1 of the trial c/3, but is row 2/2 of c/3");
    assertDamaged("c/3,x,four,0.5\n", "it must be row 1 of the trial c/3, but is row x of c/3");
    assertDamaged("a/1,1/1,four,0.5\n", "the trial a/1 is there twice");
  }

  @Test
  void open_trialWithinATrial_isDamage() throws IOException {
    three();
    add("c/3,1/2,four,0.5\nd/4,1/1,five,0.5\n");

    assertThatThrownBy(this::open)
        .hasMessageContaining("line 6 of")
        .hasMessageContaining("it must be row 2 of the trial c/3, but is row 1/1 of d/4");
  }

  @Test
  void open_otherColumns_isRefused() throws IOException {
    three();

    assertThatThrownBy(() -> RowFile.open(path(), List.of("name", "loss"), warnings::add))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the columns of %s must be [trial, part, name, loss], but are [trial, part, name, accuracy]: another version wrote it; use another --out"
                .formatted(path()));
  }

  @Test
  void open_whileItIsOpen_isRefused() throws IOException {
    try (RowFile file = open()) {
      assertThat(file.rows()).isEmpty();
      assertThatThrownBy(this::open).hasMessage("another process is writing " + path());
    }
    open().close();
  }

  @Test
  void open_whereAFileIsTheFolder_saysWhy() throws IOException {
    Path file = Files.createFile(folder.resolve("plain")).resolve("rows.csv");
    assertThatThrownBy(() -> RowFile.open(file, COLUMNS, warnings::add))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("cannot write " + file);
  }

  @Test
  void append_otherColumnsOrTwoLines_isRefused() throws IOException {
    try (RowFile file = open()) {
      assertThatThrownBy(() -> file.append(List.of(Row.of("a").put("name", "x").build())))
          .hasMessage("the columns of a row must be [name, accuracy], but were [name]");
      assertThatThrownBy(() -> file.append(List.of(row("a", "x\ny", 1))))
          .hasMessage("a cell must be one line of text, but was \"x\ny\"");
    }
    assertThat(RowFile.read(path(), COLUMNS)).isEmpty();
  }

  @Test
  void read_noFile_isEmpty() throws IOException {
    assertThat(RowFile.read(folder.resolve("none.csv"), COLUMNS)).isEmpty();
  }

  @Test
  void row_values_areReadBackByType() {
    Row row =
        Row.of("a").put("n", 3L).put("x", 0.5).put("none", Double.NaN).put("t", "word").build();

    assertThat(row.whole("n")).isEqualTo(3);
    assertThat(row.number("x")).isEqualTo(0.5);
    assertThat(row.number("none")).isNaN();
    assertThat(row.text("t")).isEqualTo("word");
    assertThatThrownBy(() -> row.text("y"))
        .hasMessage("a column must be one of [n, x, none, t], but was y");
    assertThatThrownBy(() -> row.number("t"))
        .hasMessage("t of the row a must be a number, but was \"word\"");
    assertThatThrownBy(() -> row.whole("x"))
        .hasMessage("x of the row a must be a whole number, but was \"0.5\"");
    assertThatThrownBy(() -> row.whole("none"))
        .hasMessage("none of the row a must be a whole number, but was \"\"");
  }
}
