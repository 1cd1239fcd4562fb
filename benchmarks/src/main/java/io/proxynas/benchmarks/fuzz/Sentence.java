package io.proxynas.benchmarks.fuzz;

import io.proxynas.train.check.Shown;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a message for the user must be. */
final class Sentence {

  private static final int LONGEST = 2_000;

  /** What Java says of itself, and not of the file. */
  private static final Pattern OF_JAVA =
      Pattern.compile(
          ": null$|\\b[a-z]+\\.[a-z.]+\\.[A-Z]\\w*(Exception|Error)\\b|Cannot (invoke|read|load|store|assign|throw) "
              + "|out of bounds for length|cannot be cast|For input string|Range \\[|Input length =");

  private Sentence() {}

  /**
   * What is wrong with a message.
   *
   * @param message of an exception
   * @param folder that it has to name, at least by its last part
   * @return nothing if it is one sentence
   */
  static Optional<String> fault(@Nullable String message, Path folder) {
    if (message == null || message.isBlank()) {
      return Optional.of("says nothing");
    }
    if (!message.equals(Shown.sentence(message))) {
      return Optional.of("has several lines or commands a terminal");
    }
    if (message.length() > LONGEST) {
      return Optional.of("has %d characters".formatted(message.length()));
    }
    if (!message.contains(String.valueOf(folder.getFileName()))) {
      return Optional.of("does not name the file");
    }
    return OF_JAVA.matcher(message).find() ? Optional.of("speaks of Java") : Optional.empty();
  }
}
