package io.proxynas.train.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoversTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir private Path folder;

  private Path file(String name, Duration age) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.createFile(file);
    return Files.setLastModifiedTime(file, FileTime.from(NOW.minus(age)));
  }

  @Test
  void clear_removesOldTemporaryFilesAlone() throws IOException {
    Path old = file("a/b/.set.proxy.1.tmp", Duration.ofHours(2));
    Path part = file(".download1.part", Duration.ofHours(2));
    Path young = file(".report.json.2.tmp", Duration.ofMinutes(2));
    Path whole = file("set.proxy", Duration.ofHours(2));
    Path visible = file("mine.tmp", Duration.ofHours(2));
    Path unnumbered = file(".mine.tmp", Duration.ofHours(2));
    Path own = Files.createFile(folder.resolve(temporaryName()));
    Files.setLastModifiedTime(own, FileTime.from(NOW.minus(Leftovers.AGE)));

    Leftovers.clear(folder, FileTime.from(NOW), Leftovers.AGE);

    assertThat(old).doesNotExist();
    assertThat(part).doesNotExist();
    assertThat(young).exists();
    assertThat(whole).exists();
    assertThat(visible).exists();
    assertThat(unnumbered).exists();
    assertThat(own).doesNotExist();
  }

  /** The name of a file that is being written. */
  private String temporaryName() throws IOException {
    List<String> names = new ArrayList<>();
    AtomicFile.write(
        folder.resolve("kept.json"),
        out -> {
          try (Stream<Path> files = Files.list(folder)) {
            files
                .map(f -> f.getFileName().toString())
                .filter(n -> n.contains("kept"))
                .forEach(names::add);
          }
        });
    return names.get(0);
  }

  @Test
  void open_ofTheCacheFolder_removesThemFromIt() throws IOException {
    Path old = file("trainings/ab/.x.json.1.tmp", Duration.ofHours(2));

    new CacheFolder(folder).open();

    assertThat(old).doesNotExist();
  }
}
