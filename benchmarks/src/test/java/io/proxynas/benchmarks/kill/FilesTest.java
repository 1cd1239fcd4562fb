package io.proxynas.benchmarks.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxynas.train.file.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is compared of files, and when they are whole. */
class FilesTest {

  @TempDir Path folder;

  private Path file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  @Test
  void content_leavesTimesOut() throws IOException {
    assertThat(
            Untimed.content(
                file("report.json", "{\"a\":1,\"cost\":{\"searchSeconds\":2.5},\"begun\":\"x\"}")))
        .isEqualTo("{\"a\":1,\"cost\":{}}");
    assertThat(
            Untimed.content(
                file("h.json", "{\"earlierEpochs\":1,\"halving\":{\"rungs\":2,\"work\":0.36}}")))
        .isEqualTo("{\"halving\":{\"rungs\":2}}");
    assertThat(
            Untimed.content(
                file("journal.jsonl", "{\"z\":0}\n{\"b\":1,\"seconds\":2}\n{\"a\":1}\n")))
        .isEqualTo("{\"z\":0}\n{\"a\":1}\n{\"b\":1}");
    assertThat(
            Untimed.content(
                file("t.csv", "id,full:seconds,date,loss\n\"a,b\",1.5,2026-01-01,0.25\n")))
        .isEqualTo("id,loss\na,b,0.25");
    assertThat(Untimed.content(file("a.bin", "x\ny"))).isEqualTo("x\ny");
  }

  @Test
  void content_ofASet_isItsHeaderAndItsPixels() throws IOException {
    String one = "magic\n{\"key\":1,\"created\":2}\npixels";
    String checksum = "0".repeat(Sha256.BYTES);

    assertThat(Untimed.content(file("a.proxy", one + checksum)))
        .isEqualTo("magic\n{\"key\":1}pixels");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a.json | {\"a\": | is no JSON",
        "a.json | '' | is empty",
        "a.jsonl | {}#{#{} | is no JSON",
        "ranking.csv | a,b#1 | has a torn line",
        "ranking.csv | a,b#1,2 | has a torn line",
        "rows.csv | a,b#1#2,3 | has a torn line",
        "a.zip | PK | is no archive",
        "a.png | xIEND | has no end",
        "a.html | <html> | has no end",
        "a.proxy | magic#{}# | has another checksum",
      })
  void fault_ofWhatIsTorn_isFound(String name, String content, String fault) throws IOException {
    assertThat(Whole.fault(file(name, content.replace('#', '\n'))))
        .hasValueSatisfying(found -> assertThat(found).startsWith(fault));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a.json | {}",
        "a.jsonl | {}#{",
        "ranking.csv | a,b#1,2#",
        "rows.csv | a,b#1",
        "a.html | <html></html>#",
        "a.txt | x",
      })
  void fault_ofWhatIsWhole_isNone(String name, String content) throws IOException {
    assertThat(Whole.fault(file(name, content.replace('#', '\n')))).isEmpty();
  }

  @Test
  void fault_ofASetWithItsChecksum_isNone() throws IOException {
    byte[] content = "magic\n{}\n".getBytes(StandardCharsets.UTF_8);
    Path set = Files.write(folder.resolve("a.proxy"), content);
    byte[] whole = new byte[content.length + Sha256.BYTES];
    System.arraycopy(content, 0, whole, 0, content.length);
    System.arraycopy(Sha256.digest().digest(content), 0, whole, content.length, Sha256.BYTES);
    Files.write(set, whole);

    assertThat(Whole.fault(set)).isEmpty();
  }

  @Test
  void name_ofATemporaryFile_hasNoRandomPart() {
    assertThat(Marks.name("work/.a.json.4bd6c615-541a-401a-b659-025231a0f3f2.tmp"))
        .isEqualTo("work/.a.json.*.tmp");
    assertThat(Marks.name("work/.probe123456.tmp")).isEqualTo("work/.probe*.tmp");
    assertThat(Marks.name("work/runs/photos-seed1/run.json"))
        .isEqualTo("work/runs/photos-seed1/run.json");
  }

  @Test
  void words_areBetweenSpaces_andQuotes() {
    assertThat(Job.words("--resume --out 'my runs/a' --spark 'local-cluster[2,1,1024]'"))
        .containsExactly("--resume", "--out", "my runs/a", "--spark", "local-cluster[2,1,1024]");
  }
}
