package io.proxynas.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResultStreamTest {

  private static OutputStream broken(String reason) {
    return new OutputStream() {
      @Override
      public void write(int one) throws IOException {
        throw new IOException(reason);
      }
    };
  }

  private static Optional<String> loss(OutputStream out, boolean pipe) {
    try (ResultStream results = ResultStream.to(out, StandardCharsets.UTF_8, pipe)) {
      results.println("a result");
      return results.loss();
    }
  }

  @Test
  void loss_whereNothingFails_isNone() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    assertThat(loss(out, false)).isEmpty();
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("a result%n".formatted());
  }

  @Test
  void loss_ofAFullDisk_isTheReason() {
    assertThat(loss(broken("No space left on device"), false)).contains("No space left on device");
  }

  /** Such as {@code head}, which has read as much as it wanted. */
  @Test
  void loss_forAReaderThatHasGone_isNone() {
    assertThat(loss(broken("Broken pipe"), false)).isEmpty();
    assertThat(loss(broken("whatever the system says"), true)).isEmpty();
  }
}
