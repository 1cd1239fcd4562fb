package io.proxynas.benchmarks.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class TinySearchesTest {

  @TempDir private Path folder;

  @Test
  void search_tellsOfEachCandidateOfTheSearchOnce() throws Exception {
    List<Integer> told = new ArrayList<>();
    assertThat(new TinySearches(folder, 3).search(1, told::add)).isEqualTo(3);
    assertThat(told).containsExactly(1, 2, 3);
  }

  /** The first one loads classes and starts threads that stay. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void search_secondOne_leavesNeitherThreadNorOpenFile() throws Exception {
    TinySearches searches = new TinySearches(folder, 30);
    searches.search(1, trained -> {});
    Set<Thread> threads = Thread.getAllStackTraces().keySet();
    List<String> files = openFiles();
    searches.search(2, trained -> {});
    Set<Thread> newThreads = new HashSet<>(Thread.getAllStackTraces().keySet());
    newThreads.removeAll(threads);
    assertThat(newThreads).isEmpty();
    List<String> newFiles = openFiles();
    files.forEach(newFiles::remove);
    assertThat(newFiles).isEmpty();
  }

  /** What each descriptor but that of the listing itself refers to. */
  private static List<String> openFiles() throws IOException {
    List<String> files = new ArrayList<>();
    try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
      for (Path descriptor : all.toList()) {
        String target = Files.readSymbolicLink(descriptor).toString();
        if (!target.matches("/proc/\\d+/fd")) {
          files.add(target);
        }
      }
    }
    return files;
  }
}
