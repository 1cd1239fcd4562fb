package io.proxynas.benchmarks.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxynas.engine.Seed;
import io.proxynas.train.file.Sha256;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class MutatorTest {

  private static final byte[] TEXT = "{\"a\": [1, 2.5, \"b\"]}".getBytes(StandardCharsets.UTF_8);

  private static Mutator mutator(long seed) {
    return new Mutator(new Seed(seed).generator());
  }

  @Test
  void apply_equalSeeds_giveEqualDamage() {
    assertThat(mutator(3).apply(TEXT)).isEqualTo(mutator(3).apply(TEXT));
  }

  @Test
  void apply_otherSeeds_giveOtherDamage() {
    Set<String> seen = new HashSet<>();
    for (int seed = 0; seed < 100; seed++) {
      seen.add(Arrays.toString(mutator(seed).apply(TEXT)));
    }
    assertThat(seen).hasSizeGreaterThan(90);
  }

  @Test
  void apply_nothing_isNotAnError() {
    assertThat(mutator(1).apply(new byte[0])).isNotNull();
  }

  @Test
  void inside_aSeal_theSealIsThatOfTheDamagedContent() throws IOException {
    byte[] content = new byte[TEXT.length + Sha256.BYTES];
    byte[] sealed = Envelope.SEAL.inside(content, inner -> TEXT, new Seed(1).generator());

    assertThat(Arrays.copyOf(sealed, TEXT.length)).isEqualTo(TEXT);
    assertThat(Arrays.copyOfRange(sealed, TEXT.length, sealed.length))
        .isEqualTo(Sha256.digest().digest(TEXT));
  }

  @Test
  void inside_gzip_isPackedAgain() throws IOException {
    byte[] packed =
        Envelope.GZIP.inside(Corpus.gzip(new byte[9]), inner -> TEXT, new Seed(1).generator());

    assertThat(new GZIPInputStream(new ByteArrayInputStream(packed)).readAllBytes())
        .isEqualTo(TEXT);
  }
}
