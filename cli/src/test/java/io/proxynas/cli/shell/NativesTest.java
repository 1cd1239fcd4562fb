package io.proxynas.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class NativesTest {

  @Test
  void obstacle_isWantOfSpace() {
    assertThat(Natives.obstacle(Path.of("/c/natives"), 64_000_000))
        .contains(
            "native libraries of 600 MB must be unpacked in /c/natives once, but 64 MB are free there; PROXYNAS_HOME names another place");
    assertThat(Natives.obstacle(Path.of("/c/natives"), 2_000_000_000)).isEmpty();
  }
}
