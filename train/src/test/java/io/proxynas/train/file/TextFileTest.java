package io.proxynas.train.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextFileTest {

  @TempDir Path folder;

  private Path file(byte[] content) throws IOException {
    return Files.write(folder.resolve("text"), content);
  }

  @Test
  void read_text_givesItWithoutTheByteOrderMark() throws IOException {
    Path file = file("\uFEFFgrößer\n".getBytes(StandardCharsets.UTF_8));

    assertThat(TextFile.read(file)).isEqualTo("größer\n");
    assertThat(TextFile.lines(file)).containsExactly("größer");
  }

  @Test
  void read_otherEncodings_saysAtWhichByte() throws IOException {
    Path utf16 = file("{}".getBytes(StandardCharsets.UTF_16));
    assertThatThrownBy(() -> TextFile.read(utf16))
        .isInstanceOf(IOException.class)
        .hasMessage(utf16 + " must be text in UTF-8, but is not at byte 0");

    Path latin = file("größer".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> TextFile.read(latin))
        .hasMessage(latin + " must be text in UTF-8, but is not at byte 2");

    Path cut = file(new byte[] {'a', (byte) 0xc3});
    assertThatThrownBy(() -> TextFile.read(cut))
        .hasMessage(cut + " must be text in UTF-8, but is not at byte 1");
  }

  @Test
  void read_moreThanAnybodyWrites_isRefusedBeforeItIsRead() throws IOException {
    Path large = folder.resolve("large");
    try (RandomAccessFile sparse = new RandomAccessFile(large.toFile(), "rw")) {
      sparse.setLength(1L << 40);
    }
    assertThatThrownBy(() -> TextFile.read(large))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "cannot read %s: a text must have at most 268435456 bytes, but it has 1099511627776"
                .formatted(large));
  }

  @Test
  void read_missing_saysSo() {
    Path none = folder.resolve("none");
    assertThatThrownBy(() -> TextFile.read(none))
        .isInstanceOf(IOException.class)
        .hasMessage("cannot read %s: no such file".formatted(none));
  }
}
