package io.proxynas.arbiter.internal.task;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.api.Model;
import org.jspecify.annotations.Nullable;

/** What became of a configuration, for every candidate that has it. */
sealed interface Finished {

  /**
   * It was trained and scored.
   *
   * @param score finite
   * @param model a plain DL4J network
   * @param additional what the task's model evaluator says; null without one
   */
  record Scored(double score, Model model, @Nullable Object additional) implements Finished {}

  /**
   * It has no score.
   *
   * @param reason what went wrong, on the first line in one sentence
   */
  record Failed(String reason) implements Finished {

    static Failed of(Throwable thrown) {
      return new Failed(describe(thrown));
    }

    private static String describe(Throwable thrown) {
      String trace =
          Arrays.stream(thrown.getStackTrace())
              .map(line -> "\tat " + line)
              .collect(Collectors.joining("\n"));
      Throwable cause = thrown.getCause();
      String rest = cause == null || cause == thrown ? "" : "\nCaused by: " + describe(cause);
      return thrown + "\n" + trace + rest;
    }
  }

  /** The heap and native memory that remembering it takes, in parameters. */
  default int weight() {
    return this instanceof Scored scored
        ? (int) Math.min(Integer.MAX_VALUE, Math.max(1, scored.model.numParams()))
        : 1;
  }
}
