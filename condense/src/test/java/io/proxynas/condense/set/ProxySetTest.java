package io.proxynas.condense.set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.condense.match.Decoding;
import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.train.data.LabelledImages;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProxySetTest {

  private static final LabelledImages STORED =
      Sets.random(new ImageShape(1, 6, 6), 4, "coat", "bag");

  private static ProxySet set(String decoding) {
    ProxyKey key = new ProxyKey("ab", Method.DMF, Map.of(Decoding.NAME, decoding), 2, new Seed(1));
    return new ProxySet(
        STORED,
        new double[] {2, 1.5, 1.25},
        new Provenance(
            key,
            "photos",
            Map.of(),
            "a machine",
            1,
            Duration.ZERO,
            Duration.ZERO,
            Optional.empty(),
            Optional.empty(),
            Instant.EPOCH));
  }

  @Test
  void images_storedMosaics_areDecodedAfterReading(@TempDir Path folder) throws IOException {
    ProxySet written = set("2x2");
    Path file = folder.resolve("set.proxy");
    ProxyFile.write(file, written);
    ProxySet read = ProxyFile.read(file, written.provenance().key());

    assertThat(read.decoding()).isEqualTo(Decoding.QUARTERS);
    assertThat(Sets.pixels(read.stored())).isEqualTo(Sets.pixels(STORED));
    assertThat(read.losses()).containsExactly(2, 1.5, 1.25);
    assertThat(read.images().size()).isEqualTo(16);
    assertThat(Sets.pixels(read.images())).isEqualTo(Sets.pixels(Decoding.QUARTERS.decode(STORED)));
  }

  @Test
  void constructor_unknownDecoding_isRejected() {
    assertThatThrownBy(() -> set("3x3"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the decoding must be one of none, 2x2, but was \"3x3\"");
  }
}
