package io.proxynas.spark;

import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.candidate.CandidateTrainer;
import io.proxynas.nas.evaluate.FakeTrainer;
import io.proxynas.spark.internal.executor.TimeLimit;
import io.proxynas.spark.internal.executor.TrainerSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;

/**
 * Trainers in executor JVMs: they note the process and the candidate when they start, and take a
 * while.
 *
 * @param notes the file, one line {@code PID ID} a start
 * @param millis that a candidate takes
 * @param fatal id of a candidate that ends its JVM
 * @param hanging id of a candidate that never ends
 */
record ExecutorTrainers(String notes, int millis, String fatal, String hanging)
    implements TrainerSource {

  /** Of a candidate. */
  static final Duration LIMIT = Duration.ofSeconds(2);

  static ExecutorTrainers quiet(Path notes, int millis) {
    return new ExecutorTrainers(notes.toString(), millis, "", "");
  }

  @Override
  public CandidateTrainer trainer() {
    FakeTrainer fake = new FakeTrainer();
    return new TimeLimit(
        architecture -> {
          note(architecture);
          if (architecture.id().equals(fatal)) {
            Runtime.getRuntime().halt(7);
          }
          Thread.sleep(architecture.id().equals(hanging) ? 1_000_000 : millis);
          return fake.train(architecture);
        },
        LIMIT,
        TimeLimit.GRACE);
  }

  private void note(Architecture architecture) {
    try {
      Files.writeString(
          Path.of(notes),
          ProcessHandle.current().pid() + " " + architecture.id() + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The starts so far. */
  static List<String> read(Path notes) throws IOException {
    return Files.exists(notes) ? Files.readAllLines(notes) : List.of();
  }
}
