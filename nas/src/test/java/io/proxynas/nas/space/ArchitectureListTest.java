package io.proxynas.nas.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.space.nasbenchmacro.NasBenchMacroSpace;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArchitectureListTest {

  private static final String ONE = "convnet-d1-w8-relu-none-max";
  private static final String TWO = "convnet-d2-w8-relu-none-max";

  @TempDir Path directory;
  private final ArchitectureList list = new ArchitectureList(ConvNetSpace.CPU);

  private List<Architecture> read(String text) throws IOException {
    return list.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void read_idsAndJson_areInTheirOrder() throws IOException {
    Path file = directory.resolve("list.txt");
    Files.writeString(
        file, "# a comment\n%s\n\n{\"architecture\": \"%s\", \"x\": 1}\n".formatted(TWO, ONE));

    assertThat(list.read(file)).extracting(Architecture::id).containsExactly(TWO, ONE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "# nothing | standard input must have an architecture a line, but has none",
        "{\"architecture\": 5} | line 1 of standard input: $.architecture must be a text, but was 5",
        "{\"x\": 5} | line 1 of standard input: $.architecture must be a text, but is missing",
      })
  void read_noArchitecture_isRefused(String text, String message) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void read_brokenLine_isRefusedWithItsNumber() {
    assertThatThrownBy(() -> read(ONE + "\nconvnet-d9\n"))
        .hasMessageStartingWith("line 2 of standard input: ");
    assertThatThrownBy(() -> read("{\"architecture\": \n"))
        .hasMessageStartingWith("line 1 of standard input: it must be JSON, but ");
  }

  @Test
  void read_missingFile_isNamed() {
    Path missing = directory.resolve("missing.txt");

    assertThatThrownBy(() -> list.read(missing))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("cannot read " + missing);
  }

  @Test
  void sample_ofASeed_isTheSameAndWithoutRepetition() {
    List<Architecture> drawn = list.sample(50, new Seed(1));

    assertThat(drawn).extracting(Architecture::id).hasSize(50).doesNotHaveDuplicates();
    assertThat(list.sample(50, new Seed(1))).isEqualTo(drawn);
  }

  /** Draws with replacement would hardly find the last of them. */
  @Test
  void sample_ofAsManyAsThereAre_hasThemAll() {
    ArchitectureList macro = new ArchitectureList(new NasBenchMacroSpace());

    assertThat(macro.sample(6561, new Seed(1)))
        .extracting(Architecture::id)
        .hasSize(6561)
        .doesNotHaveDuplicates();
  }

  @Test
  void sample_noneOrMoreThanThereAre_isRefused() {
    assertThatThrownBy(() -> list.sample(0, new Seed(1)))
        .hasMessage("architectures to draw must be at least 1, but was 0");
    assertThatThrownBy(() -> list.sample(5000, new Seed(1)))
        .hasMessageStartingWith("5,000 different architectures must be in the space convnet");
    assertThatThrownBy(() -> list.sample(Integer.MAX_VALUE, new Seed(1)))
        .hasMessageStartingWith(
            "2,147,483,647 different architectures must be in the space convnet")
        .hasMessageEndingWith(", but only 720 were found");
  }
}
