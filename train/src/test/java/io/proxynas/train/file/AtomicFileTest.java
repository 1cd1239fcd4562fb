package io.proxynas.train.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {

  @TempDir private Path folder;

  @Test
  void write_twice_keepsTheSecond() throws IOException {
    Path file = folder.resolve("a.txt");
    AtomicFile.write(file, "one");
    AtomicFile.write(file, "zwölf");

    assertThat(file).hasContent("zwölf");
    assertThat(names()).containsExactly("a.txt");
  }

  @Test
  void betweenWrites_noFileIsHalfWritten() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    ExecutorService others = Executors.newFixedThreadPool(2);
    try {
      Future<?> first =
          others.submit(
              () -> {
                AtomicFile.write(
                    folder.resolve("a.txt"),
                    out -> {
                      begun.countDown();
                      LockSupport.parkNanos(300_000_000);
                    });
                return null;
              });
      begun.await();
      Future<List<String>> seen =
          others.submit(
              () -> {
                List<String> names = new ArrayList<>();
                AtomicFile.betweenWrites(() -> names.addAll(List.of(folder.toFile().list())));
                return names;
              });

      assertThat(seen.get()).containsExactly("a.txt");
      first.get();
    } finally {
      others.shutdownNow();
    }
  }

  /** A content that takes too long is not waited for. */
  @Test
  void betweenWrites_insideOfOne_comesToItsEnd() throws IOException {
    List<String> done = new ArrayList<>();

    AtomicFile.write(
        folder.resolve("a.txt"), out -> AtomicFile.betweenWrites(() -> done.add("done")));

    assertThat(done).containsExactly("done");
    assertThat(names()).containsExactly("a.txt");
  }

  @Test
  void write_failsHalfway_keepsTheOldAndNamesTheFile() throws IOException {
    Path file = folder.resolve("a.txt");
    AtomicFile.write(file, "old");

    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    file,
                    out -> {
                      out.write(1);
                      throw new IOException("No space left on device");
                    }))
        .isInstanceOf(IOException.class)
        .hasMessage("cannot write " + file + ": No space left on device");
    assertThat(file).hasContent("old");
    assertThat(names()).containsExactly("a.txt");
  }

  @Test
  void write_toAFolder_saysWhy() throws IOException {
    Path file = Files.createDirectory(folder.resolve("taken"));
    Files.createFile(file.resolve("content"));

    assertThatThrownBy(() -> AtomicFile.write(file, "text"))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("cannot write " + file + ": ");
  }

  @Test
  void cannot_fileSystemException_tellsItsKind() {
    Path file = Path.of("x");

    assertThat(AtomicFile.cannot("read", file, new NoSuchFileException("y")).getMessage())
        .isEqualTo("cannot read x: no such file (y)");
  }

  @Test
  void cannot_reason_leavesOutThePathOfTheFile() {
    Path file = Path.of("x");
    Map.of(
            new NoSuchFileException("x"), "no such file",
            new AccessDeniedException("x/.probe1.tmp"), "access denied",
            new FileNotFoundException("y.tmp (Permission denied)"), "Permission denied",
            new FileSystemException("y.tmp", "x", "Is a directory"), "Is a directory",
            new MalformedInputException(1), "it is no text in UTF-8",
            new IOException("it ends early"), "it ends early")
        .forEach(
            (cause, reason) ->
                assertThat(AtomicFile.cannotRead(file, cause))
                    .hasMessage("cannot read x: " + reason));
  }

  private Stream<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).toList().stream();
    }
  }

  @Test
  void write_picture_needsNoTemporaryFolder() throws IOException {
    File before = ImageIO.getCacheDirectory();
    Path gone = Files.createDirectory(folder.resolve("temporary"));
    Path file = folder.resolve("a.png");
    ImageIO.setCacheDirectory(gone.toFile());
    try {
      Files.delete(gone);
      AtomicFile.write(file, new BufferedImage(2, 3, BufferedImage.TYPE_BYTE_GRAY));
    } finally {
      ImageIO.setCacheDirectory(before);
    }
    assertThat(ImageIO.read(file.toFile()).getHeight()).isEqualTo(3);
  }
}
