package io.proxynas.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.candidate.CandidateScores;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.ranking.Criterion;
import io.proxynas.nas.search.SearchResult;
import io.proxynas.nas.space.ConvNetSpace;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SearchTextTest {

  private static final Architecture NET = ConvNetSpace.CPU.parse("convnet-d1-w8-relu-none-max");

  private static SearchResult search(SearchResult.End end, Outcome... history) {
    return new SearchResult(
        List.of(history), 10, 0, Set.of(), Criterion.ACCURACY, Duration.ofSeconds(1), end);
  }

  private static Outcome trained() {
    return new Outcome.Trained(
        NET, new CandidateScores(0.812, 1, 1, 100, 1000), Duration.ofSeconds(1));
  }

  @Test
  void interrupted_chosenFolder_isNamedInTheCommand() {
    String text =
        SearchText.interrupted(
            search(SearchResult.End.INTERRUPTED, trained()),
            Path.of("runs", "a"),
            "nas-search --resume --out runs/a");

    assertThat(text.lines())
        .containsExactly(
            "Interrupted after 1 candidates; those in training are not kept.",
            "Best so far: convnet-d1-w8-relu-none-max, 81.2 % on the validation split when trained"
                + " on the proxy.",
            "Files in runs/a",
            "Go on with: nas-search --resume --out runs/a");
  }

  @Test
  void interrupted_afterTheSearch_saysThatItWasInTheValidation() {
    String text =
        SearchText.interrupted(
            search(SearchResult.End.COMPLETE, trained()), Path.of("a"), "nas-search --resume");

    assertThat(text)
        .startsWith("Interrupted after all 1 candidates, in the validation.")
        .endsWith("Go on with: nas-search --resume\n");
  }

  @Test
  void file_ofAFolderWithABlank_isItsPath() throws Exception {
    Path jar = Path.of("my tools", "grün", "engine.jar").toAbsolutePath();
    URL location = jar.toUri().toURL();

    assertThat(location.toString()).contains("my%20tools");
    assertThat(SearchText.file(location)).isEqualTo(jar.toString());
  }

  @Test
  void file_thatIsNone_isItsAddress() throws Exception {
    for (String address : List.of("https://host/engine.jar", "jar:file:/app.jar!/engine.jar")) {
      assertThat(SearchText.file(URI.create(address).toURL())).isEqualTo(address);
    }
  }
}
