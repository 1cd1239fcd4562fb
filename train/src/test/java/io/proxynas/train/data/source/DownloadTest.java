package io.proxynas.train.data.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.engine.Progress;
import io.proxynas.train.data.DataException;
import io.proxynas.train.data.TestFiles;
import io.proxynas.train.file.Checksum;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloadTest {

  private static final byte[] CONTENT = "some content".getBytes();

  @TempDir Path temp;
  private Path folder;
  private Publisher publisher;

  @BeforeEach
  void open() throws IOException {
    folder = temp.resolve("cache/data/set");
    publisher = new Publisher();
  }

  @AfterEach
  void close() {
    publisher.close();
  }

  private List<String> kept() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void into_goodFile_isKept() throws Exception {
    List<Long> heard = new ArrayList<>();

    publisher.offer("/data/labels.gz", CONTENT).into(folder, (done, total) -> heard.add(done));

    assertThat(folder.resolve("labels.gz")).hasBinaryContent(CONTENT);
    assertThat(kept()).containsExactly("labels.gz");
    assertThat(heard).endsWith((long) CONTENT.length);
  }

  @Test
  void into_fileThatIsThere_isNotFetchedAgain() throws Exception {
    Download download = publisher.offer("/labels.gz", CONTENT);
    download.into(folder, Progress.NONE);
    download.into(folder, Progress.NONE);
    assertThat(publisher.asked()).hasSize(1);
  }

  @Test
  void into_redirected_isFollowed() throws Exception {
    Download there = publisher.offer("/new/labels.gz", CONTENT);
    publisher.redirect("/labels.gz", there.uri().toString());

    new Download(publisher.uri("/labels.gz"), there.checksum()).into(folder, Progress.NONE);

    assertThat(kept()).containsExactly("labels.gz");
  }

  @Test
  void into_wrongChecksum_saysBoth_andKeepsNothing() throws Exception {
    Download good = publisher.offer("/labels.gz", CONTENT);
    Download bad = new Download(good.uri(), Checksum.md5("0123"));
    assertThatThrownBy(() -> bad.into(folder, Progress.NONE))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "%s must have the MD5 0123, but what came has the %s", good.uri(), good.checksum());
    assertThat(kept()).isEmpty();
  }

  @Test
  void into_notFound_saysTheStatus() throws Exception {
    Download none = new Download(publisher.uri("/none.gz"), Checksum.md5("0123"));
    assertThatThrownBy(() -> none.into(folder, Progress.NONE))
        .isInstanceOf(DataException.class)
        .hasMessage("%s answers with status 404", none.uri());
    assertThat(kept()).isEmpty();
  }

  @Test
  void into_nobodyListens_saysSo() throws Exception {
    Download none = new Download(publisher.uri("/labels.gz"), Checksum.md5("0123"));
    publisher.close();
    assertThatThrownBy(() -> none.into(folder, Progress.NONE))
        .isInstanceOf(DataException.class)
        .hasMessage("%s cannot be reached", none.uri());
    assertThat(kept()).isEmpty();
  }

  @Test
  void into_connectionBreaks_saysSo() throws Exception {
    publisher.offerHalf("/labels.gz", false);
    Download half = new Download(publisher.uri("/labels.gz"), Checksum.md5("0123"));
    assertThatThrownBy(() -> half.into(folder, Progress.NONE))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(half.uri() + " cannot be fetched: ");
    assertThat(kept()).isEmpty();
  }

  @Test
  void into_interruptedWhileItWaits_stops() throws Exception {
    publisher.offerHalf("/labels.gz", true);
    Download half = new Download(publisher.uri("/labels.gz"), Checksum.md5("0123"));
    Thread waiting = Thread.currentThread();
    assertThatThrownBy(() -> half.into(folder, (done, total) -> waiting.interrupt()))
        .isInstanceOf(InterruptedException.class);
    assertThat(kept()).isEmpty();
  }

  @Test
  void into_fileInTheWay_saysSo() {
    TestFiles.write(temp.resolve("cache"), CONTENT);
    Download download = publisher.offer("/labels.gz", CONTENT);
    assertThatThrownBy(() -> download.into(folder, Progress.NONE))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(folder + " cannot be written: ");
  }

  @Test
  void into_archive_isUnpackedWithinTheFolder() throws Exception {
    publisher
        .offer("/set.tar.gz", tarGz("set/a.bin", "set/names.txt", "set/readme.html", "../../b.bin"))
        .into(folder, Progress.NONE);

    assertThat(kept()).containsExactly("a.bin", "b.bin", "names.txt");
    assertThat(folder.resolve("a.bin")).hasBinaryContent(CONTENT);
  }

  @Test
  void into_archiveThatIsNone_saysSo() throws Exception {
    Download download = publisher.offer("/set.tar.gz", CONTENT);
    assertThatThrownBy(() -> download.into(folder, Progress.NONE))
        .isInstanceOf(DataException.class)
        .hasMessage(folder + " cannot be written: Not in GZIP format");
    assertThat(kept()).isEmpty();
  }

  private static byte[] tarGz(String... names) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream gz = new GZIPOutputStream(bytes);
        TarArchiveOutputStream tar = new TarArchiveOutputStream(gz)) {
      for (String name : names) {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(CONTENT.length);
        tar.putArchiveEntry(entry);
        tar.write(CONTENT);
        tar.closeArchiveEntry();
      }
    }
    return bytes.toByteArray();
  }
}
