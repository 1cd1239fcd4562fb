package io.proxynas.train.data.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.engine.Progress;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.train.data.DataException;
import io.proxynas.train.data.DataSet;
import io.proxynas.train.data.TestFiles;
import io.proxynas.train.file.CacheFolder;
import io.proxynas.train.file.Checksum;
import io.proxynas.train.internal.format.FileLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NamedSetTest {

  @TempDir Path temp;
  private Publisher publisher;
  private Path dataDir;
  private Path cached;
  private DataLocation location;

  @BeforeEach
  void open() throws IOException {
    publisher = new Publisher();
    dataDir = Files.createDirectory(temp.resolve("mine"));
    CacheFolder cache = new CacheFolder(temp.resolve("cache"));
    cached = cache.data("digits");
    location =
        new DataLocation(
            Optional.of(dataDir),
            cache,
            temp.resolve("system"),
            OptionalInt.empty(),
            DataLocation.SPLIT_SEED);
  }

  @AfterEach
  void close() {
    publisher.close();
  }

  private static NamedSet set(List<Download> downloads) {
    List<String> digits = IntStream.range(0, 10).mapToObj(Integer::toString).toList();
    return new NamedSet("digits", List.of("digits"), new FileLayout.Idx(digits, false), downloads);
  }

  /** Offers all files of the set, gzipped. */
  private List<Download> offerAll() throws IOException {
    Path made = temp.resolve("made");
    TestFiles.writeIdxSet(made);
    List<Download> downloads = new ArrayList<>();
    try (Stream<Path> files = Files.list(made)) {
      for (Path file : files.sorted().toList()) {
        byte[] content = Files.readAllBytes(file);
        String name = file.getFileName().toString();
        downloads.add(
            name.endsWith(".gz")
                ? publisher.offer("/" + name, content)
                : publisher.offer("/" + name + ".gz", TestFiles.gzip(content)));
      }
    }
    return downloads;
  }

  private DataSet load(List<Download> downloads) throws InterruptedException {
    return set(downloads).load(location, Progress.NONE);
  }

  @Test
  void load_fromEachPlace_isFound() throws Exception {
    for (Path place :
        List.of(dataDir.resolve("digits"), dataDir, cached, temp.resolve("system/digits"))) {
      TestFiles.writeIdxSet(place);

      DataSet loaded = load(List.of());

      assertThat(loaded.name()).isEqualTo("digits");
      assertThat(loaded.shape()).isEqualTo(new ImageShape(1, 2, 2));
      assertThat(loaded.train().labels()).containsExactly(3, 7);
      assertThat(loaded.test().labels()).containsExactly(9);
      assertThat(loaded.mirrorable()).isFalse();
      try (Stream<Path> files = Files.list(place)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  @Test
  void load_damagedInTheFirstPlace_doesNotFallBack() {
    TestFiles.writeIdxSet(dataDir);
    TestFiles.writeIdxSet(cached);
    Path damaged = TestFiles.write(dataDir.resolve("t10k-labels-idx1-ubyte"), new byte[9]);
    assertThatThrownBy(() -> load(List.of()))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(damaged + ", byte 0: the magic number must be");
  }

  @Test
  void load_partInTheFirstPlace_saysWhatItLacks() throws IOException {
    TestFiles.writeIdxSet(dataDir);
    Files.delete(dataDir.resolve("t10k-labels-idx1-ubyte"));
    assertThatThrownBy(() -> load(List.of()))
        .isInstanceOf(DataException.class)
        .hasMessage(dataDir + " has a part of digits only; it lacks t10k-labels-idx1-ubyte.gz");
  }

  @Test
  void load_fromNowhere_isDownloadedOnce() throws Exception {
    List<Download> downloads = offerAll();

    DataSet first = load(downloads);
    DataSet second = load(downloads);

    assertThat(first.train().labels()).containsExactly(3, 7);
    assertThat(second.fingerprint()).isEqualTo(first.fingerprint());
    assertThat(publisher.asked()).hasSize(4);
  }

  @Test
  void load_afterABrokenDownload_fetchesTheRest() throws Exception {
    List<Download> downloads = offerAll();
    downloads.get(0).into(cached, Progress.NONE);
    downloads.get(1).into(cached, Progress.NONE);

    load(downloads);

    assertThat(publisher.asked()).hasSize(4).doesNotHaveDuplicates();
  }

  @Test
  void load_failedDownload_saysWhereItLookedAndWhatToDo() {
    Download none = new Download(publisher.uri("/none.gz"), Checksum.md5("0123"));
    assertThatThrownBy(() -> load(List.of(none)))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "digits is in none of [%s, %s, %s, %s], and could not be downloaded (%s answers with"
                + " status 404); fetch its files by other means and name their folder with"
                + " --data-dir",
            dataDir.resolve("digits"), dataDir, cached, temp.resolve("system/digits"), none.uri());
  }

  @Test
  void load_downloadThatBringsOtherFiles_saysWhatIsMissing() throws Exception {
    List<Download> downloads = offerAll().subList(0, 3);
    assertThatThrownBy(() -> load(downloads))
        .isInstanceOf(DataException.class)
        .hasMessage("the download of digits did not bring train-labels-idx1-ubyte.gz");
  }
}
