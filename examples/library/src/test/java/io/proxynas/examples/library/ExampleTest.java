package io.proxynas.examples.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExampleTest {

  private static final Path PROGRAM =
      Path.of("src/main/java/io/proxynas/examples/library/FindNetwork.java");

  private static final Path DOCUMENTED = Path.of("../../proxy-eval/src/main/java/io/proxynas");

  @Test
  void main_findsANetworkAndItsEvidence(@TempDir Path folder) throws Exception {
    Path images = Drawings.write(folder.resolve("images"));
    Path run = folder.resolve("run");

    FindNetwork.main(new String[] {images.toString(), run.toString()});

    assertThat(Files.readAllLines(run.resolve("ranking.csv"))).hasSize(31);
    assertThat(Files.readString(run.resolve("report.json"))).contains("\"n\" : 12");
    assertThat(run.resolve("best/model.zip")).isNotEmptyFile();
  }

  /** Where the program stands as an example, it is the same code. */
  @ParameterizedTest
  @ValueSource(strings = {"ProxyNas.java", "package-info.java"})
  void snippet_isTheProgram(String file) throws IOException {
    String documented =
        Files.readAllLines(DOCUMENTED.resolve(file)).stream()
            .map(line -> line.replaceFirst("^ \\* ?", ""))
            .dropWhile(line -> !line.equals("<pre>{@code"))
            .skip(1)
            .takeWhile(line -> !line.equals("}</pre>"))
            .collect(Collectors.joining("\n"));

    assertThat(documented).isEqualTo(snippet());
  }

  @Test
  void snippet_isThatOfTheReadme() throws IOException {
    String documented =
        Files.readAllLines(Path.of("../../README.md")).stream()
            .dropWhile(line -> !line.equals("<!-- library snippet -->"))
            .skip(2)
            .takeWhile(line -> !line.equals("```"))
            .collect(Collectors.joining("\n"));

    assertThat(documented).isEqualTo(snippet());
  }

  /** The lines between the two comments, not indented. */
  private static String snippet() throws IOException {
    List<String> lines = Files.readAllLines(PROGRAM);
    int begin = lines.indexOf("    // snippet: begin");
    int end = lines.indexOf("    // snippet: end");
    return lines.subList(begin + 1, end).stream()
        .map(line -> line.substring(4))
        .collect(Collectors.joining("\n"));
  }
}
