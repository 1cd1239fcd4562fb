package io.proxynas.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class NativesTest {

  @Test
  void room_ofTooFewBytes_isTheObstacle() {
    assertThat(Natives.room(Path.of("/c/natives"), 64_000_000))
        .contains(
            "native libraries of 600 MB must be unpacked in /c/natives once, but there is room for 64 MB; PROXYNAS_HOME names another place");
    assertThat(Natives.room(Path.of("/c/natives"), 2_000_000_000)).isEmpty();
  }

  @Test
  void obstacle_onAFileSystemWithoutCode_saysSo() {
    Throwable refused =
        new UnsatisfiedLinkError(
            "/c/libjnidnnl.so: /c/libjnidnnl.so: failed to map segment from shared object");
    assertThat(
            Natives.obstacle(new IOException("no model", new ExceptionInInitializerError(refused))))
        .hasValueSatisfying(
            sentence ->
                assertThat(sentence)
                    .startsWith("native libraries must be loaded from ")
                    .endsWith(
                        ", but the system runs no code from there, as from a file system that is mounted noexec; PROXYNAS_HOME names another place"));
  }

  @Test
  void obstacle_ofWhatHasNothingToDoWithLibraries_isNone() {
    assertThat(Natives.obstacle(new IOException("failed to map segment from shared object")))
        .isEmpty();
  }
}
