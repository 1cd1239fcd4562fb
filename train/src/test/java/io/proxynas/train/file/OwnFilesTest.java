package io.proxynas.train.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class OwnFilesTest {

  @TempDir private Path folder;

  private static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @Test
  void whatIsWritten_theUserAloneMayRead() throws Exception {
    Path made = OwnFiles.folder(folder.resolve("a/b"));
    AtomicFile.write(made.resolve("atomic"), "text");
    LineFile.open(made.resolve("lines")).close();
    LockFile.await(made.resolve("c/lock")).close();

    for (Path inner : new Path[] {made, made.getParent(), made.resolve("c")}) {
      assertThat(permissions(inner)).isEqualTo("rwx------");
    }
    for (String file : new String[] {"atomic", "lines", "c/lock"}) {
      assertThat(permissions(made.resolve(file))).isEqualTo("rw-------");
    }
  }

  @Test
  void newFolder_thatIsThere_isNotMade() throws IOException {
    assertThat(OwnFiles.newFolder(folder.resolve("a"))).isTrue();
    assertThat(OwnFiles.newFolder(folder.resolve("a"))).isFalse();
  }

  @Test
  void linkOutOfTheFolder_isRefused_oneWithinIsNot() throws IOException {
    Path run = Files.createDirectory(folder.resolve("run"));
    Path secret = Files.writeString(folder.resolve("secret"), "secret");
    Files.createSymbolicLink(run.resolve("out"), secret);
    Files.createFile(run.resolve("file"));
    Files.createSymbolicLink(run.resolve("in"), Path.of("file"));

    assertThatThrownBy(() -> OwnFiles.requireWithin(run, run.resolve("out")))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "what is read from %s must lie in it, but out is a link to %s"
                .formatted(run, secret.toRealPath()));
    for (String name : new String[] {"in", "file", "none"}) {
      assertThatCode(() -> OwnFiles.requireWithin(run, run.resolve(name)))
          .doesNotThrowAnyException();
    }
  }
}
