package io.proxynas.train.internal.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.engine.Progress;
import io.proxynas.engine.Seed;
import io.proxynas.train.data.DataException;
import io.proxynas.train.data.DataSet;
import io.proxynas.train.data.TestFiles;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a cache that was not finished, or was damaged. */
class ImageCacheTest {

  /** At 590 pixels, four images are a chunk. */
  private static final int SIZE = 590;

  private static final int FILES = 14;

  @TempDir Path temp;
  private Path photos;
  private Path root;

  @BeforeEach
  void writePhotos() {
    photos = temp.resolve("photos");
    root = temp.resolve("images");
    for (int i = 0; i < 5; i++) {
      photo("train/cat/" + i + ".png", i);
      photo("train/dog/" + i + ".png", i + 10);
    }
    TestFiles.write(photos.resolve("train/dog/2.png"), "damaged".getBytes());
    for (int i = 0; i < 2; i++) {
      photo("test/cat/" + i + ".png", i + 20);
      photo("test/dog/" + i + ".png", i + 30);
    }
  }

  private void photo(String file, long seed) {
    TestFiles.writeImage(photos.resolve(file), TestFiles.noise(5, 5, seed));
  }

  private DataSet open(Progress progress) throws InterruptedException {
    return new ImageCache(root, ImageFolderLayout.list(photos, new Seed(1)), OptionalInt.of(SIZE))
        .open(progress);
  }

  /** The numbers of the files that are decoded. */
  private List<Long> decodedWhenOpened() throws InterruptedException {
    List<Long> heard = new ArrayList<>();
    open((done, total) -> heard.add(done));
    return heard;
  }

  private Path file(String name) throws IOException {
    try (Stream<Path> paths = Files.walk(root)) {
      return paths.filter(p -> p.endsWith(name)).findFirst().orElseThrow();
    }
  }

  private void killAfter(int file) {
    assertThatThrownBy(
            () ->
                open(
                    (done, total) -> {
                      if (done == file) {
                        throw new IllegalStateException("killed");
                      }
                    }))
        .hasMessage("killed");
  }

  @Test
  void open_afterAKill_goesOn() throws Exception {
    String whole = open(Progress.NONE).fingerprint();
    byte[] pixels = Files.readAllBytes(file("pixels"));
    byte[] journal = Files.readAllBytes(file("journal"));
    Files.delete(file("pixels"));
    Files.delete(file("journal"));

    killAfter(10);
    assertThat(file("pixels")).hasSize(7 * 3L * SIZE * SIZE); // two chunks, with one left out

    List<Long> heard = new ArrayList<>();
    DataSet set = open((done, total) -> heard.add(done));
    assertThat(heard).containsExactly(9L, 10L, 11L, 12L, 13L, 14L);
    assertThat(set.fingerprint()).isEqualTo(whole);
    assertThat(set.warnings()).hasSize(1).first().asString().startsWith("left out 1 of 14 files");
    assertThat(Files.readAllBytes(file("pixels"))).isEqualTo(pixels);
    assertThat(Files.readAllBytes(file("journal"))).isEqualTo(journal);
  }

  @Test
  void open_journalCutAnywhere_goesOnWithoutAWarning() throws Exception {
    String whole = open(Progress.NONE).fingerprint();
    byte[] journal = Files.readAllBytes(file("journal"));
    int header = new String(journal, StandardCharsets.US_ASCII).indexOf('\n') + 1;
    for (int length = header; length < journal.length; length += 60) {
      Files.write(file("journal"), Arrays.copyOf(journal, length));
      DataSet set = open(Progress.NONE);
      assertThat(set.fingerprint()).isEqualTo(whole);
      assertThat(set.warnings()).hasSize(1);
      assertThat(Files.readAllBytes(file("journal"))).isEqualTo(journal);
    }
  }

  @Test
  void open_withoutTheLastLine_decodesNothing() throws Exception {
    DataSet whole = open(Progress.NONE);
    List<String> lines = Files.readAllLines(file("journal"));
    Files.write(file("journal"), lines.subList(0, lines.size() - 1));
    assertThat(decodedWhenOpened()).isEmpty();
    assertThat(open(Progress.NONE).fingerprint()).isEqualTo(whole.fingerprint());
  }

