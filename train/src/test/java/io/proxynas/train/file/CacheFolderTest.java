package io.proxynas.train.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CacheFolderTest {

  @Test
  void of_firstVariableThatIsSet_decides() {
    assertThat(root(Map.of("PROXYNAS_HOME", "/p", "XDG_CACHE_HOME", "/x", "HOME", "/h")))
        .isEqualTo(Path.of("/p"));
    assertThat(root(Map.of("PROXYNAS_HOME", "", "XDG_CACHE_HOME", "/x", "HOME", "/h")))
        .isEqualTo(Path.of("/x/proxynas"));
    assertThat(root(Map.of("HOME", "/h"))).isEqualTo(Path.of("/h/.cache/proxynas"));
    assertThat(root(Map.of()))
        .isEqualTo(Path.of(System.getProperty("user.home"), ".cache", "proxynas"));
  }

  @Test
  void data_isAFolderOfTheSet() {
    assertThat(new CacheFolder(Path.of("/c")).data("mnist")).isEqualTo(Path.of("/c/data/mnist"));
  }

  private static Path root(Map<String, String> environment) {
    return CacheFolder.of(environment).root();
  }
}
