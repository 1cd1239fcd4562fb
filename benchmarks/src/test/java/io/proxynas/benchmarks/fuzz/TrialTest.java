package io.proxynas.benchmarks.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxynas.train.data.DataException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Readers that break the rule are found. */
class TrialTest {

  private static final Path FOLDER = Path.of("/tmp/fuzzed-test");

  private static String fault(Target.Reader reader) throws InterruptedException {
    return Trial.of(reader, FOLDER, 0).fault().orElse("");
  }

  @Test
  void of_readOrRefusedInOneSentence_hasNoFault() throws InterruptedException {
    assertThat(fault((folder, warnings) -> {})).isEmpty();
    assertThat(Trial.of((folder, warnings) -> {}, FOLDER, 0).refused()).isFalse();
    Target.Reader refusing =
        (folder, warnings) -> {
          throw new DataException(folder + ", byte 4: a label must be in [0, 2), but was 3");
        };
    assertThat(fault(refusing)).isEmpty();
    assertThat(Trial.of(refusing, FOLDER, 0).refused()).isTrue();
  }

  @Test
  void of_exceptionOfTheCode_isAFault() throws InterruptedException {
    assertThat(fault((folder, warnings) -> List.of().get(3)))
        .isEqualTo("throws what is not for the user");
    assertThat(
            fault(
                (folder, warnings) -> {
                  throw new StackOverflowError();
                }))
        .isEqualTo("throws what is not for the user");
  }

  @Test
  void of_messagesThatSayNothing_areFaults() throws InterruptedException {
    assertThat(message(null)).isEqualTo("the message says nothing");
    assertThat(message("a label must be in [0, 2)"))
        .isEqualTo("the message does not name the file");
    assertThat(message(FOLDER + ": \u001b[2J"))
        .isEqualTo("the message has several lines or commands a terminal");
    assertThat(message(FOLDER + ": " + "x".repeat(3_000)))
        .isEqualTo("the message has 3018 characters");
    assertThat(message(FOLDER + ": Index 5 out of bounds for length 3"))
        .isEqualTo("the message speaks of Java");
  }

  private static String message(String message) throws InterruptedException {
    return fault(
        (folder, warnings) -> {
          throw new IOException(message);
        });
  }

  @Test
  void of_warningsThatSayNothing_areFaults() throws InterruptedException {
    assertThat(fault((folder, warnings) -> warnings.accept("it is damaged")))
        .isEqualTo("a warning does not name the file");
  }

  @Test
  void of_moreMemoryThanTheRule_isAFault() throws InterruptedException {
    assertThat(fault((folder, warnings) -> Arrays.fill(new byte[257 << 20], (byte) 1)))
        .isEqualTo("allocates more than 256 MiB");
  }
}
