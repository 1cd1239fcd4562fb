package io.proxynas.train.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

  @Test
  void userWithoutAHome_hasNoFolder() {
    assertThat(CacheFolder.home("?")).isEmpty();
    assertThat(CacheFolder.home("")).isEmpty();
    assertThat(CacheFolder.home("/home/a")).contains(Path.of("/home/a"));
  }

  @Test
  void open_whereAFileIs_saysWhatToDo(@TempDir Path folder) throws IOException {
    Path taken = Files.createFile(folder.resolve("taken"));

    assertThatThrownBy(() -> new CacheFolder(taken).open())
        .isInstanceOf(IOException.class)
        .hasMessage(
            "the cache folder must take files: cannot write to %s: file already exists; PROXYNAS_HOME names another"
                .formatted(taken));
  }

  private static Path root(Map<String, String> environment) {
    return CacheFolder.of(environment).root();
  }
}