  @Test
  void open_damagedPixels_decodesFromThereAndSaysSo() throws Exception {
    String whole = open(Progress.NONE).fingerprint();
    byte[] pixels = Files.readAllBytes(file("pixels"));
    try (RandomAccessFile file = new RandomAccessFile(file("pixels").toFile(), "rw")) {
      file.seek(5L * 3 * SIZE * SIZE);
      file.write(~pixels[5 * 3 * SIZE * SIZE]);
    }

    List<Long> heard = new ArrayList<>();
    DataSet set = open((done, total) -> heard.add(done));

    assertThat(heard).startsWith(5L).hasSize(FILES - 4);
    assertThat(set.fingerprint()).isEqualTo(whole);
    assertThat(set.warnings())
        .first()
        .isEqualTo(
            "the decoded images in %s were damaged from number 5 on, and are decoded anew from there"
                .formatted(file("pixels").getParent()));
    assertThat(Files.readAllBytes(file("pixels"))).isEqualTo(pixels);
    assertThat(open(Progress.NONE).warnings()).hasSize(1);
  }

  @Test
  void open_truncatedOrMissingPixels_decodesFromThereAndSaysSo() throws Exception {
    String whole = open(Progress.NONE).fingerprint();
    for (long length : new long[] {13L * 3 * SIZE * SIZE - 1, 4L * 3 * SIZE * SIZE, 10, 0}) {
      try (RandomAccessFile file = new RandomAccessFile(file("pixels").toFile(), "rw")) {
        file.setLength(length);
      }
      DataSet set = open(Progress.NONE);
      assertThat(set.fingerprint()).isEqualTo(whole);
      assertThat(set.warnings()).hasSize(2).first().asString().contains("damaged from number ");
    }
    Files.delete(file("pixels"));
    assertThat(open(Progress.NONE).warnings().get(0)).contains("damaged from number 1 on");
  }

  @Test
  void open_damagedJournal_decodesFromThereAndSaysSo() throws Exception {
    String whole = open(Progress.NONE).fingerprint();
    byte[] journal = Files.readAllBytes(file("journal"));
    for (int at = 0; at < journal.length - 1; at += 43) {
      byte[] damaged = journal.clone();
      damaged[at] ^= 1;
      Files.write(file("journal"), damaged);
      DataSet set = open(Progress.NONE);
      assertThat(set.fingerprint()).isEqualTo(whole);
      assertThat(set.warnings()).hasSize(2).first().asString().contains("damaged from number ");
      assertThat(Files.readAllBytes(file("journal"))).isEqualTo(journal);
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void open_diskFull_saysSoAndGoesOnLater() throws Exception {
    killAfter(6); // one chunk is there
    Path pixels = file("pixels");
    byte[] kept = Files.readAllBytes(pixels);
    Files.delete(pixels);
    Files.createSymbolicLink(pixels, Path.of("/dev/full"));

    assertThatThrownBy(() -> open(Progress.NONE))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "the decoded images of %s cannot be kept in %s: No space left on device"
                .formatted(photos, pixels.getParent()));

    Files.delete(pixels);
    Files.write(pixels, kept);
    assertThat(open(Progress.NONE).test().size()).isEqualTo(4);
  }

  @Test
  void requireSpace_tooLittle_saysBoth() throws IOException {
    ImageCache.requireSpace(10, 10);
    assertThatThrownBy(() -> ImageCache.requireSpace(15_700_000_000L, 3_000_000_000L))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "15,700 MB are needed there, and 3,000 MB are free; PROXYNAS_HOME names another place");
  }

  @Test
  void open_cacheIsNoFolder_saysSo() throws IOException {
    Files.createFile(root);
    assertThatThrownBy(() -> open(Progress.NONE))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("the decoded images of %s cannot be kept in ".formatted(photos));
  }

  @Test
  void open_byManyThreads_decodesOnce() throws Exception {
    List<Long> heard = java.util.Collections.synchronizedList(new ArrayList<>());
    ExecutorService pool = Executors.newFixedThreadPool(3);
    try {
      Callable<DataSet> task = () -> open((done, total) -> heard.add(done));
      for (Future<DataSet> set : pool.invokeAll(List.of(task, task, task))) {
        assertThat(set.get().train().size()).isEqualTo(9);
      }
    } finally {
      pool.shutdownNow();
    }
    assertThat(heard).hasSize(FILES);
  }

  @Test
  void open_interrupted_keepsWhatIsDecoded() throws Exception {
    assertThatThrownBy(
            () ->
                open(
                    (done, total) -> {
                      if (done == 5) {
                        Thread.currentThread().interrupt();
                      }
                    }))
        .isInstanceOf(InterruptedException.class);
    assertThat(decodedWhenOpened()).startsWith(5L);
  }
}
