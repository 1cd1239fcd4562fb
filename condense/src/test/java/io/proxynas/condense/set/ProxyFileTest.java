package io.proxynas.condense.set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.train.data.LabelledImages;
import io.proxynas.train.file.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files whose checksum is right, so that only their content can be refused. */
class ProxyFileTest {

  private static final LabelledImages IMAGES = Sets.random(new ImageShape(1, 2, 3), 4, "a", "b");

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = folder.resolve("set.proxy");
    ProxyKey key = new ProxyKey("f00d", Method.DM, Map.of("iterations", "3"), 2, new Seed(7));
    Provenance provenance =
        new Provenance(
            key,
            "photos",
            Map.of(),
            "a test",
            1,
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Optional.empty(),
            Optional.empty(),
            Instant.EPOCH);
    ProxyFile.write(file, new ProxySet(IMAGES, new double[] {3, 2, 1}, provenance));
  }

  /** With another header or other bytes behind it, and the checksum of that. */
  private void seal(String header, byte[] content) throws IOException {
    MessageDigest digest = Sha256.digest();
    digest.update((header + "\n").getBytes(StandardCharsets.UTF_8));
    digest.update(content);
    try (var out = Files.newOutputStream(file)) {
      out.write((header + "\n").getBytes(StandardCharsets.UTF_8));
      out.write(content);
      out.write(digest.digest());
    }
  }

  private String header() throws IOException {
    String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    return text.substring(0, text.indexOf('\n', text.indexOf('\n') + 1));
  }

  private byte[] content() throws IOException {
    byte[] all = Files.readAllBytes(file);
    return Arrays.copyOfRange(all, header().length() + 1, all.length - Sha256.BYTES);
  }

  private void assertRefused(String reason) {
    assertThatThrownBy(() -> ProxyFile.read(file))
        .isInstanceOf(IOException.class)
        .hasMessage(reason);
  }

  @Test
  void read_sealedAgain_isTheSame() throws IOException {
    seal(header(), content());
    assertThat(Sets.pixels(ProxyFile.read(file).images())).containsExactly(Sets.pixels(IMAGES));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"images\":4 | \"images\":0 | its header must have at least 1 image, but has 0",
        "\"images\":4 | \"images\":-4 | its header must have at least 1 image, but has -4",
        "\"losses\":3 | \"losses\":-3 | its header must have at least 0 losses, but has -3",
        "\"method\":\"dm\" | \"method\":\"dx\" | its method must be one of dm, dmf, ncfm, idm, dc, dsa, random, herding, kcenter, forgetting, but is dx",
        "\"classNames\":[\"a\",\"b\"] | \"classNames\":null | its header must have the field classNames, but has not",
        "[\"a\",\"b\"] | [\"a\",null] | its header must have texts in classNames, but has null there",
        "\"configuration\":{ | \"configuration\":{\"x\":null, | its header must have texts in configuration, but has null there",
        "\"versions\":{} | \"versions\":{\"x\":null} | its header must have texts in versions, but has null there",
        "\"images\":4 | \"images\":[[ | its header must be JSON, but is not at line 1, column 84:",
      })
  void read_headerOfNoSet_saysWhat(String from, String to, String reason) throws IOException {
    String header = header();
    assertThat(header).contains(from);
    seal(header.replace(from, to), content());
    assertThatThrownBy(() -> ProxyFile.read(file))
        .isInstanceOf(IOException.class)
        .message()
        .startsWith(reason);
  }

  /** 28 bytes an image and 8 a loss: as many in all as there are, and 17 GB of images. */
  @Test
  void read_negativeLossesThatHideMillionsOfImages_allocatesNothing() throws IOException {
    int k = 300_000_000;
    seal(
        header()
            .replace("\"images\":4", "\"images\":" + (4 + 2 * k))
            .replace("\"losses\":3", "\"losses\":" + (3 - 7 * k)),
        content());
    assertRefused("its header must have at least 0 losses, but has -2099999997");
  }

  @ParameterizedTest
  @CsvSource({"NaN", "-Infinity"})
  void read_pixelThatIsNoNumber_namesTheImage(float value) throws IOException {
    byte[] content = content();
    int pixel = 4 * Integer.BYTES + (2 * 6 + 1) * Float.BYTES;
    ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).putFloat(pixel, value);
    seal(header(), content);
    assertRefused("its pixels must be finite numbers, but image 2 has " + value);
  }
}
