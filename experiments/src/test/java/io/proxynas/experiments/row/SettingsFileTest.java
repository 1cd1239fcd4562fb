package io.proxynas.experiments.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsFileTest {

  @TempDir Path folder;

  private SettingsFile file() {
    return new SettingsFile(folder.resolve("settings.json"));
  }

  @Test
  void extend_more_keepsWhatIsThere() throws IOException {
    file().extend(Map.of("seed", "1"));
    file().extend(Map.of("preset", "cpu", "seed", "1"));

    assertThat(Files.readString(file().path()))
        .isEqualTo("{\n  \"preset\" : \"cpu\",\n  \"seed\" : \"1\"\n}\n");
    file().require(Map.of("seed", "1", "new", "x"));
  }

  @Test
  void require_anotherValue_namesBoth() throws IOException {
    file().extend(Map.of("preset", "cpu", "seed", "1"));

    assertThatThrownBy(() -> file().require(Map.of("preset", "cpu", "seed", "2")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the rows in %s must be of the same settings, but seed was 1 there and is 2 now; use another --out"
                .formatted(folder));
  }

  @Test
  void require_noFile_passes() throws IOException {
    file().require(Map.of("seed", "1"));

    assertThat(file().path()).doesNotExist();
  }

  @Test
  void require_damagedFile_namesTheLine() throws IOException {
    Files.writeString(file().path(), "{\n  \"seed\" : [1\n");

    assertThatThrownBy(() -> file().require(Map.of("seed", "1")))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "%s is damaged: it must be an object of texts, but line 2 is not; mend it, or move the folder away"
                .formatted(file().path()));
  }
}
